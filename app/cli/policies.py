"""`kumina policies`: whether the walls between municipalities stand, read from the live database."""

import click
import psycopg
from flask.cli import AppGroup
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings

from app.cli.database import libpq
from tenants import policies

commands = AppGroup("policies", help="Check the walls between municipalities.")


class Address(BaseSettings):
    """All that reading the catalogue needs: any role may do it."""

    database_url: SecretStr = Field(validation_alias="DATABASE_URL")


@commands.command("verify", with_appcontext=False)
def verify() -> None:
    """Read the database's catalogue and tell everything that could let one municipality see another.

    Changes nothing, takes well under a second, and ends with an error when something is found. The service does the
    same at each start and every hour.
    """
    try:
        address = libpq(Address().database_url)
    except ValidationError as missing:
        raise click.UsageError("DATABASE_URL is not set: the address of the database as kumina_web.") from missing
    try:
        with psycopg.connect(address) as connection:
            found = policies.verify(connection)
    except psycopg.OperationalError as refusal:
        raise click.ClickException(f"The database does not answer: {refusal}") from refusal
    for finding in found:
        click.echo(f"{finding.object}\n    {finding.sentence}\n    ({finding.check})")
    if found:
        faults = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        raise click.ClickException(f"{faults} in the walls: mend before anybody enters.")
    click.echo("The walls stand: nothing found.")
