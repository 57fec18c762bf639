"""Which request or job a piece of work belongs to, so that log, record and error page can be laid side by side."""

from contextvars import ContextVar

_trace: ContextVar[str | None] = ContextVar("kumina_trace", default=None)


def begin(number: str | None) -> None:
    """From here on everything belongs to this request or job; None says that it has ended."""
    _trace.set(number)


def current() -> str | None:
    """The number of the request or job, or None outside of any."""
    return _trace.get()
