"""Finnish identity codes in running text: found so that they are not kept where nobody needs them."""

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(?<!\d)\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y](?![0-9A-Za-z])")


def is_in(text: str) -> bool:
    """Whether somebody's identity code stands in the text, whatever stands around it."""
    return _WRITTEN.search(text) is not None
