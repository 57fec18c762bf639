"""The whole card of a work task, its induction list and its qualification units."""

revision = "0011_task_cards"
down_revision = "0010_support"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the capability it is for."""


def downgrade() -> None:
    """Takes back what upgrade made."""
