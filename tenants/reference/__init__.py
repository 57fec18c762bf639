"""Facts of Finland that are no municipality's own: which municipalities there are, and what became of those that ended.

Dated reference data, never a tenant's key: a tenant may cover several municipalities, and a code may end.
"""

from tenants.reference.places import (
    AS_OF,
    SOURCE,
    UNKNOWN,
    Place,
    UnknownPlace,
    place,
    places,
    places_on,
    standing_on,
    suggested_path,
)

__all__ = [
    "AS_OF",
    "SOURCE",
    "UNKNOWN",
    "Place",
    "UnknownPlace",
    "place",
    "places",
    "places_on",
    "standing_on",
    "suggested_path",
]
