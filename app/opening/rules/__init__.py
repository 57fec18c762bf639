"""What opening decides by: the rows of a list, the steps of the wizard, the hours and places that are needed."""

from app.opening.rules.rows import Row, mark_of, may_touch_row, new_code, with_row, without_row

__all__ = ["Row", "mark_of", "may_touch_row", "new_code", "with_row", "without_row"]
