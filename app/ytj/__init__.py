"""The business information system (YTJ) through the open data of its register office: the one port.

It knows HTTP and the format (avoindata.prh.fi, opendata-ytj-api v3), and nothing of municipalities. Switched off unless
an installation gives its address; what it does not know, or says badly, is simply not filled in.
"""

from app.ytj.port import Company, company

__all__ = ["Company", "company"]
"""What is asked of it."""
