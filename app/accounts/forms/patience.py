"""A form whose secret may be tried only so often: the try is counted before the secret is looked at."""

from collections.abc import Sequence
from typing import Any

import structlog
from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import attempts
from app.accounts.attempts import Subject

log = structlog.get_logger()


class PatientForm:
    """Stands before a form of Flask-Security or of ours; `subjects` says whose secret is tried and from where."""

    def subjects(self) -> Sequence[Subject]:
        """Whose tries are counted."""
        raise NotImplementedError

    def validate(self, **kwargs: Any) -> bool:
        """Refuse while one must wait; count this try; forget the failures when it was right."""
        subjects = self.subjects()
        seconds = attempts.seconds_to_wait(subjects)
        if seconds:
            log.warning("secret_delayed", form=type(self).__name__, seconds=seconds)
            g.retry_after = seconds
            self.form_errors.append(waiting(seconds))  # type: ignore[attr-defined]
            return False
        right: bool = super().validate(**kwargs)  # type: ignore[misc]
        if right:
            attempts.forget(subjects)
        else:
            log.warning("secret_refused", form=type(self).__name__)
        return right


def waiting(seconds: int) -> str:
    """How long to wait, in words."""
    if seconds < 90:
        text: str = ngettext(
            "There have been many tries. Wait a second and try again.",
            "There have been many tries. Wait %(num)s seconds and try again.",
            seconds,
        )
        return text
    return str(_("There have been many tries. Wait %(minutes)s minutes and try again.", minutes=-(-seconds // 60)))
