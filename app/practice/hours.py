"""When the invented counsellors work, and who stands in for whom (K14)."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from app.accounts import rules as roles
from app.team import actions as team
from app.values.period import day_in_finland

WEEKS: Final = {
    roles.SOCIAL_COUNSELLOR: ((450, 450, 450, 450, 450, 0, 0), 300),
    roles.JOB_COACH: ((480, 480, 0, 480, 360, 0, 0), 240),
    roles.TEAM_LEAD: ((0, 240, 0, 240, 0, 0, 0), 240),
}
"""Minutes on each day, Monday first, and of them the acute reserve."""
SINCE: Final = date(2026, 1, 1)
AWAY_IN: Final = timedelta(days=7)
AWAY_FOR: Final = timedelta(days=4)


def say(people: dict[str, UUID], *, lead: UUID, at: datetime) -> None:
    """Every counsellor's week, and the coach away next week; said by the lead, whose token is open."""
    for role, (minutes, reserve) in WEEKS.items():
        team.set_working_time(
            person_id=people[role],
            valid_from=SINCE,
            minutes=minutes,
            reserve_minutes=reserve,
            plans=True,
            by=lead,
            at=at,
        )
    first_on = day_in_finland(at) + AWAY_IN
    away = team.note_absence(
        person_id=people[roles.JOB_COACH], first_on=first_on, last_on=first_on + AWAY_FOR, plans=True, by=lead, at=at
    )
    team.name_substitute(absence_id=away, substitute_id=people[roles.SOCIAL_COUNSELLOR], plans=True, by=lead, at=at)
