"""Refusals and records of work tasks in words, and where their pages stand in the navigation."""

from flask_babel import lazy_gettext as _l

from app.web.shell import Entry
from app.worktasks import permissions

SENTENCES = {
    "worktasks.association_has_left": _l(
        "The association is no longer in the network, so it cannot take in new people."
    ),
    "worktasks.name_missing": _l("Give the task a name."),
    "worktasks.field_unknown": _l("Choose the kind of work from the list."),
    "worktasks.language_unknown": _l("Choose languages from the list."),
    "worktasks.places_impossible": _l("Give a number of people from 1 to %(most)s."),
    "worktasks.occupation_is_digits": _l("The code of an occupation is 1–5 digits, for example 9411."),
    "worktasks.day_unknown": _l("Choose days from Monday to Sunday."),
    "worktasks.ends_before_it_begins": _l("The day must end after it begins."),
    "worktasks.season_unknown": _l("Choose months from the list."),
    "worktasks.load_unknown": _l("Choose from the list what the work takes."),
    "worktasks.ended": _l("The task has ended and can no longer be changed."),
    "worktasks.statement_missing": _l("Tick the box: a task may not replace the work of an employee."),
    "worktasks.description_missing": _l("Tell first what one really does in the task."),
    "worktasks.card_is_short": _l("Something is still missing from the card. See the list above."),
    "worktasks.not_open": _l("The task is not open, so it cannot be paused."),
    "worktasks.not_paused": _l("The task is not paused, so it cannot be opened again."),
    "worktasks.picture_not_told": _l("Tell in a sentence what the picture shows."),
    "worktasks.picture_missing": _l("Choose a picture."),
}
EVENTS = {
    "worktasks.task_registered": _l("A work task was registered"),
    "worktasks.task_changed": _l("A work task was changed"),
    "worktasks.task_copied": _l("A work task was copied"),
    "worktasks.task_translated": _l("A work task was told in the other language"),
    "worktasks.picture_shown": _l("A work task got a picture"),
    "worktasks.picture_taken_off": _l("A work task’s picture was taken off"),
    "worktasks.task_published": _l("A work task was opened to clients"),
    "worktasks.task_paused": _l("A work task was paused"),
    "worktasks.task_resumed": _l("A paused work task was opened again"),
    "worktasks.task_ended": _l("A work task was ended"),
}
NAVIGATION = (
    Entry(_l("Our work tasks"), "worktasks.own", permissions.REGISTER, 20),
    Entry(_l("Work tasks"), "worktasks.tasks", permissions.BROWSE, 40),
)
