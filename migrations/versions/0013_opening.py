"""The opening of a municipality: its steps, decisions, channels and rooting."""

revision = "0013_opening"
down_revision = "0012_team"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the capability it is for."""


def downgrade() -> None:
    """Takes back what upgrade made."""
