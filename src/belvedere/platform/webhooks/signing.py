"""How a receiver knows that it is us: the signature of standardwebhooks.com, and the secret of each address."""

import base64
import hashlib
import hmac

from django.utils.crypto import salted_hmac

from belvedere.platform.webhooks.models import Webhook

SALT = "belvedere.webhooks"


def secret_of(webhook: Webhook) -> str:
    """Return the secret of an address; it is made from the site's key, and kept nowhere."""
    key = salted_hmac(SALT, str(webhook.uuid), algorithm="sha256").digest()
    return f"whsec_{base64.b64encode(key).decode()}"


def signature(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """Return what the header ``webhook-signature`` says.

    >>> signature("whsec_c2VjcmV0", message_id="msg_1", timestamp=1, body=b"{}")
    'v1,kW+83cjD04uWm7Qber/sPiCRVJ9ljbsrg8ALKAx2qMc='
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"
