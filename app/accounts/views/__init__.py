"""The doors of accounts: signing in, one's own account, the team, invitations, the shared screen, the provider."""

from app.accounts.views import factors, forgotten, invitations, joint, operators, own, provider, sign_in, team

BLUEPRINTS = (
    sign_in.blueprint,
    own.blueprint,
    own.permissions_blueprint,
    team.blueprint,
    invitations.blueprint,
    joint.blueprint,
    provider.blueprint,
    operators.blueprint,
)
PARTS = (factors, forgotten)
"""They hang their views on the blueprint of signing in."""
