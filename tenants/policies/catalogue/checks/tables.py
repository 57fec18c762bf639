"""Tables and whatever else shows rows: each under forced row-level security, and no way around it."""

from typing import Final

from tenants.policies.allowed import GLOBAL_TABLES, OWNER
from tenants.policies.catalogue.facts import Catalogue
from tenants.policies.catalogue.finding import Check, Found, guarded_tables, is_of_the_queue, tables, tenant_tables


def table_without_policies(catalogue: Catalogue) -> Found:
    """A new table stands open to everybody (probe 33)."""
    guarded = guarded_tables(catalogue)
    for table in tables(catalogue):
        if table.name in guarded and not table.rls:
            yield table.name, f"row-level security is off: ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"


def table_not_forced(catalogue: Catalogue) -> Found:
    """Without FORCE the owner sees every row (probe 1)."""
    guarded = guarded_tables(catalogue)
    for table in tables(catalogue):
        if table.name in guarded and not table.forced:
            yield table.name, f"its owner stands above its policies: ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY"


def table_is_nobodys(catalogue: Catalogue) -> Found:
    """A table belongs to municipalities or is on the short list of global ones, with its reason."""
    known = tenant_tables(catalogue) | set(GLOBAL_TABLES)
    for table in tables(catalogue):
        if table.name not in known:
            yield (
                table.name,
                "it has no municipality_id: give it one, or say in tenants/policies/allowed.py why it is global",
            )


def table_is_missing(catalogue: Catalogue) -> Found:
    """A list that names what is not there hides what comes there."""
    for name in set(GLOBAL_TABLES) - {table.name for table in tables(catalogue)}:
        yield name, "this table is missing: run `kumina db migrate`, or take it off the list in allowed.py"


def table_is_anothers(catalogue: Catalogue) -> Found:
    """An owner drops policies at will."""
    for relation in catalogue.relations:
        if relation.owner != OWNER:
            yield relation.name, f"it belongs to {relation.owner}: ALTER TABLE {relation.name} OWNER TO {OWNER}"


def table_is_partitioned(catalogue: Catalogue) -> Found:
    """A partition asked directly shows its rows past the parent's policy (probe 29)."""
    for table in tables(catalogue):
        if table.kind == "p" or table.partition:
            yield table.name, "tenant rows are not partitioned: make it one plain table"


def table_inherits(catalogue: Catalogue) -> Found:
    """A child asked directly does not know its parent's policies."""
    for table in tables(catalogue):
        if table.inherits:
            yield table.name, f"it inherits or is inherited from: ALTER TABLE {table.name} NO INHERIT …"


def table_is_not_kept(catalogue: Catalogue) -> Found:
    """An unlogged table is empty after a crash."""
    for relation in catalogue.relations:
        if not relation.permanent:
            yield relation.name, f"a crash would empty it: ALTER TABLE {relation.name} SET LOGGED"


def table_is_foreign(catalogue: Catalogue) -> Found:
    """A foreign table's policies are another server's affair."""
    for relation in catalogue.relations:
        if relation.kind == "f":
            yield relation.name, f"a foreign table has no policies: DROP FOREIGN TABLE {relation.name}"


def view_as_its_owner(catalogue: Catalogue) -> Found:
    """A view reads with its owner's rights unless told otherwise (probe 7)."""
    for relation in catalogue.relations:
        if relation.kind == "v" and not relation.invoker:
            yield relation.name, f"it reads as its owner: ALTER VIEW {relation.name} SET (security_invoker = true)"


def view_is_materialized(catalogue: Catalogue) -> Found:
    """A materialized view has no policies (probe 9)."""
    for relation in catalogue.relations:
        if relation.kind == "m":
            yield relation.name, f"it keeps rows outside every policy: DROP MATERIALIZED VIEW {relation.name}"


def sequence_unknown(catalogue: Catalogue) -> Found:
    """Gaps in a sequence tell how busy the neighbours are (probes 15 and 16)."""
    for relation in catalogue.relations:
        if relation.kind == "S" and not is_of_the_queue(relation.name):
            yield relation.name, f"ids are uuidv7(), not counted: DROP SEQUENCE {relation.name}"


def table_has_trigger(catalogue: Catalogue) -> Found:
    """Citus takes no triggers on tenant tables, and what a trigger does no policy sees."""
    for trigger in catalogue.triggers:
        if not trigger.internal and not is_of_the_queue(trigger.relation):
            yield trigger.relation, f"trigger {trigger.name}: use a constraint, a grant or a generated column instead"


def foreign_key_is_asleep(catalogue: Catalogue) -> Found:
    """A foreign key is kept by triggers that somebody may have switched off."""
    for trigger in catalogue.triggers:
        if trigger.internal and trigger.enabled != "O":
            yield trigger.relation, f"a foreign key is not kept: ALTER TABLE {trigger.relation} ENABLE TRIGGER ALL"


CHECKS: Final[tuple[Check, ...]] = (
    table_without_policies,
    table_not_forced,
    table_is_nobodys,
    table_is_missing,
    table_is_anothers,
    table_is_partitioned,
    table_inherits,
    table_is_not_kept,
    table_is_foreign,
    view_as_its_owner,
    view_is_materialized,
    sequence_unknown,
    table_has_trigger,
    foreign_key_is_asleep,
)
