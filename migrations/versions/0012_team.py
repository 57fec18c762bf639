"""Counsellors' hours, absences and substitutes, and looking in with a reason."""

revision = "0012_team"
down_revision = "0011_task_cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the capability it is for."""


def downgrade() -> None:
    """Takes back what upgrade made."""
