"""What can be done with a work task; its association does it (K15)."""

from app.worktasks.actions.cards import change_task, copy_task, register_task, register_tasks
from app.worktasks.actions.induction import set_induction
from app.worktasks.actions.states import end_task, pause_task, publish_task, resume_task
from app.worktasks.actions.words import show_picture, take_picture_off, translate_task

__all__ = [
    "change_task",
    "copy_task",
    "end_task",
    "pause_task",
    "publish_task",
    "register_task",
    "register_tasks",
    "resume_task",
    "set_induction",
    "show_picture",
    "take_picture_off",
    "translate_task",
]
