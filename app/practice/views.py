"""The door to a municipality's practice copy."""

import secrets
from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password
from werkzeug.wrappers import Response

from app.practice import copying, pages, permissions, stage
from app.values.refusal import Refused
from app.web import locale, rate, sentences
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me
from tenants import registry, resolution

BY_PERSON = rate.limited("practice.copy", by=rate.person, at_most=6, per=timedelta(hours=1))
"""A copy is a whole municipality: nobody makes one every minute."""
blueprint = Blueprint("practice", __name__, url_prefix="/<slug>/practice", template_folder="templates")


@blueprint.get("")
@requires(permissions.COPY)
def copy() -> str:
    """Whether there is a copy, who is in it, and making one."""
    here = resolution.here()
    there = registry.copy_of(here.id)
    return render_template(
        "practice/copy.html",
        is_practice=here.is_practice,
        there=there is not None,
        name=there.name(locale.language()) if there else "",
        href=f"/{there.slug}/" if there else "",
        sign_ins=pages.sign_ins(stage.sign_ins(copying.scene_of(there)) if there else ()),
    )


@blueprint.post("/make")
@requires(permissions.COPY, fresh=True, manual=True)
@BY_PERSON
def make() -> Response:
    """Make it; several municipalities are entered one after the other, each in transactions of its own."""
    password = "-".join(secrets.token_hex(3) for _number in range(3))
    try:
        copying.make_copy(
            of=resolution.here(),
            name=me().name,
            password_hash=hash_password(password),
            installers=current_app.extensions["kumina_installers"],
            reserved=_paths_taken(),
            by=me().person_id,
            at=now(),
        )
    except Refused as refused:
        flash(sentences.sentence(refused.refusal), "problem")
    else:
        resolution.forget()
        flash(
            _(
                "The practice municipality is ready. Its invented people sign in with the password %(password)s, which"
                " is shown only now.",
                password=password,
            ),
            "success",
        )
    return redirect(url_for(".copy"))


def _paths_taken() -> frozenset[str]:
    """The first words of the paths that are pages of their own."""
    firsts = (rule.rule.strip("/").split("/")[0] for rule in current_app.url_map.iter_rules())
    return frozenset(first for first in firsts if first and not first.startswith("<"))
