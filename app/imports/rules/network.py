"""Rows of associations, sites and contact people against the network as it is.

An association is known by its Y-tunnus or the sheet's own id, and by its name where the sheet gives neither. An empty
cell says nothing: what is known stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from app.accounts.rules import ASSOCIATION_ADMIN
from app.associations import rules
from app.associations.rules import Association
from app.associations.rules.details import Details, as_kept, may_keep
from app.imports.rules import words
from app.imports.rules.cells import Cells
from app.imports.rules.known import Known
from app.imports.rules.plan import ASSOCIATION, CONTACT, INVITATION, SITE, Line, Part

CONTACT_FIELDS: Final = {"name": "contact_name", "phone": "contact_phone", "email": "contact_email"}
DETAILS: Final = ("register_number", "languages", "soteri", "soteri_reason", "einvoice_address", "einvoice_operator")
Seen = dict[object, int]
"""What was met in the file so far, and in which row."""


def associations(rows: Iterable[Cells], known: Known) -> Iterator[Line]:
    """What each row of associations, with a site and a contact person beside it, would do."""
    seen: Seen = {}
    for row in rows:
        found = _found(row, known)
        _once(row, seen, *_keys(row, found))
        parts = [_association(row, found, known)]
        if row.says("street", "postal_code", "town"):
            parts.append(_site(row, found, known, ""))
        if row.says("contact_name", "contact_phone", "contact_email", "contact_role"):
            parts.append(_contact(row, found, known, CONTACT_FIELDS | {"role": "contact_role"}))
        parts += _invitation(row, found, known, CONTACT_FIELDS, parts[0].said.language)
        yield _line(row, row["name"], parts, found, own_id=row["own_id"])


def sites(rows: Iterable[Cells], known: Known) -> Iterator[Line]:
    """What each row of sites would do."""
    seen: Seen = {}
    for row in rows:
        found = _named(row, known)
        _once(row, seen, (found and found.id, row["street"].casefold(), row["postal_code"]))
        yield _line(row, row["name"] or row["street"], [_site(row, found, known, row["name"])], found)


def contact_people(rows: Iterable[Cells], known: Known) -> Iterator[Line]:
    """What each row of contact people would do."""
    seen: Seen = {}
    own = {name: name for name in ("name", "role", "phone", "email")}
    for row in rows:
        found = _named(row, known)
        _once(row, seen, (found and found.id, (row["email"] or row["name"]).casefold()))
        language = found.language if found else known.language
        parts = [_contact(row, found, known, own), *_invitation(row, found, known, own, language)]
        yield _line(row, row["name"], parts, found)


def _line(row: Cells, name: str, parts: list[Part], found: Association | None, *, own_id: str = "") -> Line:
    return Line(row.number, name, tuple(parts), tuple(row.faults), own_id, found.id if found else None)


def _once(row: Cells, seen: Seen, *keys: object) -> None:
    for key in keys:
        if key in seen:
            row.fault("same_as_row", "name", row=seen[key])
            return
    seen.update(dict.fromkeys(keys, row.number))


def _keys(row: Cells, found: Association | None) -> Iterator[object]:
    if found is not None:
        yield found.id
    if row["own_id"]:
        yield "own", row["own_id"]
    if row["business_id"]:
        yield "business", rules.written_business_id(row["business_id"]) or row["business_id"]
    if not row.says("own_id", "business_id"):
        yield "name", row["name"].casefold()


def _found(row: Cells, known: Known) -> Association | None:
    """The association a row means, when the network knows it."""
    by_own = known.own_ids.get((ASSOCIATION, row["own_id"])) if row["own_id"] else None
    own = known.by_id.get(by_own) if by_own else None
    business = known.by_business_id.get(rules.written_business_id(row["business_id"]) or "")
    if own and business and own.id != business.id:
        row.fault("two_different", "own_id", one=own.name, other=business.name)
    found = own or business or _by_name(row, known)
    if found is not None and not found.is_in_network:
        row.refuse_if(rules.may_take_in(found))
    return found


def _by_name(row: Cells, known: Known) -> Association | None:
    named = known.by_name.get(row["name"].casefold(), [])
    if row["business_id"]:
        named = [one for one in named if one.business_id is None]
    if len(named) > 1:
        row.fault("name_is_of_several", "name")
    return named[0] if len(named) == 1 else None


def _named(row: Cells, known: Known) -> Association | None:
    """The association that a row of sites or contact people belongs to."""
    found = known.association_called(row["association"])
    if found is None:
        row.fault("association_unknown", "association", given=row["association"][:60])
    else:
        row.refuse_if(rules.may_take_in(found), under={"name": "association"})
    return found


def _association(row: Cells, found: Association | None, known: Known) -> Part:
    row.no_longer_than(rules.NAME_AT_MOST, "name")
    kept = {name: getattr(found, name) for name in DETAILS} if found else {}
    said = Details(
        name=row["name"] or (found.name if found else ""),
        kind=row.coded("kind", words.KINDS, found.kind if found else "association"),
        language=row.coded("language", words.LANGUAGES, found.language if found else known.language),
        business_id=row["business_id"] or (found.business_id if found else None),
        **kept,
    )
    if said.language not in rules.LANGUAGES:
        row.fault("word_unknown", "language", given=row["language"])
    row.refuse_if(may_keep(said, known.hosts))
    if row.faults:
        return Part(ASSOCIATION, "add", said)
    if found is None:
        return Part(ASSOCIATION, "add", said)
    before = Details(found.name, found.kind, found.language, found.business_id, **kept)
    return _compared(ASSOCIATION, found.id, said, before=as_kept(before), after=as_kept(said))


def _site(row: Cells, found: Association | None, known: Known, name: str) -> Part:
    said = {
        "name": name or row["street"],
        "street": row["street"],
        "postal_code": row["postal_code"],
        "town": row["town"],
    }
    row.no_longer_than(rules.NAME_AT_MOST, "street", "town")
    row.refuse_if(rules.may_be_site(street=said["street"], postal_code=said["postal_code"], town=said["town"]))
    key = (said["street"].casefold(), said["postal_code"])
    there = (
        [one for one in known.sites_of.get(found.id, ()) if (one.street.casefold(), one.postal_code) == key]
        if found
        else []
    )
    if not there:
        return Part(SITE, "add", said)
    before = {field: getattr(there[0], field) for field in said}
    return _compared(SITE, there[0].id, said, before=before, after=said if name else said | {"name": before["name"]})


def _contact(row: Cells, found: Association | None, known: Known, under: Mapping[str, str]) -> Part:
    said: dict[str, Any] = {
        "name": row[under["name"]],
        "role": row[under["role"]],
        "phone": row[under["phone"]] or None,
        "email": row.address(under["email"]) or None,
    }
    row.no_longer_than(rules.NAME_AT_MOST, *under.values())
    row.refuse_if(rules.may_be_contact(name=said["name"], phone=said["phone"], email=said["email"]), under=under)
    there = _same_person(said, known.contacts_of.get(found.id, ())) if found else None
    if there is None:
        return Part(CONTACT, "add", said)
    before = {field: getattr(there, field) for field in said}
    after = {field: said[field] or before[field] for field in said}
    return _compared(CONTACT, there.id, after, before=before, after=after)


def _same_person(said: Mapping[str, Any], there: Iterable[Any]) -> Any:
    """The same address is the same person; without one, the same name."""
    by_email = (one for one in there if said["email"] and (one.email or "").lower() == said["email"])
    by_name = (one for one in there if one.name.casefold() == said["name"].casefold())
    return next(by_email, None) or next((one for one in by_name if not said["email"] or not one.email), None)


def _invitation(
    row: Cells, found: Association | None, known: Known, under: Mapping[str, str], language: str
) -> list[Part]:
    """A letter with which the contact person joins as the association's admin, where the row asks for one."""
    if not row.yes("invite"):
        return []
    email = row[under["email"]].strip().lower()
    if not email:
        row.fault("nobody_to_invite", under["email"])
        return []
    said = {"email": email, "name": row[under["name"]], "language": language, "role": ASSOCIATION_ADMIN}
    there = found is not None and (email, ASSOCIATION_ADMIN, found.id) in known.invited
    return [Part(INVITATION, "same" if there else "add", said)]


def _compared(kind: str, thing_id: UUID, said: Any, *, before: Mapping[str, Any], after: Mapping[str, Any]) -> Part:
    changed = tuple(field for field in after if after[field] != before[field])
    return Part(kind, "change" if changed else "same", after if isinstance(said, dict) else said, thing_id, changed)
