"""The Kumina model, rule by rule, and how this product keeps each: the text of the page /model.

A rule is marked kept only when code names it and a test proves it (tests/house); the others say so plainly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask_babel import lazy_gettext as _l

from app.web.components import Printable


@dataclass(frozen=True, slots=True)
class ModelRule:
    """One rule: its number in the model, what it demands, and how the product keeps it (None: not built yet)."""

    number: int
    chapter: str
    says: Printable
    kept: Printable | None = None


CHAPTERS: Final[dict[str, Printable]] = {
    "coming_in": _l("Coming in, on the person's own judgement"),
    "ladder": _l("The goal ladder"),
    "meetings": _l("Meetings"),
    "work": _l("Work in associations"),
    "onward": _l("Onward"),
    "voice": _l("Voice"),
    "spreading": _l("Spreading and rooting"),
}

RULES: Final = (
    ModelRule(
        1,
        "coming_in",
        _l("A person comes from adult social work, from the employment authority, or contacts the service themself."),
        _l(
            "Each contact says which way it came; all three are equal, and there is a public page for one's own contact."
        ),
    ),
    ModelRule(
        2,
        "coming_in",
        _l("The introductory visit takes place within one week of the contact."),
        _l("Every contact shows the day by which the visit must be held, and says so when the day has passed."),
    ),
    ModelRule(
        3,
        "coming_in",
        _l(
            "At the visit the person hears what the service is and is asked for their own wishes. Nothing else is asked."
        ),
        _l(
            "Before a yes the database has no place for background, history or identity code; a test reads its catalogue."
        ),
    ),
    ModelRule(
        4,
        "coming_in",
        _l("The social counsellor phones the next day. Taking part is voluntary, and a no has no consequence."),
        _l("The call is due on the next working day. A no erases the contact at once; only a number remains."),
    ),
    ModelRule(
        5,
        "coming_in",
        _l("On a yes, the first appointment is booked within one week."),
        _l("A yes is recorded together with the day of the first appointment, at most seven days away."),
    ),
    ModelRule(6, "coming_in", _l("No queue arises: free capacity is seen ahead of demand.")),
    ModelRule(
        7,
        "ladder",
        _l("The client alone writes the goal ladder, in their own words. A coach cannot write or edit it."),
        _l(
            "The database takes a ladder's rows from the client's own signed token only, whoever else asks and however."
        ),
    ),
    ModelRule(
        8,
        "ladder",
        _l(
            "The ladder holds the goal, its benefits, what is already done, the history, the rungs and the support wished for."
        ),
        _l("The ladder page has a place for each, and forces none of them."),
    ),
    ModelRule(9, "ladder", _l("From the rungs comes an action plan, and from the plan the themes of every meeting.")),
    ModelRule(10, "ladder", _l("What keeps a person from work is asked from the client, not taken from the sender.")),
    ModelRule(
        11, "meetings", _l("Job coaching and social counselling differ for each client and can go on at the same time.")
    ),
    ModelRule(
        12, "meetings", _l("Every meeting ends by recording what the client got out of it, in the client's words.")
    ),
    ModelRule(13, "meetings", _l("The client always knows what happens next, when, and with whom.")),
    ModelRule(
        14,
        "meetings",
        _l("Each counsellor keeps 4–5 hours a week free for acute matters."),
        _l(
            "A counsellor's week is taken only with the hours that stay free in it; the team's free hours are reckoned"
            " without them."
        ),
    ),
    ModelRule(
        15,
        "work",
        _l("A work place is looked for that fits the client's goal; associations offer many kinds of tasks."),
        _l(
            "Associations tell of their tasks themselves, with what the work takes and teaches. Counsellors and clients look through all published ones by what they choose; no task is hidden for want of a skill."
        ),
    ),
    ModelRule(
        16,
        "work",
        _l("The association inducts the client into real work; the client is a doer, not an object."),
        _l(
            "Each task has its induction list. Somebody of the association and the client sign it, each in their own sign-in, and it is kept as it was then."
        ),
    ),
    ModelRule(
        17,
        "work",
        _l("A counsellor supports each association in running the activity."),
        _l(
            "Each association has a named counsellor; whoever has waited too long, or has something open, is listed as needing a call."
        ),
    ),
    ModelRule(
        18,
        "work",
        _l(
            "The association is paid a reimbursement if the municipality has decided to pay one. No decision, no payment."
        ),
        _l("Without a policy with its decision no claim can be made and no page of money is shown."),
    ),
    ModelRule(19, "work", _l("Studified tasks match a unit of a qualification; a certificate of competence follows.")),
    ModelRule(20, "onward", _l("The aim is that the client moves to work or education within a year.")),
    ModelRule(
        21, "onward", _l("Supported job search: a work trial, applying to study, contacting employers together.")
    ),
    ModelRule(22, "onward", _l("Wage-subsidised work is a path only with a written plan of how it leads onward.")),
    ModelRule(
        23, "onward", _l("Coaching goes on after the goal is reached, until the client has settled in work or studies.")
    ),
    ModelRule(
        24,
        "onward",
        _l(
            "The client needs paid work or a degree place, not a long rehabilitation path: periods get shorter, not longer."
        ),
        _l("The length of a placement is checked against the dated legal limits of its service type."),
    ),
    ModelRule(25, "voice", _l("Feedback is gathered regularly, is seen by those it concerns, and is acted upon.")),
    ModelRule(26, "voice", _l("Clients take part in developing the service; the client panel is open to all.")),
    ModelRule(
        27,
        "voice",
        _l("Interaction is between equals: plain words, nobody put in a category."),
        _l("Pages speak to the client as to a colleague, and the database has no score or class of a person."),
    ),
    ModelRule(
        28,
        "spreading",
        _l("The model needs a network of associations and staff; both are checked before a start."),
        _l(
            "A municipality goes live only when its places and its counsellors' hours carry the clients it expects; the"
            " readiness page shows each sum."
        ),
    ),
    ModelRule(
        29,
        "spreading",
        _l("The scale of the original is about 60 clients a year."),
        _l(
            "Sixty clients a year are the default of every sum; expecting fewer or more is a change that stays in sight."
        ),
    ),
    ModelRule(
        30,
        "spreading",
        _l("Rooting goes from project to partnership agreement to part of the municipality's services."),
        _l("Each stage has its day and what shows it, and the page says what the next one needs."),
    ),
    ModelRule(
        31, "spreading", _l("Effects are shown with the municipality's own figures, never with a person recognisable.")
    ),
)


def chapters() -> Iterator[tuple[Printable, tuple[ModelRule, ...]]]:
    """The rules in their order, chapter by chapter."""
    for chapter, rules in groupby(RULES, key=lambda rule: rule.chapter):
        yield CHAPTERS[chapter], tuple(rules)
