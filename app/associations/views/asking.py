"""Who asks about an association: the municipality's own people, or somebody of it."""

from collections.abc import Collection
from uuid import UUID

from app.accounts import permission_table
from app.accounts.rules import ASSOCIATION_ADMIN
from app.associations import queries
from app.associations.pages.profile import Known
from app.values.missing import Missing
from app.web.clock import today
from app.web.visitor import me, my_associations
from tenants import resolution, settings


def roles() -> tuple[str, ...]:
    """The visitor's roles here."""
    return me().roles_in(resolution.here().id)


def holds(permission: str) -> bool:
    """Whether one of them carries the permission."""
    return permission_table.roles_hold(roles(), permission)


def led() -> frozenset[UUID]:
    """The associations one can bind."""
    return me().associations_in(resolution.here().id, role=ASSOCIATION_ADMIN)


def own_or_all(association_id: UUID, *, staff: Collection[str]) -> frozenset[UUID] | None:
    """None for the municipality's own people, who keep everybody's; else those one speaks for. Raises Missing."""
    if not set(roles()).isdisjoint(staff):
        return None
    return own(association_id)


def own(association_id: UUID) -> frozenset[UUID]:
    """The associations one speaks for, of which this is one; raises Missing when it is not."""
    mine = my_associations()
    if association_id not in mine:
        raise Missing(association_id)
    return mine


def leading(association_id: UUID) -> frozenset[UUID]:
    """The associations one leads, of which this is one; raises Missing when it is not."""
    mine = led()
    if association_id not in mine:
        raise Missing(association_id)
    return mine


def known(association_id: UUID) -> Known:
    """Everything that a page about one association tells."""
    return Known(
        association=queries.association(association_id),
        standing=queries.standing(association_id, today()),
        approval=settings.value("associations", "approval"),
        sites=queries.sites_of([association_id]),
        contacts=queries.contact_people([association_id]),
        speakers=queries.speakers(association_id),
        decisions=queries.decisions_of(association_id),
        acceptances=queries.acceptances_of(association_id),
        statements=queries.statements_of(association_id),
    )
