"""Imports from spreadsheets: files, mappings, rows."""

revision = "0014_imports"
down_revision = "0013_opening"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the capability it is for."""


def downgrade() -> None:
    """Takes back what upgrade made."""
