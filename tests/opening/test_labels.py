"""Whatever stands in a playbook as a code is said in words on the pages."""

from collections.abc import Iterator

import pytest

from app.opening.pages import labels
from tenants import playbooks
from tenants.playbooks.shapes import Shape

ALL = [(reference, *one) for reference in playbooks.references() for one in playbooks.load(reference).all_settings()]


def fields(shape: Shape) -> Iterator[tuple[str, Shape]]:
    for name, inner in shape.fields.items():
        yield name, inner
        yield from fields(inner)


def test_every_field_of_a_row_has_a_name() -> None:
    known = {name for _, _, setting in ALL for name, _inner in fields(setting.shape)}
    assert known - labels.FIELDS.keys() == set()


def test_every_choice_has_a_name() -> None:
    shapes = [shape for _, _, setting in ALL for shape in (setting.shape, *(one for _, one in fields(setting.shape)))]
    unknown = labels.FIELDS.keys()
    words = {str(one) for shape in shapes for one in shape.one_of if isinstance(one, str)}
    assert words - labels.CHOICES.keys() - unknown == set()


@pytest.mark.parametrize("name", ["locked", "default", "local"])
def test_every_kind_of_setting_is_explained(name: str) -> None:
    assert name in labels.KINDS
    assert name in labels.KIND_SENTENCES
