"""How a short message leaves: the interface that an operator's gateway answers, and the console.

The gateway is any address that takes ``POST`` of a JSON object ``{"id", "to", "text"}`` with a bearer token; see
docs/operations/sms.md. The id is the same at each attempt, so that a gateway sends once.
"""

import json
import logging
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

logger = logging.getLogger("belvedere.sms")

CONSOLE = "console"
_TIMEOUT_SECONDS = 15
_SERVER_ERROR, _TOO_MANY = 500, 429


class GatewayFailed(Exception):
    """The gateway did not take a message; ``is_permanent`` when trying again would not help."""

    def __init__(self, said: str, *, is_permanent: bool) -> None:
        super().__init__(said)
        self.is_permanent = is_permanent


class Gateway(Protocol):
    def send(self, *, message_id: str, to: str, text: str) -> None:
        """Hand a message over, once by id. Raises GatewayFailed."""


class ConsoleGateway:
    """For trials: says that a message would leave, and not to whom."""

    def send(self, *, message_id: str, to: str, text: str) -> None:
        logger.info("SMS %s to …%s: %d characters", message_id, to[-2:], len(text))


class HttpGateway:
    """An operator's gateway, by HTTP."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def send(self, *, message_id: str, to: str, text: str) -> None:
        body = json.dumps({"id": message_id, "to": to, "text": text}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 -- checked by settings
        try:
            with build_opener(_NoRedirection()).open(request, timeout=_TIMEOUT_SECONDS):
                return
        except HTTPError as error:
            is_permanent = error.code < _SERVER_ERROR and error.code != _TOO_MANY
            raise GatewayFailed(f"HTTP {error.code}", is_permanent=is_permanent) from None
        except (URLError, OSError) as error:
            raise GatewayFailed(type(error).__name__, is_permanent=False) from None


class _NoRedirection(HTTPRedirectHandler):
    """A gateway that moved is a mistake of settings: numbers and words are not sent elsewhere."""

    def redirect_request(self, *_given: object) -> None:
        return None


def gateway() -> Gateway | None:
    """Return the gateway of the settings; None when there is none, and nothing then offers a code by telephone."""
    if not settings.SMS_GATEWAY:
        return None
    if settings.SMS_GATEWAY == CONSOLE:
        return ConsoleGateway()
    return HttpGateway(settings.SMS_GATEWAY, settings.SMS_TOKEN)
