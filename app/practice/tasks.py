"""The work tasks of a practice municipality: told whole, translated, pictured, inducted; each act by who may do it."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from PIL import Image, ImageDraw

from app.accounts import rules as roles
from app.associations import queries as associations
from app.placements import queries as placements
from app.placements.actions import induction as signing
from app.placements.queries import induction as lists
from app.practice import cards
from app.practice.scene import AssociationScene
from app.worktasks import actions
from app.worktasks.actions import units
from app.worktasks.rules import Card
from tenants import database

SHOWN: Final = "Piirros: linnunpönttö höyläpenkillä."
UNIT: Final = "400005"
"""A real unit of the sample that comes along; what is proposed here is invented."""


def offered(
    association: AssociationScene, association_id: UUID, *, speaker_id: UUID, coach_id: UUID, at: datetime
) -> Iterator[UUID]:
    """Each task registered, added to and published by its association; a coach proposes a unit for the kitchen."""
    own = {association_id}
    with database.standing_in(person_id=speaker_id, roles=(roles.ASSOCIATION_ADMIN,)):
        sites = associations.sites_of(own)
        made = {}
        for card in association.tasks:
            placed = replace(card, site_id=sites[0].id) if sites and card is not cards.YARD else card
            made[card.words.name] = task_id = actions.register_task(
                association_id=association_id, card=placed, own=own, by=speaker_id, at=at
            )
            _added(card, task_id, own, speaker_id, at)
            actions.publish_task(task_id=task_id, not_a_substitute=True, own=own, by=speaker_id, at=at)
    if cards.KITCHEN in association.tasks:
        with database.standing_in(person_id=coach_id, roles=(roles.JOB_COACH,)):
            task_id = made[cards.KITCHEN.words.name]
            reason = "Päivän rytmi, omavalvonta ja yhdessä tekeminen."
            units.propose_unit(task_id=task_id, code=UNIT, reason=reason, own=None, by=coach_id, at=at)
    yield from made.values()


def inducted(placement_id: UUID, *, speaker_id: UUID, at: datetime) -> None:
    """The association went the list through and signed; the client has not yet."""
    with database.standing_in(person_id=speaker_id, roles=(roles.ASSOCIATION_ADMIN,)):
        placement = placements.placement(placement_id)
        signing.sign_as_supervisor(
            placement_id=placement_id,
            seen=lists.induction(placement).digest,
            own={placement.association_id},
            by=speaker_id,
            at=at,
        )


def _added(card: Card, task_id: UUID, own: set[UUID], by: UUID, at: datetime) -> None:
    if card is cards.KITCHEN:
        words = cards.KITCHEN_SV
        actions.translate_task(task_id=task_id, words=words, picture_alt="", own=own, by=by, at=at)
    if card is cards.WOODWORK:
        actions.show_picture(task_id=task_id, sent=_drawn(), alt=SHOWN, own=own, by=by, at=at)
        chosen, lines = ("people", "times", "work", "tools", "safety"), ("Miten vannesaha pysäytetään",)
        actions.set_induction(task_id=task_id, chosen=chosen, lines=lines, own=own, by=by, at=at)


def _drawn() -> bytes:
    """A birdhouse on a bench; nothing and nobody real."""
    picture = Image.new("RGB", (960, 540), "#f3ead8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 390, 960, 430), fill="#b98a52")
    for left in (120, 780):
        draw.rectangle((left, 430, left + 60, 540), fill="#8a6238")
    draw.rectangle((380, 170, 580, 390), fill="#d9a864")
    draw.polygon(((350, 170), (480, 70), (610, 170)), fill="#1b5e5a")
    draw.ellipse((445, 215, 515, 285), fill="#3b2b1a")
    draw.rectangle((470, 300, 490, 325), fill="#8a6238")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
