"""What belongs to a card besides: the same in the other language, and a picture."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, update

from app import record
from app.values import pictures
from app.values.refusal import Refusal, Refused, refuse_if
from app.worktasks import models, queries, rules
from app.worktasks.rules import Words
from tenants import database

LONGEST: Final = 1200
"""Pixels of the longer side of a picture as it is kept."""
_P, _T = models.Picture, models.Translation


def translate_task(
    *, task_id: UUID, words: Words, picture_alt: str, own: Collection[UUID], by: UUID, at: datetime
) -> None:
    """The author's own words in the other language; said empty, the task stands in one language again."""
    task = queries.own_task(task_id, own)
    refuse_if(rules.may_still_change(task))
    database.session().execute(delete(_T).where(_T.task_id == task_id))
    said = {**asdict(words.stripped()), "picture_alt": picture_alt.strip()}
    language = rules.other_language(task.card.language)
    if any(said.values()):
        database.session().add(_T(task_id=task_id, language=language, **said, written_at=at, written_by=by))
    record.write("worktasks.task_translated", subject=task_id, by=by, at=at, language=language)


def show_picture(*, task_id: UUID, sent: bytes | None, alt: str, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Show a picture in the place of any before, made anew without what a camera wrote; or tell the old one better."""
    task = queries.own_task(task_id, own)
    refuse_if(rules.may_still_change(task))
    if not alt.strip():
        raise Refused(Refusal("worktasks.picture_not_told", field_name="alt"))
    if sent is None:
        if task.picture is None:
            raise Refused(Refusal("worktasks.picture_missing", field_name="picture"))
        made = task.picture.digest
        database.session().execute(update(_P).where(_P.task_id == task_id).values(alt=alt.strip()))
    else:
        made = _kept(task_id, sent, alt.strip(), by, at)
    record.write("worktasks.picture_shown", subject=task_id, by=by, at=at, digest=made[:16])


def take_picture_off(*, task_id: UUID, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """The task goes on without a picture."""
    refuse_if(rules.may_still_change(queries.own_task(task_id, own)))
    database.session().execute(delete(_P).where(_P.task_id == task_id))
    record.write("worktasks.picture_taken_off", subject=task_id, by=by, at=at)


def _kept(task_id: UUID, sent: bytes, alt: str, by: UUID, at: datetime) -> str:
    picture = pictures.taken_in(sent, longest=LONGEST, as_format="WEBP")
    database.session().execute(delete(_P).where(_P.task_id == task_id))
    row = _P(
        task_id=task_id,
        content=picture.content,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        digest=picture.digest,
        alt=alt,
        uploaded_at=at,
        uploaded_by=by,
    )
    database.session().add(row)
    return picture.digest
