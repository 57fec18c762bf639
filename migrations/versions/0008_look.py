"""How a municipality looks: its logo."""

revision = "0008_look"
down_revision = "0007_playbook"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the capability it is for."""


def downgrade() -> None:
    """Takes back what upgrade made."""
