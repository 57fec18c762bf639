"""An association's sites, contact people, account, agreements and the states of its life."""

revision = "0009_association_life"
down_revision = "0008_look"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the capability it is for."""


def downgrade() -> None:
    """Takes back what upgrade made."""
