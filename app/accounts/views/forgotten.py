"""A forgotten password: the same answer for every address, and a letter for those we know."""

from flask import render_template
from werkzeug.wrappers import Response

from app.accounts import recovery
from app.accounts.forms.passwords import ForgottenForm
from app.accounts.pages import answer
from app.accounts.views.sign_in import GET_POST, STRANGERS, blueprint


@blueprint.route("/forgotten-password", endpoint="forgot_password", methods=GET_POST)
@STRANGERS
def forgotten() -> Response:
    """Ask for a link to choose a new password."""
    form = ForgottenForm()
    if form.validate_on_submit():
        sent = answer(render_template("accounts/forgotten_sent.html"), None)
        return recovery.send_once_answered(sent, str(form.email.data))
    return answer(render_template("accounts/forgotten.html", form=form), form)
