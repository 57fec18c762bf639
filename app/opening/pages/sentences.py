"""What is refused, what is recorded, and where the pages stand in the navigation."""

from flask_babel import lazy_gettext as _l

from app.opening import permissions
from app.web.shell import Entry

SENTENCES = {
    "opening.locked": _l("This is the core of the model: it is the same in every municipality and cannot be changed."),
    "opening.value_not_a_number": _l("Give a whole number."),
    "opening.value_not_yes_or_no": _l("Choose yes or no."),
    "opening.value_not_words": _l("Write this in words."),
    "opening.value_not_a_day": _l("Give a real date: day, month and year."),
    "opening.value_not_a_list": _l("Choose from the options."),
    "opening.value_not_a_table": _l("Fill in this part."),
    "opening.value_too_small": _l("Give a number that is at least %(least)s."),
    "opening.value_too_large": _l("Give a number that is at most %(most)s."),
    "opening.value_too_long": _l("Write at most %(most)s characters."),
    "opening.value_too_few": _l("At least %(least)s must stay."),
    "opening.value_too_many": _l("There is room for %(most)s. Remove one first."),
    "opening.value_not_one_of": _l("Choose one of the options."),
    "opening.value_not_said": _l("Write this in Finnish and in Swedish."),
    "opening.value_missing": _l("Fill in this part."),
    "opening.value_unknown": _l("This part is not known here."),
    "opening.value_twice": _l("There is already one like this. Give it another first day, or other words."),
    "opening.row_changed_meanwhile": _l(
        "Somebody else changed this list meanwhile. Open it again and make your change."
    ),
    "opening.not_newer": _l("There is no newer version of the model to take into use."),
    "opening.plan_has_changed": _l("Something has changed since you looked at the plan. Read it again below."),
    "opening.nothing_to_undo": _l("There is no change of version that could be taken back."),
    "opening.changed_since": _l(
        "Settings that the earlier version does not know have been changed since: %(settings)s. Take those changes back"
        " first."
    ),
    "opening.nobody_installs": _l("This version has parts that this service does not know yet: %(sections)s."),
    "opening.name_missing": _l("Write the name."),
    "opening.basis_missing": _l("Write what it rests on."),
    "opening.ends_before_it_begins": _l("The last day cannot be before the first day, %(first)s."),
    "opening.place_unknown": _l("No municipality has the code %(code)s."),
    "opening.place_has_ended": _l(
        "%(name)s (%(code)s) ended on %(last)s and is part of %(now)s (%(now_code)s) now. Choose that, or an earlier"
        " first day."
    ),
    "registry_form_is_one_at_a_time": _l(
        "Somebody else has this role in this service during the same time. Correct their last day first."
    ),
    "registry_area_is_covered_once": _l("The people of this municipality are already served during the same time."),
    "placements_rule_set_days_are_of_a_week": _l("The fewest days of a week cannot be more than the most."),
    "placements_rule_set_minutes_fit": _l("A day's minutes must fit: the fewest, the most, and those of a week."),
    "placements_rule_set_months_fit": _l("The fewest months cannot be more than the most."),
    "placements_rule_set_ends_after_it_begins": _l("The last day cannot be before the first day."),
    "opening.decided_later": _l("This day is still to come. Write the decision down once it has been made."),
    "opening.rate_is_in_force": _l(
        "A rate is in force until further notice. Give it its last day first, on the page of the decision."
    ),
    "opening.rate_until": _l("A rate is in force until %(day)s. Choose a later first day."),
    "opening.stage_needs_evidence": _l("Write the decision or the agreement that shows it."),
    "opening.stages_follow_in_time": _l("Another stage began on %(day)s: the stages follow one another in time."),
    "opening.practice_never_goes_live": _l("A practice municipality never goes live: it holds invented people only."),
    "opening.open_already": _l("The municipality has gone live already."),
    "opening.lacks_form": _l("It is not written down who organises, produces, pays and controls, or who is served."),
    "opening.lacks_decisions": _l("A service in use lacks its limits or the municipality’s decision."),
    "opening.lacks_reimbursement": _l("It is not decided whether a reimbursement is paid (K18)."),
    "opening.lacks_settings": _l("Something that only the municipality can say is still empty."),
    "opening.lacks_agreements": _l("No association has a valid agreement."),
    "opening.lacks_network": _l(
        "There are %(offered)s places, and %(needed)s are needed for %(clients)s clients a year (K28)."
    ),
    "opening.lacks_staff": _l(
        "The counsellors’ hours do not carry %(clients)s clients a year (K28). Add hours, or expect fewer clients."
    ),
    "opening_decision_is_one_a_subject": _l("Somebody saved this at the same moment. Look at both and save again."),
    "opening_text_is_one_a_language": _l("Somebody saved this at the same moment. Look at both and save again."),
    "opening_stage_is_reached_once": _l("Somebody saved this at the same moment. Look at both and save again."),
}
EVENTS = {
    "opening.service_decided": _l("The municipality’s decision on a service was written down"),
    "opening.no_reimbursement_decided": _l("It was decided that no reimbursement is paid"),
    "opening.text_saved": _l("The municipality’s own texts were saved"),
    "opening.stage_entered": _l("A stage of taking root was written down"),
    "opening.step_taken": _l("Somebody took on a step of the opening"),
    "opening.step_let_go": _l("Somebody let go of a step of the opening"),
    "opening.confirmed": _l("Somebody confirmed a point of the opening"),
    "opening.word_taken_back": _l("A confirmation was taken back"),
    "opening.went_live": _l("The municipality went live"),
    "opening.setting_changed": _l("A setting of the model was changed"),
    "opening.setting_reset": _l("A setting went back to what the model says"),
    "opening.upgraded": _l("A new version of the model was taken into use"),
    "opening.upgrade_undone": _l("A new version of the model was taken back"),
    "opening.responsibility_entered": _l("It was written down who answers for what"),
    "opening.responsibility_corrected": _l("Who answers for what was corrected"),
    "opening.municipality_covered": _l("The people of a municipality were taken in"),
    "opening.look_changed": _l("The look of the municipality’s pages was changed"),
    "opening.municipality_left": _l("The people of a municipality are no longer served"),
}
NAVIGATION = (
    Entry(_l("Opening"), "wizard.overview", permissions.READ, 68),
    Entry(_l("Settings"), "opening.overview", permissions.READ, 70),
)
