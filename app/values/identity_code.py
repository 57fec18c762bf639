"""Finnish identity codes in running text: found so that they are not kept where nobody needs them."""

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(?<!\d)\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y](?![0-9A-Za-z])")

_IN_A_LIST: Final = re.compile(
    r"(?<![0-9A-Za-z])(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}[-+A-FU-Y][0-9]{3}[0-9A-Y](?![0-9A-Za-z])",
    re.IGNORECASE,
)
"""Of real days only, since lists hold other numbers too; the check character may be wrong."""


def is_in(text: str) -> bool:
    """Whether somebody's identity code stands in the text, whatever stands around it."""
    return _WRITTEN.search(text) is not None


def is_in_cell(text: str) -> bool:
    """Whether one stands in a cell of a list."""
    return _IN_A_LIST.search(text) is not None
