"""Taking a file in, saying which column holds what, and bringing it in: once, whole or not at all."""

from app.imports.actions.files import apply_import, expire_old, give_up, map_columns, take_in

__all__ = ["apply_import", "expire_old", "give_up", "map_columns", "take_in"]
