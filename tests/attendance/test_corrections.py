"""Whatever is marked, in whatever order: events only grow, no day is counted twice, a confirmed month stays."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from app.attendance import actions, models
from app.attendance.rules import Mark
from app.placements.rules import Terms
from app.values.period import Month
from app.values.refusal import Refused
from tenants import database
from tenants.registry import Municipality
from tests.factories import intake, municipalities, placements
from tests.factories.attendance import MEMBER
from tests.factories.municipalities import inside
from tests.factories.placements import Placed

BEGINS = date(2026, 11, 30)
AT = datetime(2027, 1, 12, 9, tzinfo=UTC)
PAGES = [uuid4() for _ in range(3)]


class Marking(RuleBasedStateMachine):
    """Two people in one association over a turn of the year, and what we believe of their days."""

    where: Municipality
    placed: tuple[Placed, Placed]

    @initialize(weekdays=st.frozensets(st.integers(1, 7), min_size=1, max_size=4))
    def two_people(self, weekdays: frozenset[int]) -> None:
        self.where = municipalities.municipality()
        terms = Terms(BEGINS, BEGINS + timedelta(days=120), weekdays, 240)
        first = placements.placement(self.where, terms=terms)
        second = placements.placement(self.where, client=intake.client(self.where), task_id=first.task_id, terms=terms)
        self.placed = (first, second)
        self.believed: dict[tuple[UUID, date], str] = {}
        self.events = 0
        self.confirmed: set[tuple[UUID, Month]] = set()
        self.sent: set[tuple[UUID, UUID, date, str]] = set()

    @rule(
        who=st.integers(0, 1),
        day=st.integers(-2, 50),
        answer=st.sampled_from(("present", "absent")),
        page=st.sampled_from(PAGES),
    )
    def mark(self, who: int, day: int, answer: str, page: UUID) -> None:
        placed, on = self.placed[who], BEGINS + timedelta(days=day)
        with suppress(Refused):
            new = self._mark(placed, on, answer, page)
            assert (placed.id, Month.of(on)) not in self.confirmed
            sent = (page, placed.id, on, answer)
            assert new == (sent not in self.sent)
            if new:
                self.sent.add(sent)
                self.believed[(placed.id, on)] = answer

    @rule(who=st.integers(0, 1), month=st.sampled_from((Month(2026, 11), Month(2026, 12), Month(2027, 1))))
    def confirm(self, who: int, month: Month) -> None:
        placed = self.placed[who]
        with suppress(Refused), inside(self.where, person_id=placed.volunteer_id, roles=MEMBER):
            own = {placed.association_id}
            actions.confirm_month(placement_id=placed.id, month=month, own=own, by=placed.volunteer_id, at=AT)
            self.confirmed.add((placed.id, month))

    @rule(who=st.integers(0, 1))
    def answer_all_of_december(self, who: int) -> None:
        placed = self.placed[who]
        for day in Month(2026, 12).days():
            if (placed.id, day) not in self.believed:
                with suppress(Refused):
                    self._mark(placed, day, "present", uuid4())
                    self.believed[(placed.id, day)] = "present"

    @invariant()
    def the_days_are_as_last_said(self) -> None:
        if not hasattr(self, "placed"):
            return
        with inside(self.where, person_id=self.placed[0].volunteer_id, roles=MEMBER):
            db, day = database.session(), models.Day
            found = {
                (row.placement_id, row.day_on): row.answer
                for row in db.execute(select(day.placement_id, day.day_on, day.answer))
            }
            events = db.execute(select(func.count()).select_from(models.Event)).scalar_one()
        assert found == self.believed
        assert events >= self.events
        self.events = events

    def _mark(self, placed: Placed, on: date, answer: str, page: UUID) -> int:
        with inside(self.where, person_id=placed.volunteer_id, roles=MEMBER):
            return actions.mark_days(
                marks=[Mark(placed.id, on, answer)],  # type: ignore[arg-type]
                page_key=page,
                own={placed.association_id},
                by=placed.volunteer_id,
                at=AT,
            )


def test_events_only_grow_and_days_follow_them(app: Flask) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run = settings(max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    Marking.TestCase.settings = run
    Marking.TestCase("runTest").runTest()
