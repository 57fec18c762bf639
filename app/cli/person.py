"""`kumina person`: the few things about people that no page can do – the first admin, the operators, an urgent stop."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import click
from flask import current_app
from flask.cli import AppGroup
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.accounts import actions, datastore, letters, queries, recovery, rules
from app.accounts.actions import installing
from app.values.refusal import Refused
from app.web import sentences
from app.web.clock import now
from tenants import context, database, registry

commands = AppGroup("person", help="Invite a municipality's first admin, make operators, and stop an account.")


class Owner(BaseSettings):
    """These commands act as the owner of the database; the web never holds its address."""

    model_config = SettingsConfigDict(extra="ignore")

    url: SecretStr = Field(validation_alias="DATABASE_OWNER_URL")


@commands.command("invite-first-admin")
@click.argument("slug")
@click.argument("email")
@click.argument("name")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), default="fi", show_default=True)
def invite_first_admin(slug: str, email: str, name: str, language: str) -> None:
    """Invite the first admin of the municipality SLUG; the admin invites everybody else.

    The invitation goes to EMAIL by letter and is printed here too, in case letters do not leave yet. It works once,
    for seven days. NAME is the person's own, for example "Aino Esimerkki".
    """
    try:
        with context.globally(), database.reading():
            where = registry.by_slug(slug)
        link = first_admin_of(where, email=email, name=name, language=language)
    except registry.UnknownMunicipality as unknown:
        raise click.ClickException(f"No municipality answers to {slug}. See: kumina municipality list") from unknown
    click.echo(f"{name} is invited. The link works once, for seven days:\n{link}")


def first_admin_of(where: registry.Municipality, *, email: str, name: str, language: str) -> str:
    """Invite somebody as the admin of a municipality that has none; answers with the link."""
    try:
        with context.entering(where.id, roles=(rules.OPERATOR,)), database.writing():
            if queries.members((rules.MUNICIPALITY_ADMIN,)):
                raise click.ClickException(f"{where.name_fi} has an admin already: invite others on its page Team.")
            sent = actions.invite_person(
                email=email,
                name=name,
                language=language,
                role=rules.MUNICIPALITY_ADMIN,
                by=None,
                by_roles=(rules.OPERATOR,),
                at=now(),
            )
            return letters.invitation_link(sent.secret)
    except Refused as refused:
        raise click.ClickException(sentences.sentence(refused.refusal)) from refused


@commands.command("make-operator")
@click.argument("email")
@click.option("--name", default="", help="Needed when nobody has this address yet.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), default="fi", show_default=True)
@click.option("--end", is_flag=True, help="Take the operator's rights away instead.")
def make_operator(email: str, name: str, language: str, end: bool) -> None:
    """Make the person with the address EMAIL an operator of this installation, and there is no other way to.

    An operator opens and suspends municipalities and sees their health, never anybody's matters. Somebody new gets a
    link to choose a password, printed here and good for an hour.
    """
    owner, person_id = _owner(), _person_at(email)
    if person_id is None and (end or not name):
        raise click.ClickException(
            f"Nobody has the address {email}. To make somebody new an operator, give --name too."
        )
    if person_id is None:
        with context.globally(), database.writing():
            person_id = actions.create_person(name=name, email=email, language=language, password=None)
        person = datastore.load(person_id)
        if person is not None:
            with current_app.test_request_context():
                base = current_app.config["KUMINA"].base_url
                click.echo(f"Choose a password within the hour:\n{base}{recovery.path(person)}")
    with _as_owner(owner, person_id):
        installing.set_operator(person_id=person_id, is_operator=not end)
    click.echo(f"{email} is {'no longer an' if end else 'an'} operator of this installation.")


@commands.command("disable")
@click.argument("email")
@click.option("--enable", is_flag=True, help="Let the person sign in again.")
def disable(email: str, enable: bool) -> None:
    """Stop the account of EMAIL at once: every session ends, and nobody signs in with it until it is enabled again.

    Roles and everything done stay as they are.
    """
    person_id = _person_at(email)
    if person_id is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    with context.globally(person_id=person_id), database.writing():
        installing.set_active(person_id=person_id, active=enable)
        places = queries.places_of(person_id)
    for municipality_id in places:
        with context.entering(municipality_id), database.writing():
            installing.put_on_record(person_id=person_id, active=enable, by=None, at=now())
    click.echo(f"{email} {'may sign in again' if enable else 'is signed out everywhere and cannot sign in'}.")


def _person_at(email: str) -> UUID | None:
    with context.globally(), database.reading():
        return queries.person_at(email)


def _owner() -> str:
    try:
        return Owner().url.get_secret_value()
    except ValidationError as refusal:
        raise click.UsageError(
            "DATABASE_OWNER_URL is not set: the address of the database as kumina_owner, who alone makes operators."
        ) from refusal


@contextmanager
def _as_owner(url: str, person_id: UUID) -> Iterator[None]:
    """One transaction as the owner of the database: the web's own role may not write who is an operator."""
    settings = current_app.config["KUMINA"]
    database.configure(url, settings.signer, pool_size=1, as_owner=True)
    try:
        with context.globally(person_id=person_id), database.writing():
            yield
    finally:
        database.configure(
            settings.database_url.get_secret_value(), settings.signer, pool_size=settings.database_pool_size
        )
