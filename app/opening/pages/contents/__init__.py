"""What each step's own page shows: the facts as they are, and the ways on to where they are changed."""

from collections.abc import Callable, Mapping
from typing import Final

from app.opening.pages.contents import basis, network, own
from app.opening.pages.contents.content import Asked, Content
from app.opening.pages.contents.own import LANGUAGES, WAYS_IN

__all__ = ["LANGUAGES", "WAYS_IN", "content"]


def content(step: str, asked: Asked) -> Content:
    """The content of this step."""
    return _CONTENTS[step](asked)


_CONTENTS: Final[Mapping[str, Callable[[Asked], Content]]] = {
    "who": basis.who,
    "look": basis.look,
    "decisions": basis.decisions,
    "reimbursement": basis.paying,
    "team": network.team,
    "network": network.network,
    "agreements": network.agreements,
    "channels": own.channels,
    "texts": own.texts,
    "practice": own.practice,
    "go_live": own.go_live,
}
