"""`kumina record`: check that the record of who saw and who changed what is whole, and hand it out for keeping."""

import sys
from pathlib import Path
from typing import TextIO

import click
from flask.cli import AppGroup
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app import record
from app.record import verification
from app.record.chain import Finding
from app.record.verification import Verdict
from tenants import context, database, registry
from tenants.registry import Municipality

commands = AppGroup("record", help="Check and export the record of who saw and who changed what.")

SAID = {
    "altered": "entry {number} is not as it was written",
    "missing": "entries {number}–{until} are missing",
    "misplaced": "entry {number} stands in the wrong place",
    "beyond_head": "entry {number} stands beyond the end of the record",
    "head_altered": "the end of the record (entry {number}) was altered",
    "head_missing": "the end of the record is missing; the last entry is {number}",
    "not_as_anchored": "entry {number} is not the one noted down",
}
Anchor = tuple[int, bytes]


class Key(BaseSettings):
    """All that checking a file needs."""

    model_config = SettingsConfigDict(env_prefix="KUMINA_", extra="ignore")

    record_key: SecretStr = Field()


def _anchor(_context: click.Context, _parameter: click.Parameter, given: str | None) -> Anchor | None:
    if given is None:
        return None
    number, _, mac = given.partition(":")
    try:
        return int(number), bytes.fromhex(mac)
    except ValueError:
        raise click.BadParameter(
            "an anchor is written NUMBER:MAC, as the log and `kumina record verify` say it"
        ) from None


anchored = click.option(
    "--anchor", callback=_anchor, metavar="NUMBER:MAC", help="An end noted down earlier; it must still be there."
)


@commands.command("verify")
@click.argument("slug", required=False)
@click.option("--all", "every", is_flag=True, help="Every municipality.")
@anchored
def verify(slug: str | None, every: bool, anchor: Anchor | None) -> None:
    """Check every entry of the record of SLUG; tells where something was changed, removed or added.

    Keep the end it prints somewhere else: with --anchor it shows a record that was put back to an earlier day.
    """
    if every == (slug is not None) or (every and anchor):
        raise click.UsageError("Name one municipality (with or without --anchor), or say --all.")
    chosen = _municipalities() if every else (_municipality(str(slug)),)
    bad = [where.slug for where in chosen if not _tell(where.slug, verification.verify(where.id, anchor=anchor))]
    if bad:
        raise click.ClickException(f"The record is not whole: {', '.join(bad)}")


@commands.command("export")
@click.argument("slug")
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), help="A new file; otherwise printed.")
def export(slug: str, path: Path | None) -> None:
    """Write the record of SLUG, one entry a line, so that it can be kept and checked elsewhere.

    It holds no names, only ids; who may see it is for the municipality to say.
    """
    where = _municipality(slug)
    if path is None:
        verification.export(where.id, sys.stdout)
        return
    try:
        with path.open("x", encoding="utf-8") as file:
            count = verification.export(where.id, file)
    except FileExistsError as error:
        raise click.ClickException(f"{path} exists already.") from error
    click.echo(f"{count} entries written to {path}")


@commands.command("verify-file", with_appcontext=False)
@click.argument("file", type=click.File("r", encoding="utf-8"))
@anchored
def verify_file(file: TextIO, anchor: Anchor | None) -> None:
    """Check an exported record. Needs no database, only KUMINA_RECORD_KEY."""
    try:
        record.configure(bytes.fromhex(Key().record_key.get_secret_value()))
    except (ValidationError, ValueError) as error:
        raise click.UsageError("KUMINA_RECORD_KEY is not set to the key of the installation.") from error
    try:
        verdict = verification.verify_file(file, anchor=anchor)
    except verification.NotARecord as error:
        raise click.ClickException(str(error)) from error
    if not _tell(file.name, verdict):
        raise click.ClickException("The record is not whole.")


def _tell(name: str, verdict: Verdict) -> bool:
    """Print what was found; answers whether all is well."""
    for finding in verdict.findings:
        click.echo(f"{name}: {_sentence(finding)}")
    if not verdict.findings:
        head = verdict.head
        click.echo(
            f"{name}: whole, {head.number} entries, ends {head.number}:{head.mac.hex()}"
            if head
            else f"{name}: no entries"
        )
    return not verdict.findings


def _sentence(finding: Finding) -> str:
    if finding.what == "missing" and finding.until == finding.number:
        return f"entry {finding.number} is missing"
    return SAID[finding.what].format(number=finding.number, until=finding.until)


def _municipality(slug: str) -> Municipality:
    try:
        with context.globally(), database.reading():
            return registry.by_slug(slug)
    except registry.UnknownMunicipality as error:
        raise click.ClickException(f"No municipality answers to {slug}.") from error


def _municipalities() -> tuple[Municipality, ...]:
    with context.globally(), database.reading():
        return registry.municipalities()
