"""The command line: `kumina …`, in groups, built on Flask's own.

The list below is the whole of it. Commands that parts bring along (Flask-Security would add ways to make people past
every rule) are not let in.
"""

import click
from flask import Flask
from flask.cli import AppGroup, NoAppException, ScriptInfo, routes_command, shell_command
from pydantic import ValidationError

from app.cli import (
    bench,
    database,
    house,
    installation,
    letters,
    municipality,
    person,
    playbook,
    policies,
    practice,
    record,
    slices,
    translations,
    worker,
)
from tenants import policies as walls

GROUPS = (
    bench.commands,
    database.commands,
    house.commands,
    letters.commands,
    municipality.commands,
    person.commands,
    playbook.commands,
    policies.commands,
    practice.commands,
    record.commands,
    slices.commands,
    translations.commands,
)


class House(ScriptInfo):
    """Opens the application when a command asks for it, and says plainly why it does not open."""

    def load_app(self) -> Flask:
        try:
            return super().load_app()
        except ValidationError as refusal:
            raise NoAppException(installation.what_is_missing(refusal)) from refusal
        except (walls.UnsoundWalls, walls.DangerousRole) as refusal:
            raise NoAppException(str(refusal)) from refusal


@click.group(
    "kumina",
    cls=AppGroup,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "obj": House(app_import_path="app.factory:create_app", load_dotenv_defaults=False, set_debug_flag=False),
    },
)
@click.pass_context
def commands(context: click.Context) -> None:
    """Run and look after an installation of Kumina. `kumina GROUP --help` says what a group can do.

    Settings come from the environment (deploy/env.example explains each); where it is silent, from the local
    installation under var/.
    """
    if context.invoked_subcommand != house.commands.name:  # the house itself decides these settings
        installation.load()


for part in (shell_command, routes_command, worker.command, *GROUPS):
    commands.add_command(part)


def main() -> None:
    """What the script `kumina` calls."""
    commands(prog_name="kumina")
