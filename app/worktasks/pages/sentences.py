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
    "worktasks.induction_unknown": _l("Choose from the list."),
    "worktasks.induction_empty": _l("There must be at least one thing to go through."),
    "worktasks.induction_too_long": _l("Write at most %(lines)s lines of %(letters)s letters."),
    "worktasks.unit_unknown": _l("Choose a unit from the list."),
    "worktasks_unit_is_proposed_once": _l("This unit has already been proposed for the task."),
    "worktasks.unit_withdrawn": _l("The proposal has been withdrawn."),
    "worktasks.expert_missing": _l("Give the expert’s name."),
    "worktasks.organisation_missing": _l("Give the expert’s organisation."),
    "worktasks.basis_missing": _l("Tell on what basis the expert says so."),
    "worktasks.identified_ahead": _l("The day of the identification cannot be in the future."),
    "worktasks.valid_before_identified": _l("The last day cannot be before the day of the identification."),
    "worktasks.qualification_none": _l("ePerusteet knows no qualification in force by this name."),
    "worktasks.qualification_many": _l("Give the whole name; several fit: %(names)s."),
    "worktasks.eperusteet_silent": _l("ePerusteet does not answer just now. Try again later."),
    "worktasks.picture_missing": _l("Choose a picture."),
}
EVENTS = {
    "worktasks.task_registered": _l("A work task was registered"),
    "worktasks.tasks_registered": _l("Work tasks were registered from a file"),
    "worktasks.task_changed": _l("A work task was changed"),
    "worktasks.task_copied": _l("A work task was copied"),
    "worktasks.task_translated": _l("A work task was told in the other language"),
    "worktasks.picture_shown": _l("A work task got a picture"),
    "worktasks.picture_taken_off": _l("A work task’s picture was taken off"),
    "worktasks.induction_set": _l("The induction list of a work task was changed"),
    "worktasks.unit_proposed": _l("A qualification unit was proposed for a work task"),
    "worktasks.unit_identified": _l("An expert’s identification of a unit was entered"),
    "worktasks.unit_withdrawn": _l("A proposed unit was withdrawn"),
    "worktasks.units_read": _l("Units were read from ePerusteet"),
    "worktasks.task_published": _l("A work task was opened to clients"),
    "worktasks.task_paused": _l("A work task was paused"),
    "worktasks.task_resumed": _l("A paused work task was opened again"),
    "worktasks.task_ended": _l("A work task was ended"),
}
NAVIGATION = (
    Entry(_l("Our work tasks"), "worktasks.own", permissions.REGISTER, 20),
    Entry(_l("Work tasks"), "worktasks.tasks", permissions.BROWSE, 40),
)
