"""The doors of the network."""

from app.associations.views import accounts, agreements, life, network, own, places

blueprint = network.blueprint
PARTS = (accounts, agreements, life, own, places)
"""They hang their views on the blueprint of the network."""
