"""Support of associations, what they propose themselves, and the pulse of a season."""

revision = "0010_support"
down_revision = "0009_association_life"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the capability it is for."""


def downgrade() -> None:
    """Takes back what upgrade made."""
