"""Writing the card of a task, and using one again for another."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import insert, literal, select, update

from app import record
from app.associations import queries as associations
from app.values.ids import new_id
from app.values.missing import Missing
from app.values.refusal import refuse_all, refuse_if
from app.worktasks import models, queries, rules
from app.worktasks.rules import Card
from tenants import context, database, settings

_PICTURE: Final = ("content", "media_type", "width", "height", "digest", "alt")


def register_task(*, association_id: UUID, card: Card, own: Collection[UUID], by: UUID, at: datetime) -> UUID:
    """Write down a task as a draft; `own` are the associations the person speaks for (or acts on behalf of)."""
    if association_id not in own:
        raise Missing(association_id)
    refuse_if(rules.may_register(in_network=associations.association(association_id).is_in_network))
    refuse_all(rules.objections(card, dimensions=_dimensions()))
    _is_there(card.site_id, association_id)
    row = models.Task(association_id=association_id, registered_at=at, registered_by=by, **_columns(card.tidied()))
    database.session().add(row)
    database.session().flush()
    record.write("worktasks.task_registered", subject=row.id, by=by, at=at, association=association_id)
    return row.id


def register_tasks(*, rows: Sequence[tuple[UUID, Card]], by: UUID, at: datetime) -> tuple[UUID, ...]:
    """Many drafts at once, each with its association; all or none, and answers with their ids in the same order."""
    there = {one.id: one for one in associations.associations()}
    dimensions = _dimensions()
    sites = {one.id: one.association_id for one in associations.sites_of(there)}
    ids, made = tuple(new_id() for _ in rows), []
    for made_id, (association_id, card) in zip(ids, rows, strict=True):
        if association_id not in there or (card.site_id and sites.get(card.site_id) != association_id):
            raise Missing(association_id)
        refuse_if(rules.may_register(in_network=there[association_id].is_in_network))
        refuse_all(rules.objections(card, dimensions=dimensions))
        who = {"id": made_id, "municipality_id": context.current(), "registered_at": at, "registered_by": by}
        made.append(_columns(card.tidied()) | who | {"association_id": association_id})
    if made:
        database.session().execute(insert(models.Task), made)
    for some in record.portions(ids):
        record.write("worktasks.tasks_registered", subject=some, by=by, at=at, count=len(some))
    return ids


def change_task(*, task_id: UUID, card: Card, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Correct a task's card; it stays as open as it was, and in the language it was written in."""
    task = queries.own_task(task_id, own)
    refuse_if(rules.may_change(task, description=card.words.description))
    refuse_all(rules.objections(card, dimensions=_dimensions() | task.load.keys()))
    _is_there(card.site_id, task.association_id)
    said = replace(card.tidied(), language=task.card.language)
    _put(task_id, **_columns(said), changed_at=at)
    changed = [one.name for one in fields(Card) if getattr(said, one.name) != getattr(task.card, one.name)]
    record.write("worktasks.task_changed", subject=task_id, by=by, at=at, changed=changed)


def copy_task(*, task_id: UUID, name: str, own: Collection[UUID], by: UUID, at: datetime) -> UUID:
    """A draft that says the same under another name, with its picture, other language and induction list."""
    task = queries.own_task(task_id, own)
    card = replace(task.card, words=replace(task.card.words, name=name))
    made = register_task(association_id=task.association_id, card=card, own=own, by=by, at=at)
    codes, lines = task.induction.codes, list(task.induction.own)
    _put(made, induction_codes=None if codes is None else sorted(codes), induction_own=lines)
    database.session().execute(
        insert(models.Picture).from_select(
            ["municipality_id", "task_id", *_PICTURE, "uploaded_at", "uploaded_by"],
            select(
                models.Picture.municipality_id,
                literal(made),
                *(getattr(models.Picture, column) for column in _PICTURE),
                literal(at),
                literal(by),
            ).where(models.Picture.task_id == task_id),
        )
    )
    if task.translation:
        other = replace(task.translation, name="")
        alt = task.picture.alt_other if task.picture else ""
        language = rules.other_language(task.card.language)
        row = models.Translation(
            task_id=made, language=language, **asdict(other), picture_alt=alt, written_at=at, written_by=by
        )
        database.session().add(row)
    record.write("worktasks.task_copied", subject=[made, task_id], by=by, at=at)
    return made


def _is_there(site_id: UUID | None, association_id: UUID) -> None:
    """Another association's site is no site of this one (the database holds to it too)."""
    if site_id is not None and associations.site(site_id).association_id != association_id:
        raise Missing(site_id)


def _dimensions() -> set[str]:
    return {row["code"] for row in settings.value("worktasks", "load_profile")}


def _columns(card: Card) -> dict[str, object]:
    return {
        **asdict(card.words),
        "field": card.field,
        "places": card.places,
        "language": card.language,
        "occupation": card.occupation,
        "site_id": card.site_id,
        "weekdays": sorted(card.weekdays),
        "begins_at": card.hours.starts if card.hours else None,
        "ends_at": card.hours.ends if card.hours else None,
        "season_from": card.season.from_month if card.season else None,
        "season_to": card.season.to_month if card.season else None,
        "supervisor": card.supervisor,
        "deputy": card.deputy,
        "load": dict(card.load),
        "languages": sorted(card.languages),
    }


def _put(task_id: UUID, **values: object) -> None:
    database.session().execute(update(models.Task).where(models.Task.id == task_id).values(values))
