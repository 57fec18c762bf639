"""The doors of steering: settings, changes of version, who answers for what."""

from app.opening.views import facts, look, settings, upgrades

BLUEPRINTS = (settings.blueprint, facts.blueprint, look.logos)
PARTS = (upgrades, look)
"""They hang their views on the blueprint of the settings."""
