"""Who may read is weighed once a query or a row, whatever the number of roles that may."""

from typing import Final

from alembic import op

from tenants.policies import texts_reading

revision = "0015_reading"
down_revision = "0014_imports"
branch_labels = None
depends_on = None

COUNSELLORS: Final = ("social_counsellor", "job_coach", "team_lead")
HOSTS: Final = ("association_member", "association_admin")
PAYERS: Final = ("finance", "approver")
CLAIMS: Final = ("municipality_admin", *PAYERS, "clock", *HOSTS)
READERS: Final[dict[str, tuple[tuple[str, ...], str | None]]] = {
    "attendance_day": ((*COUNSELLORS, *HOSTS, *PAYERS, "clock"), "client_person_id"),
    "attendance_event": (("clock", *COUNSELLORS, *HOSTS), "client_person_id"),
    "attendance_month": ((*COUNSELLORS, *HOSTS, *PAYERS, "clock"), None),
    "intake_client": ((*COUNSELLORS, *HOSTS, *PAYERS, "clock"), "person_id"),
    "intake_contact": ((*COUNSELLORS, "clock"), None),
    "placements_placement": ((*COUNSELLORS, *HOSTS, *PAYERS, "clock"), "client_person_id"),
    "reimbursement_claim": (CLAIMS, None),
    "reimbursement_line": (CLAIMS, None),
}


def upgrade() -> None:
    for table, (roles, person) in READERS.items():
        for statement in texts_reading.read_by_roles_1(table, roles=roles, person=person):
            op.execute(statement)


def downgrade() -> None:
    for table, (roles, person) in READERS.items():
        for statement in texts_reading.read_by_each_role_1(table, roles=roles, person=person):
            op.execute(statement)
