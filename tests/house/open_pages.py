"""Pages without a permission, for review: who may open each, and why that is right.

A page that is not here needs `@requires("slice.permission")`. Adding a line is a decision; say why in the line.
"""

from typing import Final

PUBLIC: Final[dict[str, str]] = {
    "static": "style, script and icon: the same for everybody, no data",
    "desks.start": "the service's own front page",
    "desks.home": "a municipality's front page; what a member sees there is chosen by their roles",
    "desks.help_page": "about the service, nobody's data",
    "desks.feedback": "about the service, nobody's data",
    "desks.accessibility": "the accessibility statement must be open to all (306/2019)",
    "desks.privacy": "what is held of whom must be told before anybody is held",
    "desks.model_page": "the model is public",
    "health.figures": "figures without persons, behind a token or on this machine; to others it is not there",
    "health.healthz": "says only that the process answers",
    "health.readyz": "says only whether to send visitors here",
    "invitations.invitation": "the link of the letter opens it, to whoever holds it",
    "joint.stop": "whoever sits at the screen may stop waiting",
    "joint.take": "nobody is signed in while the screen waits for the client's own code",
    "provider.callback": "strangers become somebody here",
    "provider.choose": "strangers become somebody here",
    "provider.start": "strangers become somebody here",
    "security.authenticator_qr": "the key just made, to the browser that made it",
    "security.forgot_password": "who cannot sign in asks here",
    "security.login": "strangers become somebody here",
    "security.logout": "leaving needs no permission",
    "security.mf_recovery": "a step of signing in",
    "security.reset_password": "the link of the letter opens it",
    "security.tf_select": "a step of signing in",
    "security.two_factor_rescue": "tells which ways to sign in are left",
    "security.two_factor_setup": "a step of signing in",
    "security.two_factor_token_validation": "a step of signing in",
    "security.wan_signin": "strangers become somebody here",
    "security.wan_signin_response": "strangers become somebody here",
    "proposals.propose": "an association may propose itself before anybody of it is known here",
    "proposals.thanks": "who just proposed an association is told what happens next",
    "proposals.confirm": "the link of the letter opens it, to whoever holds it",
    "proposals.confirmed": "who confirmed a proposal is told what happens next",
    "intake.leave_contact": "a person may get in touch themself, before they are anybody here (K1)",
    "intake.thanks": "who just got in touch is told what happens next",
    "web.language": "anybody chooses the language they read, before signing in too",
    "look.logo": "a municipality's logo is part of pages shown to strangers",
    "web.look_css": "a municipality's colours are part of pages shown to strangers",
}
"""Anybody may open these, signed in or not."""

OWN: Final[dict[str, str]] = {
    "accounts.added": "one's own passkey",
    "accounts.browsers": "one's own sessions",
    "accounts.end_other_sessions": "one's own sessions",
    "accounts.end_session": "one's own session",
    "accounts.factors": "one's own ways to sign in",
    "accounts.language": "one's own language",
    "accounts.municipalities": "where oneself belongs",
    "accounts.own": "one's own account",
    "accounts.short_code": "one's own code",
    "accounts.unlink": "one's own account elsewhere",
    "across.work": "what waits for oneself, each municipality asked under one's own token there",
    "drafts.discard": "what oneself was typing",
    "drafts.save": "what oneself was typing",
    "permissions.permissions": "who may do what is no secret among those who work here",
    "security.authenticator": "one's own app",
    "security.change_password": "one's own password",
    "security.recovery_codes": "one's own codes",
    "security.verify": "proving oneself",
    "security.wan_delete": "one's own passkey",
    "security.wan_register": "one's own passkey",
    "security.wan_register_response": "one's own passkey",
    "security.wan_verify": "proving oneself",
    "security.wan_verify_response": "proving oneself",
}
"""Whoever is signed in may open these; they show the person's own things only."""

FOR_DEVELOPERS: Final = "gallery."
"""Endpoints of the component gallery: invented samples, registered in tests and development only."""

WITHOUT_TOKEN: Final[dict[str, str]] = {}
"""Forms that need no anti-forgery token, because no session makes them powerful."""

MAY_REFUSE: Final[dict[str, str]] = {
    "provider.callback": "what a provider says of somebody may not be good enough",
    "provider.start": "a provider may not answer",
}
"""Open pages that may answer 403."""

STEP: Final = "a step of signing in: the one before must be taken first (tests/journeys/test_steps.py looks at it)"
NEVER_SHOWN: Final[dict[str, str]] = {
    "accounts.added": "leads on",
    "associations.mine": "leads on: who speaks for one association is taken to it",
    "health.figures": "behind a token",
    "joint.take": STEP,
    "provider.callback": "leads on",
    "provider.start": "leads on",
    "security.authenticator_qr": STEP,
    "security.mf_recovery": STEP,
    "security.reset_password": STEP,
    "security.tf_select": STEP,
    "security.two_factor_setup": STEP,
    "security.two_factor_token_validation": STEP,
}
"""Pages that answer a plain GET with no page."""

NO_PAGES: Final[dict[str, str]] = {
    "health.healthz": "for programs",
    "health.readyz": "for programs",
    "imports.template": "a sheet to fill in",
    "imports.to_correct": "a sheet to correct",
    "look.logo": "a picture",
    "opening.handed_on": "a file to keep",
    "web.look_css": "a style sheet",
    "wizard.board": "a document to print",
    "worktasks.picture": "a picture",
}
"""Addresses that answer a GET with something that is not for a person to look at."""
