"""`kumina policies`: whether the walls between municipalities stand, read from the live database."""

import click
from flask.cli import AppGroup

from tenants import database, policies

commands = AppGroup("policies", help="Check the walls between municipalities.")


@commands.command("verify")
def verify() -> None:
    """Read the database's catalogue and tell everything that could let one municipality see another.

    Changes nothing, takes well under a second, and ends with an error when something is found. The service does the
    same at each start and every hour.
    """
    with database.inspecting() as connection:
        found = policies.verify(connection)
    for finding in found:
        click.echo(f"{finding.object}\n    {finding.sentence}\n    ({finding.check})")
    if found:
        faults = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        raise click.ClickException(f"{faults} in the walls: mend before anybody enters.")
    click.echo("The walls stand: nothing found.")
