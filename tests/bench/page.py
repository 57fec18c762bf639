"""Our page of 25 rows against the same statements by hand and against a page that asks nothing."""

import contextlib
import pickle
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import requests

from app.accounts import sessions
from app.config import Settings
from tenants import embedded
from tenants.embedded import Server
from tests import conftest
from tests.bench import filling, literal, load
from tests.bench.filling import Filled
from tests.bench.literal import Literal
from tests.bench.load import Counted, Variant
from tests.house.source import ROOT
from tests.journeys import serving

SMALL, LARGE = 308, 3000
PROCESSES, THREADS = 2, 4
BUFFERS = "1GB"
BASE = "psycopg"
BYPASSING = "kumina_bench"
"""A role of the measurement's own server that stands under no policy."""


SAYS = {
    "static": "a page that asks nothing, same server",
    "without policies": "psycopg, as a role that stands under no policy",
    "without the record": "psycopg, not recording who saw whom",
    BASE: "psycopg, the same statements and signed token, page joined from strings",
    "psycopg, 3,000": "the same, 3,000 municipalities",
    "same template": "psycopg, the same statements, printed by our presenters and templates",
    "ours": "ours: the whole house, 308 municipalities",
    "ours, 3,000": "ours, 3,000 municipalities",
}


@dataclass(frozen=True)
class Ratios:
    """What was counted, and the ratios that matter."""

    counted: dict[str, Counted]

    def beside(self, name: str, base: str = BASE) -> float:
        """Requests a second beside another variant."""
        return self.counted[name].per_second / self.counted[base].per_second

    def cheaper(self, name: str, base: str = BASE) -> float:
        """The same by processor time a request, which others on the machine do not disturb."""
        return self.counted[base].cpu_ms / self.counted[name].cpu_ms

    @property
    def policies(self) -> float:
        """The share of our page's work that the policies are: what the same statements cost more under them."""
        cost = self.counted[BASE].cpu_ms - self.counted["without policies"].cpu_ms
        return cost / self.counted["ours"].cpu_ms

    def told(self) -> str:
        """For a reader."""
        rows = (f"  {self.beside(name):5.2f}  {self.cheaper(name):5.2f}  {words}" for name, words in SAYS.items())
        stack = f"{self.beside('ours', 'same template'):.2f} and {self.cheaper('ours', 'same template'):.2f}"
        larger = f"{self.beside('ours, 3,000', 'ours'):.2f} and {self.cheaper('ours, 3,000', 'ours'):.2f}"
        return "\n".join(
            (
                "A counsellor's 25 clients, who saw them recorded; beside plain psycopg = 1.00,",
                "by requests a second and by processor time a request (web and database):",
                *rows,
                f"Ours beside psycopg under the same template: {stack}.",
                f"3,000 municipalities beside 308: {larger}. The policies are {self.policies:.1%} of our page.",
            )
        )


def measured(settings: Settings, *, rounds: int = 7, seconds: float = 3) -> Ratios:
    """Fill, start every variant, see that they say the same, take turns."""
    with _server() as server, tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        small, large = filling.filled(server, SMALL), filling.filled(server, LARGE)
        bench = Bench(server, settings, Path(folder), stack)
        bench.bypass(small)
        ours = bench.ours(small)
        cut = bench.literal(ours.address, small)
        variants = {
            "ours": ours,
            "ours, 3,000": bench.ours(large),
            BASE: bench.plain(small, "psycopg", cut),
            "psycopg, 3,000": bench.plain(large, "psycopg", cut),
            "same template": bench.plain(small, "templated", cut, program="tests.bench.templated:create()"),
            "without policies": bench.plain(small, "psycopg", cut, role=BYPASSING),
            "without the record": bench.plain(small, "unrecorded", cut),
            "static": bench.plain(small, "static", cut),
        }
        for name in (BASE, "same template"):
            bench.check(variants[name].address, ours.address, small)
        return Ratios(load.in_turns(variants, rounds=rounds, seconds=seconds))


@dataclass
class Bench:
    """The variants of one measurement, ended together."""

    server: Server
    settings: Settings
    folder: Path
    stack: contextlib.ExitStack

    def bypass(self, filled: Filled) -> None:
        """Make the role that stands under no policy; only this server has it."""
        with psycopg.connect(self.server.url("postgres", filled.name), autocommit=True) as admin:
            if admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (BYPASSING,)).fetchone() is None:
                admin.execute(f"CREATE ROLE {BYPASSING} LOGIN BYPASSRLS PASSWORD '{conftest.PASSWORD}'")
            admin.execute(f"GRANT kumina_web TO {BYPASSING}")
            admin.execute(f"GRANT CONNECT ON DATABASE {filled.name} TO {BYPASSING}")

    def ours(self, filled: Filled, *, processes: int = PROCESSES) -> Variant:
        """The product as it is deployed."""
        env = serving.environment(self.settings, DATABASE_URL=self._url(filled), KUMINA_ENVIRONMENT="production")
        web = serving.start_web(env, self.folder / "ours.log", processes=processes, threads=THREADS)
        self.stack.callback(serving.end, web.process)
        return self._variant(web.address, web.process.pid, filled)

    def plain(
        self,
        filled: Filled,
        variant: str,
        cut: Literal,
        *,
        role: str = "kumina_web",
        program: str = "tests.bench.plain:create()",
    ) -> Variant:
        """Bare Flask under the same server settings."""
        page = self.folder / "page.pickle"
        page.write_bytes(pickle.dumps(cut))
        env = serving.environment(self.settings) | {
            "BENCH_URL": self._url(filled, role),
            "BENCH_VARIANT": variant,
            "BENCH_LITERAL": str(page),
        }
        port = serving.free_port()
        env |= {"KUMINA_BIND": f"127.0.0.1:{port}", "KUMINA_WEB_PROCESSES": str(PROCESSES)}
        env |= {"KUMINA_WEB_THREADS": str(THREADS)}
        gunicorn = (sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy" / "gunicorn.conf.py"))
        process = serving.start(env, self.folder / f"{variant}.log", *gunicorn, program)
        self.stack.callback(serving.end, process)
        cookie = f"{sessions.COOKIE}={filled.cookie('counsellor', 1)}"
        serving.wait(f"http://localhost:{port}/b00001/clients/", process, self.folder / f"{variant}.log", cookie=cookie)
        return self._variant(f"http://localhost:{port}", process.pid, filled)

    def literal(self, address: str, filled: Filled) -> Literal:
        """Our page, cut at its facts and rows."""
        page = self.page(address, filled, 1)
        token = literal.TOKEN.search(page)
        assert token
        facts = {"slug": "b00001", "place": "Kunta 00001", "person": "Ohjaaja 00001", "csrf": token[1]}
        with psycopg.connect(self.server.url("postgres", filled.name)) as admin:
            rows = admin.execute(
                "SELECT c.id, calling_name, became_client_at FROM intake_client c JOIN registry_municipality m"
                " ON m.id = municipality_id JOIN accounts_person p ON p.id = counsellor_id AND p.name = 'Ohjaaja 00001'"
                " WHERE slug = 'b00001' ORDER BY calling_name, c.id"
            ).fetchall()
        shown = [{"id": str(key), "name": name, "since": f"{at.day}.{at.month}.{at.year}"} for key, name, at in rows]
        return literal.cut(page, facts, shown)

    def check(self, plain: str, ours: str, filled: Filled) -> None:
        """Both say the same of another municipality, byte for byte, but for the token."""
        said = [literal.without_token(self.page(address, filled, 7)) for address in (ours, plain)]
        assert said[0] == said[1], _difference(*said)

    def page(self, address: str, filled: Filled, number: int) -> str:
        """The counsellor's clients of one municipality."""
        headers = {"Cookie": f"{sessions.COOKIE}={filled.cookie('counsellor', number)}", "Accept-Language": "fi"}
        answer = requests.get(f"{address}/b{number:05d}/clients/", headers=headers, timeout=30)
        answer.raise_for_status()
        return answer.text

    def asks(self, filled: Filled) -> Path:
        """What the load generator may ask: any municipality's counsellor's clients."""
        file = self.folder / f"{filled.name}.txt"
        numbers = range(1, filled.municipalities + 1)
        file.write_text("".join(f"/b{n:05d}/clients/ {filled.cookie('counsellor', n)}\n" for n in numbers))
        return file

    def _variant(self, address: str, web: int, filled: Filled) -> Variant:
        assert self.server.pid is not None
        return Variant(address, self.asks(filled), web, self.server.pid)

    def _url(self, filled: Filled, role: str = "kumina_web") -> str:
        return conftest._url(self.server.url("postgres", filled.name), role)


@contextlib.contextmanager
def _server() -> Iterator[Server]:
    """A server of the measurements' own; its databases are kept for the next time, and stay in its memory.

    The embedded server is set for a small machine; nobody serves 3,000 municipalities from its 96 MB of buffers.
    """
    place = conftest.PLACE.parent / "bench"
    place.mkdir(parents=True, exist_ok=True)
    server = embedded.start(place, throwaway=True)
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as admin:
        admin.execute(f"ALTER SYSTEM SET shared_buffers = '{BUFFERS}'")
    server.stop()
    server = embedded.start(place, throwaway=True)
    try:
        yield server
    finally:
        server.stop()


def _difference(one: str, other: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"the pages differ at {at}:\n{one[at - 80 : at + 80]!r}\n{other[at - 80 : at + 80]!r}"
