"""`kumina practice`: municipalities to try everything in, with invented people."""

import os
import secrets

import click
from flask import current_app
from flask.cli import AppGroup
from flask_security import hash_password

from app import factory
from app.accounts import rules as roles
from app.cli import installation
from app.practice import scene, stage
from app.practice.scene import Scene
from app.practice.stage import SignIn
from app.web.clock import now
from tenants import context, database, playbooks, provisioning, registry

commands = AppGroup("practice", help="Practice municipalities: real policies, invented people, nothing at stake.")
PLAYBOOK = "kumina_1"
FILE = installation.VAR / "practice.env"
PASSWORD = "KUMINA_PRACTICE_PASSWORD"  # noqa: S105 - the name of a setting


@commands.command("open")
def open_all() -> None:
    """Open the practice municipalities that are not there yet, and print how each role signs in.

    The password is made for this installation and kept in var/practice.env; KUMINA_PRACTICE_PASSWORD sets another.
    """
    password = _password()
    shown = [sign_in for of in scene.SCENES for sign_in in _opened(of, password)]
    click.echo(_table(shown, password))


def _opened(of: Scene, password: str) -> tuple[SignIn, ...]:
    with context.globally(roles=(roles.OPERATOR,)), database.reading():
        where = next((known for known in registry.municipalities() if known.slug == of.slug), None)
    where = where or _registered(of)
    if stage.is_set_up(of):
        return tuple(stage.sign_ins(of))
    return stage.set_up(where, of, password_hash=hash_password(password), at=now())


def _registered(of: Scene) -> registry.Municipality:
    return provisioning.open_municipality(
        slug=of.slug,
        name_fi=of.name_fi,
        name_sv=of.name_sv,
        kind="practice",
        playbook=playbooks.load(PLAYBOOK),
        installers=factory.installers(by=None, at=now()),
        by=None,
        at=now(),
    )


def _password() -> str:
    if given := os.environ.get(PASSWORD):
        return given
    known = installation.read(FILE) if FILE.exists() else {}
    if PASSWORD not in known:
        known = {PASSWORD: "-".join(secrets.token_hex(3) for _ in range(4))}
        installation.write(FILE, known)
    return known[PASSWORD]


def _table(shown: list[SignIn], password: str) -> str:
    width = max(len(sign_in.email) for sign_in in shown)
    lines = [f"Sign in at {current_app.config['KUMINA'].base_url}/sign-in with the password {password}", ""]
    last = ""
    for sign_in in shown:
        if sign_in.municipality != last:
            lines += ["", sign_in.municipality] if last else [sign_in.municipality]
            last = sign_in.municipality
        lines.append(f"  {sign_in.email:<{width}}  {sign_in.role.replace('_', ' '):<24}{sign_in.name}")
    lines += ["", "An operator belongs to no municipality, needs a second factor, and is made by command:"]
    lines.append('  kumina person make-operator operator@kumina.example --name "Oili Operaattori"')
    return "\n".join(lines)
