"""The sweep: everything is asked, and each answer is judged as it comes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.routing import Rule

from app.web import guard
from tests.factories.house import House
from tests.house import open_pages
from tests.house.matrix import asking, canary, cases, expected, html, watching
from tests.house.matrix.actors import STALE, Actor
from tests.house.matrix.asking import Answer
from tests.house.matrix.cases import FOREIGN, NOBODYS, OWN, Case
from tests.house.matrix.expected import Door
from tests.house.matrix.samples import Sample
from tests.house.matrix.wide import WIDE

Faults = dict[str, list[str]]
LOOKED_INTO = "operator.inside_page"
"""There an operator sees settings, network and team of the municipality, told to it; still no text about a client."""
ROOMS = ("team_lead", "client", "association_member")
"""For methods a route does not have, a few actors are enough: the router answers before anybody is looked at."""


@dataclass
class Sweep:
    """A house, its neighbour, those who knock, and what was found."""

    app: Flask
    house: House
    neighbour: House
    actors: dict[str, Actor]
    samples: Mapping[str, Sample]
    rules: tuple[Rule, ...]
    faults: Faults = field(default_factory=lambda: defaultdict(list))
    asked: Counter[str] = field(default_factory=Counter)
    shown: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Endpoint and method → the actors who got in on their own."""
    queries: dict[str, int] = field(default_factory=dict)
    """Endpoint → the most questions one look at it asked."""
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    """The same for each actor."""

    def read_everything(self) -> None:
        """Every rule, GET and HEAD and OPTIONS, every actor, every relation; and every method a rule does not have."""
        for rule in self.rules:
            for case in (*cases.cases(rule, self.house, self.neighbour), *cases.mixed(rule, self.house)):
                for actor in self.actors.values():
                    for method in self._reading(rule, case, actor):
                        self._judge(rule, case, actor, method)
            self._compare(rule)

    def read_again(self) -> None:
        """When there is more in the house, every page asks as many questions as before: none asks row by row."""
        for rule in self.rules:
            case = next(cases.cases(rule, self.house, self.neighbour))
            for actor in self.actors.values():
                before = self.counts.get((rule.endpoint, actor.name))
                if before is not None:
                    with watching.watching() as seen:
                        answer = asking.ask(actor, "GET", case)
                    if seen.count > before:
                        self.faults["row by row"].append(f"{answer}: {seen.count} questions, {before} with fewer rows")

    def write_everything(self) -> None:
        """Every form: first by all who may not, with real tokens and good words; then by all who may."""
        writing = [rule for rule in self.rules if "POST" in (rule.methods or ())]
        for rule in writing:
            self._refused(rule)
        for rule in writing:
            self._accepted(rule)

    def _reading(self, rule: Rule, case: Case, actor: Actor) -> Iterator[str]:
        allowed = rule.methods or set()
        if "GET" in allowed:
            yield from ("GET", "HEAD") if case.relation == OWN else ("GET",)
        if case.relation == OWN and actor.name in ROOMS:
            yield "OPTIONS"
            yield from (method for method in cases.METHODS if method not in allowed)

    def _judge(self, rule: Rule, case: Case, actor: Actor, method: str) -> Answer:
        with watching.watching() as seen:
            answer = asking.ask(actor, method, case)
        self._check_status(rule, answer, actor)
        self._scan(answer, actor)
        self.faults["left open"] += (f"{answer}: {fault}" for fault in watching.left_open())
        if answer.session_changed and actor.signed_in:
            self.faults["wrote"].append(f"{answer}: changed who is signed in")
            actor.renew()
        if method in {"GET", "HEAD"}:
            self.faults["wrote"] += (f"{answer}: {fault}" for fault in watching.written_by_reading(seen))
        if method == "GET" and answer.status == 200 and case.relation == OWN:
            self.shown[f"GET {rule.endpoint}"].add(actor.name)
            if actor.name != STALE:  # who holds every role at once sees every part of a page at once
                self.queries[rule.endpoint] = max(self.queries.get(rule.endpoint, 0), seen.count)
            self.counts[rule.endpoint, actor.name] = seen.count
            self.faults["pages"] += (f"{answer}: {fault}" for fault in html.faults(answer))
        return answer

    def _check_status(self, rule: Rule, answer: Answer, actor: Actor) -> None:
        self.asked[answer.method] += 1
        right = expected.statuses(answer.case, actor, answer.method, self._door(rule))
        if answer.status not in right:
            self.faults["status"].append(f"{answer}, expected {' or '.join(map(str, sorted(right)))}")

    def _scan(self, answer: Answer, actor: Actor) -> None:
        looks_in = answer.case.endpoint == LOOKED_INTO and answer.status == 200
        home = self.house.code if looks_in else self._home(actor)
        text = f"{answer.body} {' '.join(value for _, value in answer.headers)}"
        found = canary.leaks(text, home=home, roles=self._readers(actor), own=("fullname",))
        self.faults["leak"] += (f"{answer}: {leak}" for leak in found)

    def _home(self, actor: Actor) -> str | None:
        if actor.name.startswith("neighbour_"):
            return self.neighbour.code
        return self.house.code if actor.roles else None

    def _readers(self, actor: Actor) -> tuple[str, ...]:
        return (actor.name.removeprefix("neighbour_"),) if actor.name.startswith("neighbour_") else actor.roles

    def _compare(self, rule: Rule) -> None:
        """Another municipality's thing and one that is nowhere: the same answer, byte for byte."""
        asked = {case.relation: case for case in cases.cases(rule, self.house, self.neighbour)}
        if FOREIGN not in asked or "GET" not in (rule.methods or ()):
            return
        for actor in self.actors.values():
            foreign, nobodys = (asking.ask(actor, "GET", asked[relation]) for relation in (FOREIGN, NOBODYS))
            if foreign.likeness() != nobodys.likeness():
                self.faults["oracle"].append(f"{foreign}: differs from what is nowhere ({nobodys.status})")

    def _refused(self, rule: Rule) -> None:
        form = self.samples[rule.endpoint].form(self.house) if rule.endpoint in self.samples else {}
        for case in cases.cases(rule, self.house, self.neighbour):
            for actor in self.actors.values():
                if not self._may(rule, case, actor):
                    answer = asking.ask(actor, "POST", case, form=form)
                    self._check_status(rule, answer, actor)
                    self._scan(answer, actor)
        self._without_token(rule)

    def _incomplete(self, actor: Actor, case: Case, form: Mapping[str, object]) -> None:
        """The same words with one left out, and with none: whatever comes in, it is no error of ours."""
        fewer = ({name: value for name, value in form.items() if name != left_out} for left_out in form)
        for some in ({}, *fewer):
            answer = asking.ask(actor, "POST", case, form=some)
            self._scan(answer, actor)
            if answer.status >= 500:
                left_out = ", ".join(form.keys() - some.keys())
                self.faults["errors"].append(f"{answer} without {left_out}")

    def _without_token(self, rule: Rule) -> None:
        case = next(cases.cases(rule, self.house, self.neighbour))
        for actor in self.actors.values():
            status = actor.browser.post(case.path).status_code
            sent_to_sign_in = status == 302 and not actor.signed_in
            if status not in {400, 404} and not sent_to_sign_in and rule.endpoint not in open_pages.WITHOUT_TOKEN:
                self.faults["token"].append(f"POST {case.rule} as {actor.name} without a token: {status}")

    def _may(self, rule: Rule, case: Case, actor: Actor) -> bool:
        door = self._door(rule)
        right = expected.statuses(case, actor, "POST", door)
        return 200 in right and not (actor.name == STALE and door.guard.fresh)

    def _door(self, rule: Rule) -> Door:
        mark = guard.guard_of(self.app.view_functions[rule.endpoint])
        assert mark is not None, rule.endpoint
        permission = self.app.extensions["kumina_permissions"].get(mark.permission)
        inside = rule.rule.startswith("/<slug>/")
        return Door(frozenset(rule.methods or ()), inside, mark, permission, WIDE.get(rule.endpoint, frozenset()))

    def _accepted(self, rule: Rule) -> None:
        sample = self.samples.get(rule.endpoint)
        if sample is None:
            return  # said by a test of its own
        own = next(cases.cases(rule, self.house, self.neighbour))
        for actor in self.actors.values():
            if actor.name == STALE or not self._may(rule, own, actor):
                continue
            pointed = sample.on(self.house)
            named = {name: value for name, value in pointed.items() if name in rule.arguments}
            case = cases.pointed(rule, self.house, named) if named else own
            form = sample.about(pointed) if sample.about else sample.form(self.house)
            before = self.house.entries()
            answer = asking.ask(actor, "POST", case, form=form)
            self._check_status(rule, answer, actor)
            self._scan(answer, actor)
            self.faults["left open"] += (f"{answer}: {fault}" for fault in watching.left_open())
            if answer.status in {302, 303}:
                if not self.shown[f"POST {rule.endpoint}"]:
                    self._incomplete(actor, case, form)
                self.shown[f"POST {rule.endpoint}"].add(actor.name)
                if sample.recorded and self.house.entries() == before:
                    self.faults["record"].append(f"{answer}: left no entry in the record")
