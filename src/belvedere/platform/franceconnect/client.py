"""Asks FranceConnect who someone is, through allauth's OpenID Connect client; signs nobody in and keeps nothing."""

import secrets
from dataclasses import dataclass
from typing import Any  # claims are JSON
from urllib.parse import urlencode, urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare
from requests import RequestException

from belvedere.platform.franceconnect.refusals import FranceConnectAway, IdentityNotShown

PROCESS = "identity"
LEVEL, LEVELS = "eidas1", frozenset({"eidas1", "eidas2", "eidas3"})
ALGORITHMS = frozenset({"ES256", "RS256"})
CANCELLED = "access_denied"
Claims = dict[str, Any]


@dataclass(frozen=True)
class Identity:
    """Who came back: what was said on leaving, a pseudonym for this site, and where to end FranceConnect's session.

    Who gave up there has no pseudonym.
    """

    said: str
    subject: str = ""
    leave_url: str = ""


class _Adapter(OpenIDConnectOAuth2Adapter):
    """FranceConnect's addresses, read where it publishes them; ours, from the public address and not from the Host."""

    def get_provider(self) -> "_Provider":
        return _provider(self.request, self.provider_id)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002 -- allauth's signature
        return f"{settings.PUBLIC_URL}{self.provider_id}"


class _Provider(OpenIDConnectProvider):
    """FranceConnect, known by the path of ours to which it sends people back."""

    oauth2_adapter_class = _Adapter


def _provider(request: HttpRequest, back: str) -> _Provider:
    app = SocialApp(
        provider="openid_connect",
        provider_id=back,
        name="FranceConnect",
        client_id=settings.FRANCECONNECT_CLIENT_ID,
        secret=settings.FRANCECONNECT_CLIENT_SECRET,
        settings={
            "server_url": settings.FRANCECONNECT_URL,
            "scope": ["openid"],
            "token_auth_method": "client_secret_post",
        },
    )
    return _Provider(request, app=app)


def is_offered() -> bool:
    """Return whether this site is known to a FranceConnect."""
    return bool(
        settings.FRANCECONNECT_URL and settings.FRANCECONNECT_CLIENT_ID and settings.FRANCECONNECT_CLIENT_SECRET
    )


def origin() -> str:
    """Return FranceConnect's origin, where the form of the page that begins is sent on."""
    parts = urlsplit(settings.FRANCECONNECT_URL)
    return f"{parts.scheme}://{parts.netloc}"


def begin(request: HttpRequest, *, back: str, said: str) -> HttpResponseBase:
    """Send a person to FranceConnect, who sends them to the path ``back``; what is ``said`` comes with them."""
    nonce = secrets.token_urlsafe(32)
    asked = {"acr_values": LEVEL, "nonce": nonce}
    try:
        found: HttpResponseBase = _provider(request, back).redirect(
            request, PROCESS, data=said, nonce=nonce, state_id=secrets.token_urlsafe(32), auth_params=asked
        )
    except (RequestException, OAuth2Error, KeyError, ValueError):
        raise FranceConnectAway from None
    return found


def returned(request: HttpRequest, *, left: str) -> Identity:
    """Return who comes back from FranceConnect.

    ``left`` is our path to which FranceConnect sends them once its session is ended.

    Raises
    ------
    IdentityNotShown
        When the answer is to no question of this browser, or does not hold.
    FranceConnectAway
        When FranceConnect cannot be reached to confirm it.
    """
    provider = _provider(request, request.path)
    try:
        state = provider.unstash_redirect_state(request, request.GET.get("state", ""))
    except PermissionDenied:
        raise IdentityNotShown from None
    if request.GET.get("error") == CANCELLED:
        return Identity(str(state["data"]))
    if "code" not in request.GET:
        raise IdentityNotShown
    try:
        return _confirmed(_Adapter(request, request.path), provider.app, state, left)
    except (RequestException, ValueError):
        raise FranceConnectAway from None
    except (OAuth2Error, KeyError, TypeError, jwt.PyJWTError):
        raise IdentityNotShown from None


def _confirmed(adapter: _Adapter, app: SocialApp, state: Claims, left: str) -> Identity:
    given = adapter.get_access_token_data(adapter.request, app, adapter.get_client(adapter.request, app))
    claims = _read(adapter, app, given["id_token"])
    is_ours = constant_time_compare(str(claims.get("nonce", "")), state["nonce"])
    if not is_ours or claims.get("acr") not in LEVELS:
        raise IdentityNotShown
    told = _read(adapter, app, _signed_userinfo(adapter, given["access_token"]))
    if not told["sub"] or told["sub"] != claims["sub"]:
        raise IdentityNotShown
    return Identity(str(state["data"]), str(told["sub"]), _leave_url(adapter, given["id_token"], left))


def _read(adapter: _Adapter, app: SocialApp, token: str) -> Claims:
    """Return the claims of a token once its signature, issuer, audience and expiry hold."""
    if jwt.get_unverified_header(token).get("alg") not in ALGORITHMS:
        raise IdentityNotShown
    claims: Claims = jwtkit.verify_and_decode(
        credential=token,
        keys_url=adapter.openid_config["jwks_uri"],
        issuer=adapter.openid_config["issuer"],
        audience=app.client_id,
        lookup_kid=jwtkit.lookup_kid_jwk,
    )
    return claims


def _signed_userinfo(adapter: _Adapter, access_token: str) -> str:
    """Return what FranceConnect says of the person: a signed token, where OpenID Connect's default is bare JSON."""
    with get_adapter().get_requests_session() as session:
        response = session.get(adapter.profile_url, headers={"Authorization": f"Bearer {access_token}"})
        response.raise_for_status()
    return str(response.text).strip()


def _leave_url(adapter: _Adapter, id_token: str, left: str) -> str:
    address = adapter.openid_config.get("end_session_endpoint", "")
    if not address:
        return ""
    asked = {
        "id_token_hint": id_token,
        "state": secrets.token_urlsafe(32),
        "post_logout_redirect_uri": f"{settings.PUBLIC_URL}{left}",
    }
    return f"{address}?{urlencode(asked)}"
