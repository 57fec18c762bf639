"""A rule's no beside the field where the person stands, with everything they typed still there."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from app.values.refusal import Refusal, Refused
from app.web import sentences
from app.web.forms import Form
from tenants import database


@contextmanager
def shown_on(form: Form) -> Iterator[None]:
    """Put a refusal on the form instead of raising it; what the act had begun is undone, the page may go on reading.

    A database constraint that has a sentence under its own name is a refusal like any other.
    """
    try:
        with database.session().begin_nested():
            yield
            database.session().flush()
    except Refused as refused:
        for refusal in (refused.refusal, *refused.further):
            form.refuse(refusal.field_name, sentences.sentence(refusal))
    except IntegrityError as error:
        name = constraint_of(error)
        if name is None or not sentences.knows(name):
            raise
        form.refuse(None, sentences.sentence(Refusal(name)))


def constraint_of(error: IntegrityError) -> str | None:
    """The name of the constraint that refused, as PostgreSQL reports it."""
    diagnosis = getattr(error.orig, "diag", None)
    return getattr(diagnosis, "constraint_name", None)


def status(form: Form) -> int:
    """200 for a form shown first, 422 for one shown again (the transaction is then undone)."""
    return 422 if form.is_submitted() else 200
