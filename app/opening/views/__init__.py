"""The doors of steering: settings, changes of version, who answers for what."""

from app.opening.views import facts, settings, upgrades

BLUEPRINTS = (settings.blueprint, facts.blueprint)
PARTS = (upgrades,)
"""They hang their views on the blueprint of the settings."""
