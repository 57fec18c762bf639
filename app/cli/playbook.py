"""`kumina playbook`: versions of the model, what an upgrade would do and doing it, handing a municipality's own on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from app import factory
from app.cli import playbook_printed as printed
from app.opening import actions, queries
from app.values.refusal import Refused
from app.web.clock import now, today
from tenants import context, database, playbooks, registry, settings
from tenants.playbooks import Playbook, upgrade
from tenants.playbooks.differences import Where
from tenants.playbooks.upgrade import CannotUpgrade, Plan
from tenants.registry import Municipality

OPERATOR = ("operator",)
commands = AppGroup("playbook", help="Versions of the model: look at them, upgrade municipalities, hand one's own on.")
to_version = click.option(
    "--to", default=playbooks.references()[-1], show_default=True, help="The version to go over to."
)


@commands.command("list")
def list_all() -> None:
    """Print the versions of the model, and which municipalities stand on each with how many changes of their own."""
    standing = _standing()
    for reference in playbooks.references():
        playbook = playbooks.load(reference)
        count = len(list(playbook.all_settings()))
        click.echo(
            f"{reference}  {playbook.title[printed.LANGUAGE]}, {count} settings in {len(playbook.sections)} sections"
        )
        for municipality, own in standing:
            if municipality.playbook == reference:
                click.echo(f"  /{municipality.slug}  {municipality.name_fi}  {printed.counted(own, 'own change')}")


@commands.command("show")
@click.argument("reference", default=playbooks.references()[-1])
def show(reference: str) -> None:
    """Print every setting of the version REFERENCE: how firm it is, what it says, and why."""
    playbook = _playbook(reference)
    click.echo(f"{playbook.reference}: {playbook.title[printed.LANGUAGE]}\n{playbook.source}")
    for section in playbook.sections.values():
        click.echo(f"\n{section.name} – {section.title[printed.LANGUAGE]}")
        for setting in section.settings.values():
            click.echo(
                f"  {setting.name} ({setting.kind}): {printed.value(setting)}\n    {setting.why[printed.LANGUAGE]}"
            )


@commands.command("diff")
@click.argument("slug")
@to_version
def diff(slug: str, to: str) -> None:
    """Print what going over to another version would do in the municipality SLUG, setting by setting. Changes nothing.

    Where the playbook has changed and the municipality has not, it goes along; where it has changed something itself,
    its own word stays; where both have, it stays too unless `apply` is told to take the new one.
    """
    _playbook(to)
    with _inside(slug), database.reading(), _in_words():
        found = upgrade.plan(to)
    click.echo("\n".join(printed.plan(found)))


@commands.command("plan")
@to_version
def plan(to: str) -> None:
    """Print what going over to another version would do in every open municipality. Changes nothing."""
    _playbook(to)
    for municipality, _own in _standing():
        if to not in upgrade.newer_than(municipality.playbook):
            click.echo(f"/{municipality.slug}  stands on {municipality.playbook}: nothing to do")
            continue
        with _inside(municipality.slug), database.reading():
            found = upgrade.plan(to)
        click.echo(f"/{municipality.slug}  {found.before.reference} → {to}: {printed.summary(found)}")
        for change in found.conflicts:
            click.echo(f"  {printed.name(change)}: its own is kept")


@commands.command("apply")
@click.argument("slug")
@to_version
@click.option(
    "--take", multiple=True, metavar="SECTION.SETTING", help="Where both have changed, take the new word here."
)
def apply(slug: str, to: str, take: tuple[str, ...]) -> None:
    """Take another version into use in the municipality SLUG: whole or not at all. `undo` takes it back.

    Running placements and claims keep what they began with; nothing is deleted.
    """
    _playbook(to)
    at = now()
    with _inside(slug), database.writing(), _in_words():
        chosen = _chosen(upgrade.plan(to), take)
        installers = factory.installers(by=None, at=at)
        done = actions.apply_upgrade(to=to, chosen=chosen, seal=None, installers=installers, by=None, at=at)
    click.echo(f"/{slug} stands on {done.to_playbook} now. Take it back with: kumina playbook undo {slug}")


@commands.command("undo")
@click.argument("slug")
def undo(slug: str) -> None:
    """Take the last upgrade of the municipality SLUG back: everything is again as it was before."""
    at = now()
    with _inside(slug), database.writing(), _in_words():
        done = actions.undo_upgrade(installers=factory.installers(by=None, at=at), by=None, at=at)
    click.echo(f"/{slug} stands on {done.from_playbook} again.")


@commands.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(slug: str, file: Path) -> None:
    """Write the model with the changes of the municipality SLUG into FILE, for another to start from.

    No person is in it: a setting in which an address, a number or a known name stands is left as the model has it.
    """
    with _inside(slug) as here, database.reading():
        handed = queries.handed_on(here, on=today())
    file.write_text(handed.text, "utf-8")
    click.echo(f"Written to {file}. Start from it with: kumina municipality open … --from {file}")
    for where in handed.left_out:
        click.echo(f"  left out, because something in it looks like a person's details: {'.'.join(where)}")


@contextmanager
def _inside(slug: str) -> Iterator[Municipality]:
    try:
        with context.globally(), database.reading():
            found = registry.by_slug(slug)
    except registry.UnknownMunicipality as unknown:
        raise click.ClickException(
            f"No municipality answers to {slug}. `kumina municipality list` shows all."
        ) from unknown
    with context.entering(found.id, roles=OPERATOR):
        yield found


@contextmanager
def _in_words() -> Iterator[None]:
    """What is refused is told as it is, and nothing was changed."""
    try:
        yield
    except CannotUpgrade as refused:
        raise click.ClickException(f"Nothing was changed: {WORDS[refused.code].format(**refused.facts)}.") from refused
    except Refused as refused:
        code = refused.refusal.code.removeprefix("opening.")
        raise click.ClickException(
            f"Nothing was changed: {WORDS.get(code, code).format(**refused.refusal.facts)}."
        ) from refused


WORDS: Mapping[str, str] = {
    "not_newer": "it stands on {here}, and {to} is not a later version of that",
    "nothing_to_undo": "no upgrade to {here} can be taken back",
    "changed_since": "the earlier version has no place for what was changed since ({settings}); reset that first",
    "nobody_installs": "nobody installs these sections: {sections}",
}


def _standing() -> tuple[tuple[Municipality, int], ...]:
    with context.globally(), database.reading():
        known = [one for one in registry.municipalities() if one.state != "closed"]
    return tuple((one, _own_changes(one)) for one in known)


def _own_changes(municipality: Municipality) -> int:
    with context.entering(municipality.id, roles=OPERATOR), database.reading():
        return len(settings.deviations())


def _chosen(found: Plan, take: tuple[str, ...]) -> frozenset[Where]:
    known = {printed.name(change): change.where for change in found.conflicts}
    strange = [name for name in take if name not in known]
    if strange:
        raise click.UsageError(
            f"Both have not changed {', '.join(strange)}. To choose: {', '.join(known) or 'nothing'}."
        )
    return frozenset(known[name] for name in take)


def _playbook(reference: str) -> Playbook:
    try:
        return playbooks.load(reference)
    except KeyError as unknown:
        raise click.UsageError(
            f"There is no playbook {reference}. There is: {', '.join(playbooks.references())}."
        ) from unknown
