"""ePerusteet, the national service of qualification requirements, through its open interface (K19): the one port.

It knows HTTP and the format, and nothing of municipalities. Switched off unless an installation gives its address;
nobody waits for it while a page is shown. A small sample comes along, with its source and date.
"""

from app.eperusteet.port import qualifications, units_of
from app.eperusteet.units import SAMPLE, Qualification, Unit
from app.open_data import NotReachable

__all__ = ["SAMPLE", "NotReachable", "Qualification", "Unit", "qualifications", "units_of"]
"""What is asked of it."""
