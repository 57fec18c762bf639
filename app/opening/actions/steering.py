"""Changing a setting, taking a new version of the model into use, writing down who answers for what."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app import record
from app.opening import rules
from app.values import pictures
from app.values.missing import Missing
from app.values.refusal import Refusal, Refused, refuse_if
from app.web import look as appearance
from tenants import context, form, look, registry, settings
from tenants.form import Kind, Role
from tenants.playbooks import upgrade
from tenants.playbooks.differences import Where
from tenants.playbooks.shapes import Fault
from tenants.playbooks.upgrade import CannotUpgrade, Upgrade
from tenants.provisioning import Installer
from tenants.registry import Language
from tenants.settings import NotAllowed

Installers = Mapping[str, Installer]


def change_setting(
    *, section: str, setting: str, value: Any, installers: Installers, by: UUID | None, at: datetime
) -> None:
    """Say something else than the playbook, within its limits; the slice it belongs to follows at once."""
    with _in_words():
        settings.change(section=section, setting=setting, value=value, by=by, at=at)
        _follow(section, installers)
    _record("opening.setting_changed", by=by, at=at, section=section, setting=setting)


def reset_setting(*, section: str, setting: str, installers: Installers, by: UUID | None, at: datetime) -> None:
    """Go along with the playbook again."""
    with _in_words():
        if settings.reset(section=section, setting=setting):
            _follow(section, installers)
            _record("opening.setting_reset", by=by, at=at, section=section, setting=setting)


def put_row(
    *,
    section: str,
    setting: str,
    row: rules.Row,
    number: int | None,
    seen: str,
    installers: Installers,
    by: UUID | None,
    at: datetime,
) -> None:
    """One row of a list said differently, or added (without a number); `seen` tells which row it was."""
    rows = _rows(section, setting)
    if number is not None:
        refuse_if(rules.may_touch_row(rows, number, seen=seen))
    changed = rules.with_row(rows, row, number=number)
    change_setting(section=section, setting=setting, value=changed, installers=installers, by=by, at=at)


def remove_row(
    *, section: str, setting: str, number: int, seen: str, installers: Installers, by: UUID | None, at: datetime
) -> None:
    """One row of a list less."""
    rows = _rows(section, setting)
    refuse_if(rules.may_touch_row(rows, number, seen=seen))
    changed = rules.without_row(rows, number)
    change_setting(section=section, setting=setting, value=changed, installers=installers, by=by, at=at)


def apply_upgrade(
    *, to: str, chosen: Collection[Where], seal: str | None, installers: Installers, by: UUID | None, at: datetime
) -> Upgrade:
    """Take a newer version of the model into use, whole or not at all."""
    with _in_words():
        done = upgrade.apply(to=to, chosen=chosen, seal=seal, installers=installers, by=by, at=at)
    _record("opening.upgraded", by=by, at=at, before=done.from_playbook, after=done.to_playbook)
    return done


def undo_upgrade(*, installers: Installers, by: UUID | None, at: datetime) -> Upgrade:
    """Go back to the version before, with everything the municipality had said itself."""
    with _in_words():
        done = upgrade.undo(installers=installers, by=by, at=at)
    _record("opening.upgrade_undone", by=by, at=at, before=done.to_playbook, after=done.from_playbook)
    return done


def set_look(
    *, first_language: Language, colour: str, logo: bytes | None, remove_logo: bool, by: UUID, at: datetime
) -> None:
    """The language that comes first, the colour (WCAG 2.2, 1.4.3), and a logo sent, kept (None) or taken off.

    Refused: a colour that cannot be read, a file that is not a picture; a logo is made anew, at most 480 pixels wide.
    """
    wanted = colour.strip().lower()
    refuse_if(appearance.may_use_colour(wanted))
    registry.set_look(context.current(), colour=wanted, first_language=first_language)
    if logo is not None:
        look.set_logo(_small(logo), by=by, at=at)
    elif remove_logo:
        look.set_logo(None, by=by, at=at)
    said = {"colour": wanted.removeprefix("#"), "first_language": first_language, "logo": logo is not None}
    _record("opening.look_changed", by=by, at=at, **said)


def enter_responsibility(
    *,
    role: Role,
    kind: Kind,
    name: str,
    service_type: str,
    valid_from: date,
    valid_to: date | None,
    basis: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Write down who organises, produces, pays or controls."""
    with _in_words():
        made = form.enter_fact(
            role=role,
            kind=kind,
            name=name,
            service_type=service_type,
            valid_from=valid_from,
            valid_to=valid_to,
            basis=basis,
            by=by,
            at=at,
        )
    record.write("opening.responsibility_entered", subject=made, by=by, at=at, role=role, kind=kind)
    return made


def correct_responsibility(
    *,
    fact_id: UUID,
    kind: Kind,
    name: str,
    valid_from: date,
    valid_to: date | None,
    basis: str,
    by: UUID,
    at: datetime,
) -> None:
    """Put right what was written down."""
    said = {"kind": kind, "name": name, "valid_from": valid_from, "valid_to": valid_to, "basis": basis}
    with _in_words():
        form.correct_fact(fact_id=fact_id, **said, by=by, at=at)  # type: ignore[arg-type]
    record.write("opening.responsibility_corrected", subject=fact_id, by=by, at=at, kind=kind)


def cover_municipality(
    *, code: str, valid_from: date, valid_to: date | None, basis: str, by: UUID, at: datetime
) -> tuple[UUID, ...]:
    """Serve the people of a municipality of Finland; one that ends goes on as its successor."""
    with _in_words():
        made = form.cover(code=code, valid_from=valid_from, valid_to=valid_to, basis=basis, by=by, at=at)
    record.write("opening.municipality_covered", subject=made, by=by, at=at, code=code)
    return made


def stop_covering(*, area_id: UUID, valid_to: date, by: UUID, at: datetime) -> None:
    """The last day on which a municipality's people are served here."""
    with _in_words():
        form.stop_covering(area_id=area_id, valid_to=valid_to, by=by, at=at)
    record.write("opening.municipality_left", subject=area_id, by=by, at=at, valid_to=valid_to)


def _small(logo: bytes) -> bytes:
    """A drawing becomes small as PNG; what does not is a photograph, and is made smaller until it is."""
    made = (pictures.taken_in(logo, longest=side, as_format="PNG", field="logo") for side in (480, 240, 120))
    return next(picture.content for picture in made if len(picture.content) <= look.LOGO_AT_MOST)


def _rows(section: str, setting: str) -> tuple[rules.Row, ...]:
    registry.locked(context.current())  # two who change one list do it one after the other
    with _in_words():
        return tuple(settings.value(section, setting) or ())


def _follow(section: str, installers: Installers) -> None:
    here = registry.by_id(context.current())
    installers[section](here, settings.section(section))


def _record(event: str, *, by: UUID | None, at: datetime, **facts: object) -> None:
    record.write(event, subject=context.current(), by=by, at=at, **facts)


@contextmanager
def _in_words() -> Iterator[None]:
    """What the ground refuses becomes a refusal of the house, with a sentence and a field."""
    try:
        yield
    except NotAllowed as refused:
        raise Refused(*_of_value(refused)) from refused
    except CannotUpgrade as refused:
        raise Refused(Refusal(f"opening.{refused.code}", refused.facts)) from refused
    except form.Refused as refused:
        raise Refused(Refusal(f"opening.{refused.code}", refused.facts, refused.field)) from refused
    except LookupError as missing:
        raise Missing(*missing.args) from missing


def _of_value(refused: NotAllowed) -> tuple[Refusal, ...]:
    """Everything that is wrong with a value, each beside the field it was typed into."""
    if not refused.faults:
        return (Refusal(f"opening.{refused.code}", refused.facts),)
    return tuple(Refusal(f"opening.value_{fault.code}", fault.facts, _field(fault)) for fault in refused.faults)


def _field(fault: Fault) -> str:
    """`question_sv` for what is wrong in the Swedish question of a row."""
    return "_".join(part for part in fault.path if isinstance(part, str)) or "value"
