"""`kumina municipality`: open a municipality from a playbook, see which there are, suspend, reopen and close one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app import factory, record
from app.cli import person
from app.web.clock import now
from tenants import context, database, playbooks, provisioning, reference, registry
from tenants.playbooks import handing_on
from tenants.playbooks.handing_on import Start
from tenants.registry import Kind, Municipality

commands = AppGroup("municipality", help="Open, list, suspend, reopen and close municipalities.")

STATES = {
    "preparing": "is being prepared",
    "open": "is open",
    "suspended": "is suspended",
    "closed": "is closed",
}
Step = Callable[..., Municipality]


@commands.command("open")
@click.argument("slug")
@click.option("--name-fi", help="Its name in Finnish, as it stands on every page.")
@click.option("--name-sv", help="Its name in Swedish; the Finnish one when it has no other.")
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Three-digit code of a municipality whose people it serves; the first one gives the names. May be repeated.",
)
@click.option(
    "--kind",
    type=click.Choice(["practice", "real"]),
    required=True,
    help="`practice` holds invented people only and can never become `real`.",
)
@click.option(
    "--language",
    type=click.Choice(["fi", "sv"]),
    default="fi",
    show_default=True,
    help="Its first language; which languages a municipality has, the list of municipalities does not tell.",
)
@click.option("--playbook", default=playbooks.references()[-1], show_default=True, help="The model it starts from.")
@click.option(
    "--from",
    "handed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Start from what another municipality handed on (`kumina playbook export`) instead.",
)
@click.option("--admin", "admin_email", help="E-mail address of its first administrator, who is invited by letter.")
@click.option("--admin-name", help='The administrator\'s own name, for example "Aino Esimerkki".')
def open_one(*, slug: str, kind: Kind, language: str, **told: Any) -> None:
    """Make a municipality at the path /SLUG with everything its playbook says.

    SLUG is short, small letters and hyphens, for example `joensuu`: the address of its pages. It is there whole or not
    at all. One for practice is open at once. A real one is being prepared: its first administrator goes through its
    opening page, and lets it go live when it is ready.
    """
    at = now()
    if bool(told["admin_email"]) != bool(told["admin_name"]):
        raise click.UsageError("Give both --admin and --admin-name, or neither.")
    places = _places(told["codes"])
    start = _start(told["handed"], told["playbook"])
    name_fi = told["name_fi"] or (places[0].name_fi if places else None)
    if name_fi is None:
        raise click.UsageError("Give its name with --name-fi, or its code with --code.")
    try:
        made = provisioning.open_municipality(
            slug=slug,
            name_fi=name_fi,
            name_sv=told["name_sv"] or (places[0].name_sv if places else name_fi),
            kind=kind,
            playbook=start.playbook,
            own=start.own,
            lineage=start.lineage,
            places=places,
            installers=factory.installers(by=None, at=at),
            by=None,
            at=at,
            first_language=language,
            reserved=_paths_taken(current_app),
            witness=_put_on_record(at, kind=kind, playbook=start.playbook.reference),
        )
    except provisioning.CannotOpen as refusal:
        raise click.ClickException(f"Nothing was opened: {refusal}.") from refusal
    click.echo(f"{made.name_fi} {STATES[made.state]} at {current_app.config['KUMINA'].base_url}/{made.slug}")
    if start.lineage:
        click.echo(f"It starts from {' → '.join(start.lineage)}, with {len(start.own)} settings said differently.")
    if told["admin_email"]:
        link = person.first_admin_of(made, email=told["admin_email"], name=told["admin_name"], language=language)
        click.echo(f"{told['admin_name']} is invited. The link works once, for seven days:\n{link}")
    elif not made.is_practice:
        click.echo(f"Next, invite its first administrator: kumina person invite-first-admin {made.slug} EMAIL NAME")


@commands.command("list")
def list_all() -> None:
    """Print every municipality: path, names, kind, state and playbook."""
    with context.globally(), database.reading():
        found = registry.municipalities()
    if not found:
        click.echo("There is no municipality yet. Open one with: kumina municipality open --help")
        return
    rows = [("path", "name", "kind", "state", "playbook")]
    rows += [(f"/{one.slug}", one.name_fi, one.kind, one.state, one.playbook) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip())


@commands.command("suspend")
@click.argument("slug")
def suspend(slug: str) -> None:
    """Let nobody into SLUG until it is reopened; everything in it stays as it is."""
    _take(slug, provisioning.suspend)


@commands.command("reopen")
@click.argument("slug")
def reopen(slug: str) -> None:
    """Open the suspended SLUG again."""
    _take(slug, provisioning.reopen)


@commands.command("close")
@click.argument("slug")
@click.confirmation_option(prompt="A closed municipality does not open again. Close it?")
def close(slug: str) -> None:
    """End SLUG for good: its path answers as if it had never been. What it held stays in the database for now."""
    _take(slug, provisioning.close)


def _take(slug: str, step: Step) -> None:
    at = now()
    try:
        with context.globally(), database.reading():
            found = registry.by_slug(slug)
        moved = step(found.id, by=None, at=at, witness=_put_on_record(at))
    except registry.UnknownMunicipality as refusal:
        raise click.ClickException(
            f"No municipality answers to {slug}. `kumina municipality list` shows all."
        ) from refusal
    except registry.NotTaken as refusal:
        raise click.ClickException(f"Nothing was changed: {refusal}.") from refusal
    click.echo(f"{moved.name_fi} {STATES[moved.state]}.")


def _put_on_record(at: datetime, **facts: object) -> provisioning.Witness:
    """Who looks at the record of a municipality sees that the service's operator opened or closed it, and when."""

    def witness(municipality: Municipality, done: str) -> None:
        record.write(f"municipality.{done}", subject=municipality.id, by=None, at=at, **facts)

    return witness


def _places(codes: tuple[str, ...]) -> tuple[reference.Place, ...]:
    try:
        return tuple(reference.place(code) for code in codes)
    except reference.UnknownPlace as unknown:
        raise click.UsageError(f"No municipality of Finland has the code {unknown}.") from unknown


def _start(handed: Path | None, of: str) -> Start:
    """From what another municipality handed on, or from a playbook of the product."""
    if handed is None:
        return Start(_playbook(of), {}, ())
    try:
        return handing_on.start_from(playbooks.parse(handed.read_text("utf-8"), origin=handed.name))
    except (playbooks.Malformed, handing_on.CannotStart, UnicodeDecodeError) as wrong:
        raise click.ClickException(f"Nothing was opened, because of {handed.name}: {wrong}") from wrong


def _playbook(of: str) -> playbooks.Playbook:
    try:
        return playbooks.load(of)
    except KeyError as unknown:
        known = ", ".join(playbooks.references())
        raise click.UsageError(f"There is no playbook {of}. There is: {known}.") from unknown


def _paths_taken(app: Flask) -> frozenset[str]:
    """The first words of the paths that are pages of their own."""
    firsts = (rule.rule.strip("/").split("/")[0] for rule in app.url_map.iter_rules())
    return frozenset(first for first in firsts if first and not first.startswith("<"))
