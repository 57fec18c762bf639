"""What the doors of work tasks share: the task one speaks for, and what the visitor may."""

from uuid import UUID

from flask import Blueprint

from app.accounts import permission_table
from app.values.missing import Missing
from app.web.visitor import me, my_associations
from app.worktasks import queries
from app.worktasks.rules import Task
from tenants import resolution

blueprint = Blueprint("worktasks", __name__, url_prefix="/<slug>/worktasks", template_folder="../templates")


def of_mine(task_id: UUID) -> Task:
    """A task of an association I speak for; another's is not there."""
    found = queries.task(task_id)
    if found.association_id not in my_associations():
        raise Missing(task_id)
    return found


def holds(permission: str) -> bool:
    """Whether the visitor may do this here."""
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permission)
