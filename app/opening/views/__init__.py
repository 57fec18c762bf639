"""The doors of opening and steering: the wizard, settings, changes of version, who answers for what."""

from app.opening.views import board, facts, look, settings, upgrades, wizard, written

BLUEPRINTS = (settings.blueprint, facts.blueprint, look.logos, wizard.blueprint)
PARTS = (upgrades, look, written, board)
"""They hang their views on the blueprint of the settings or of the wizard."""
