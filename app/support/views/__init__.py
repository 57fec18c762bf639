"""The doors of support: the network as the team supports it, open matters, the pulse of a season."""

from app.support.views import matters, network, pulse

BLUEPRINTS = (network.blueprint, matters.blueprint, pulse.blueprint)

__all__ = ["BLUEPRINTS"]
