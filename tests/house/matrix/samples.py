"""What one types into each form: a POST without a line here fails with the line to write."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tests.factories.house import House

Form = dict[str, object]
Values = dict[str, object]


@dataclass(frozen=True)
class Sample:
    """Words that a form accepts; `on` makes what the path points at, when each act uses one up."""

    form: Callable[[House], Form] = field(default=lambda _house: {})
    on: Callable[[House], Values] | None = None
    recorded: bool = True
    """Whether doing it leaves an entry in the record; only acts about nobody's data may leave none."""


SAMPLES: Final[dict[str, Sample]] = {
    "web.language": Sample(lambda _: {"language": "fi", "next": "/"}, recorded=False),
}
