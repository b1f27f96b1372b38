"""An address of another site that asked to be told: it does not exist, hence is paused, for nobody is called."""

from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.queries import body_by_slug
from belvedere.platform.webhooks.actions.registering import add_webhook, pause_webhook
from belvedere.platform.webhooks.models import Webhook

BODY, ADDRESS = "clermont-auvergne-metropole", "https://quartiers.demo.invalid/belvedere"


def load(*, demo: Demo) -> None:
    """Register the address, and leave it as one that no longer answers."""
    body = body_by_slug(BODY)
    if body is None or Webhook.objects.exists():
        return
    by = next(role for role in roles_of_body(body=body, on=demo.today) if role.kind == RoleKind.AGENT)
    webhook = add_webhook(url=ADDRESS, matter="", by=by, now=demo.at(-20))
    pause_webhook(webhook=webhook, now=demo.at(-18))
