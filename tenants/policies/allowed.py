"""What the catalogue may hold besides tenant tables under their policies: short lists, each line with its reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from tenants.policies import texts, texts_opening, texts_operator, texts_outbox, texts_record

OWNER, WEB, CLOCK, DOOR = texts.OWNER, texts.WEB, texts.CLOCK, texts.DOOR
ROLES: Final = (OWNER, WEB, CLOCK, DOOR)
UNDER_POLICIES: Final = (WEB, CLOCK)
SCHEMAS: Final = ("public", "sec")


ROLE_SETTINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "kumina_web": {
        "search_path": "public",
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
        "transaction_timeout": "280s",
    },
    "kumina_clock": {
        "search_path": "public",
        "statement_timeout": "280s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "280s",
        "transaction_timeout": "280s",
    },
}
"""Kept with the role, because they then hold behind a connection pooler too. A transaction ends with an error before
its token does (300 s): with an expired token it would go on and find nothing."""


@dataclass(frozen=True, slots=True)
class Global:
    """A table that is nobody's municipality: why it is there, and who stands before it.

    `policies`: row-level security in which every way in asks the token, or `open_to_read`. `clock`, `owner`: no policy
    is needed, because only the clock and the narrow functions, or only the owner, have any right to it.
    """

    reason: str
    kept_by: Literal["policies", "clock", "owner"] = "policies"
    open_to_read: bool = False


GLOBAL_TABLES: Final[Mapping[str, Global]] = {
    "public.registry_municipality": Global("a path must find its municipality before anything else", open_to_read=True),
    "public.accounts_person": Global("one person may belong to several municipalities"),
    "public.accounts_credential": Global("a passkey is the person's, wherever they belong"),
    "public.accounts_identity": Global("so is the identity their employer's provider vouches for"),
    "public.accounts_session": Global("a browser is known before any municipality is entered"),
    "public.accounts_membership": Global("read by its person at sign-in and by its municipality"),
    "public.accounts_attempt": Global("a wrong password is counted before anybody is known"),
    "public.outbox_global_letter": Global("a letter to a person as themself: sign-in, a new password"),
    "public.registry_figures": Global("numbers about each municipality, for the operator: never a row of anybody's"),
    "public.web_rate": Global("how often an address asked, before anybody is known"),
    "public.alembic_version": Global("which migrations were run", kept_by="clock"),
    "sec.key": Global("what verifies tenant tokens; a plain table on every node", kept_by="owner"),
    "public.procrastinate_jobs": Global("the queue; its jobs carry ids, never a person's data", kept_by="clock"),
    "public.procrastinate_events": Global("what became of each job", kept_by="clock"),
    "public.procrastinate_periodic_defers": Global("which recurring job was queued when", kept_by="clock"),
    "public.procrastinate_workers": Global("which worker is alive", kept_by="clock"),
}

QUEUE: Final = re.compile(r"public\.(procrastinate_|idx_procrastinate_)\w+")
"""The queue's own functions, sequences, types and triggers, as its authors wrote them."""

NEVER_CHANGED: Final[Mapping[str, tuple[str, ...]]] = {
    "public.registry_municipality": ("id", "slug", "kind", "lineage", "copy_of"),
    "public.accounts_person": ("id", "is_operator"),
    "public.accounts_membership": ("municipality_id", "id", "person_id", "role", "association_id"),
}
"""Columns that neither web nor clock may update: who one is, what one may, whether a municipality is real."""

NEVER_GIVEN: Final[Mapping[str, tuple[str, ...]]] = {"public.accounts_person": ("is_operator",)}
"""Columns that neither web nor clock may fill in a new row."""

EXTENSIONS: Final[Mapping[str, str]] = {
    "plpgsql": "the language of the functions here",
    "btree_gist": "two rates of one service may not be valid on the same day: an exclusion constraint per municipality",
    "citus": "for growing over several servers (design § 10)",
    "citus_columnar": "comes with citus",
}

SYSTEM_FUNCTIONS: Final = (
    "pg_read_file(text)",
    "pg_read_binary_file(text)",
    "pg_ls_dir(text)",
    "pg_ls_logdir()",
    "pg_ls_waldir()",
    "pg_stat_file(text)",
    "lo_import(text)",
    "lo_export(oid, text)",
    "pg_reload_conf()",
    "pg_rotate_logfile()",
    "pg_switch_wal()",
    "pg_promote(boolean, integer)",
    "pg_create_restore_point(text)",
    "pg_log_backend_memory_contexts(integer)",
)
"""Of PostgreSQL's own functions, those that reach past the tables; no role of ours may call them."""

SYSTEM_TABLES: Final = ("pg_authid", "pg_statistic", "pg_statistic_ext_data", "pg_largeobject", "pg_user_mapping")
"""Of PostgreSQL's own tables, those that hold passwords, samples of everybody's rows, or files."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A function as our migrations make it."""

    body: str
    definer: bool
    volatility: str


_FUNCTION = re.compile(r"CREATE FUNCTION (sec\.\w+)\((.*?)\$body\$(.*?)\$body\$", re.DOTALL)


def _shipped(*statements: str) -> dict[str, Shipped]:
    found = {}
    for name, head, body in (match.groups() for text in statements for match in _FUNCTION.finditer(text)):
        volatility = "i" if "IMMUTABLE" in head else "s" if "STABLE" in head else "v"
        found[name] = Shipped(body, "SECURITY DEFINER" in head, volatility)
    return found


FUNCTIONS: Final[Mapping[str, Shipped]] = _shipped(
    *texts.ground_1(),
    *texts.people_doors_1(),
    *texts.session_doors_1(),
    *texts.attempt_doors_1(),
    *texts_record.municipality_as_1(),
    *texts_outbox.queue_doors_1(),
    *texts_outbox.rate_doors_1(),
    *texts_operator.staff_seen_on_1(),
    *texts_opening.team_door_1(),
)
"""Every function of schema sec, word for word; a newer text of the same name replaces the older."""

CLOCK_ONLY: Final = frozenset(name for name in FUNCTIONS if name.endswith("_sweep"))
"""Narrow functions that clear everybody's rows."""
