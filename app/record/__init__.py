"""The record: who saw and who changed what, kept so that nothing in it can be changed unseen.

Owns the entries and their chain. An act is recorded by `record.write(…)` in its own transaction, a view of personal
data by `record.saw(…)` while the page is made; the view's entry is committed before the page leaves. Entries are
numbered without gaps per municipality and each carries a MAC over itself and the one before. They hold codes and ids,
never words about a person. No feature reads the record: the officer's desk and the command line alone do.
"""

from app.record.chain import configure
from app.record.entries import portions
from app.record.sightings import saw
from app.record.writing import write

__all__ = ["configure", "portions", "saw", "write"]
