"""The associations of a practice municipality, put in order: each act by who may do it."""

from datetime import datetime
from uuid import UUID

from app.accounts import rules as roles
from app.associations import actions, queries
from app.associations.rules.details import Details
from app.practice import scene
from app.practice.scene import AssociationScene, Scene
from tenants import database

SOTERI = "Kunta ohjaa asiakkaat, yhdistys tarjoaa vain paikan."


def put_in_order(
    of: Scene, association: AssociationScene, association_id: UUID, *, speaker_id: UUID, admin_id: UUID, at: datetime
) -> None:
    """It told about itself, accepted the agreement with both statements, and was approved."""
    with database.standing_in(person_id=speaker_id, roles=(roles.ASSOCIATION_ADMIN,)):
        _fill_in(of, association, association_id, speaker_id, at)
        actions.accept_agreement(
            association_id=association_id,
            fingerprint=queries.agreement_fingerprint(),
            statements=[one.code for one in queries.statements_asked()],
            parties={"municipality": of.name_fi, "association": association.name},
            language="fi",
            led={association_id},
            by=speaker_id,
            by_name=scene.MEMBER_NAMES[roles.ASSOCIATION_ADMIN],
            at=at,
        )
    with database.standing_in(person_id=admin_id, roles=(roles.MUNICIPALITY_ADMIN,)):
        who = scene.MEMBER_NAMES[roles.MUNICIPALITY_ADMIN]
        actions.decide(association_id=association_id, kind="approved", reason="", by=admin_id, by_name=who, at=at)


def give_account(association_id: UUID, *, admin_id: UUID, finance_id: UUID, at: datetime) -> None:
    """One account, seen by two people."""
    with database.standing_in(person_id=finance_id, roles=(roles.FINANCE,)):
        made = actions.propose_account(association_id=association_id, iban=scene.IBAN, by=finance_id, at=at)
    with database.standing_in(person_id=admin_id, roles=(roles.MUNICIPALITY_ADMIN,)):
        actions.confirm_account(association_id=association_id, account_id=made, by=admin_id, at=at)


def _fill_in(of: Scene, association: AssociationScene, association_id: UUID, by: UUID, at: datetime) -> None:
    actions.fill_in(
        association_id=association_id,
        details=Details(
            association.name, association.kind, "fi", languages=("fi", "en"), soteri="not_needed", soteri_reason=SOTERI
        ),
        site={"name": "", "street": association.street, "postal_code": "00000", "town": of.name_fi},
        contact={
            "name": association.contact,
            "phone": association.phone,
            "email": f"{association_id.hex[-6:]}@yhdistys.example",
        },
        own={association_id},
        by=by,
        at=at,
    )
