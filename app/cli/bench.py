"""`kumina bench`: how fast our pages are, beside the same questions asked by hand; ratios, since machines differ."""

import os
import subprocess
import sys

import click
from flask.cli import AppGroup

from app.cli import installation

commands = AppGroup("bench", help="Measure pages against the same questions asked by hand. Needs wrk and a clone.")


@commands.command("page", with_appcontext=False)
@click.option("--rounds", default=7, show_default=True, help="How often each variant takes its turn.")
@click.option("--seconds", default=3.0, show_default=True, help="How long each turn lasts.")
def page(rounds: int, seconds: float) -> None:
    """Compare a page of 25 rows with plain psycopg in bare Flask and with a static page.

    With 308 and with 3,000 municipalities, in databases of the measurement's own. Takes some minutes.
    """
    _measure("page", "--rounds", str(rounds), "--seconds", str(seconds))


@commands.command("memory", with_appcontext=False)
def memory() -> None:
    """Weigh a web process after 10,000 requests."""
    _measure("memory")


def _measure(*words: str) -> None:
    """The measurements live with the tests: an installation without a clone has none."""
    if not (installation.ROOT / "tests" / "bench").is_dir():
        raise click.ClickException("The measurements come with the source: run this in a clone of the repository.")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KUMINA_", "DATABASE_"))}
    kept = {name: os.environ[name] for name in ("KUMINA_WRK", "KUMINA_VAR", "KUMINA_TEST_PLACE") if name in os.environ}
    done = subprocess.run(  # noqa: S603 - words of our own
        (sys.executable, "-m", "tests.bench", *words), cwd=installation.ROOT, env=inherited | kept, check=False
    )
    if done.returncode != 0:
        raise click.ClickException("The measurement did not come to its end; see above.")
