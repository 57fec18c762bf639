"""What can be done while a municipality opens and steers itself."""

from app.opening.actions.going_live import go_live
from app.opening.actions.steering import (
    apply_upgrade,
    change_setting,
    correct_responsibility,
    cover_municipality,
    enter_responsibility,
    put_row,
    remove_row,
    reset_setting,
    set_look,
    stop_covering,
    undo_upgrade,
)
from app.opening.actions.writing import (
    choose_no_reimbursement,
    confirm,
    decide_service,
    enter_stage,
    let_go,
    save_text,
    take_on,
    take_word_back,
)

__all__ = [
    "apply_upgrade",
    "change_setting",
    "choose_no_reimbursement",
    "confirm",
    "correct_responsibility",
    "cover_municipality",
    "decide_service",
    "enter_responsibility",
    "enter_stage",
    "go_live",
    "let_go",
    "put_row",
    "remove_row",
    "reset_setting",
    "save_text",
    "set_look",
    "stop_covering",
    "take_on",
    "take_word_back",
    "undo_upgrade",
]
