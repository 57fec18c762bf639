"""Each section of a playbook has exactly one owner, and what the rules keep is what the playbook says."""

from collections import Counter

import pytest

from app import factory
from app.accounts import rules as accounts
from app.intake import rules as intake
from app.worktasks import rules as worktasks
from tenants import playbooks
from tenants.playbooks import Playbook
from tests.factories.municipalities import NOW

VERSIONS = [playbooks.load(reference) for reference in playbooks.references()]
every_version = pytest.mark.parametrize("playbook", VERSIONS, ids=lambda one: one.reference)


@every_version
def test_every_section_has_exactly_one_owner(playbook: Playbook) -> None:
    owners = Counter((*factory.KEPT_BY_RULES, *factory.KEPT_IN_SETTINGS, *factory.INSTALLERS))
    assert set(owners) == set(playbook.sections)
    assert {name for name, count in owners.items() if count > 1} == set()
    assert set(factory.installers(by=None, at=NOW)) == set(playbook.sections)


@every_version
def test_what_is_kept_by_rules_may_not_be_changed(playbook: Playbook) -> None:
    for name in factory.KEPT_BY_RULES:
        assert {one.kind for one in playbook.sections[name].settings.values()} == {"locked"}


@every_version
def test_the_rules_keep_what_the_playbook_says(playbook: Playbook) -> None:
    coming_in = playbook.sections["intake"]
    assert coming_in["visit_within_days"] == intake.VISIT_WITHIN.days  # K2
    assert coming_in["first_appointment_within_days"] == intake.FIRST_APPOINTMENT_WITHIN.days  # K5
    assert {row["code"] for row in coming_in.rows("ways_in")} == set(intake.WAYS_IN)  # K1
    assert {row["code"] for row in playbook.sections["accounts"].rows("roles")} == set(accounts.MEMBER_ROLES)
    assert {row["code"] for row in playbook.sections["worktasks"].rows("fields")} == set(worktasks.FIELDS)  # K15
