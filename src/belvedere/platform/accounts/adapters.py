"""How django-allauth fits here: where people go once signed in, and how their second factor is stored."""

import base64
from typing import Any, cast  # a template's context holds anything

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes

from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.queries import roles_held
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.queries import current_territory


class AccountAdapter(DefaultAccountAdapter):
    """Sends staff to their inbox and inhabitants to their account; counts attempts by the address we trust."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = cast("User", request.user)
        has_role = roles_held(user=user, on=timezone.localdate()).exists()
        return reverse("workspace" if has_role else "account")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address: object) -> str:  # noqa: ARG002 -- allauth's signature
        return reverse("account")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_key(request)

    def send_account_already_exists_mail(self, email: str) -> None:
        content = {"login_url": settings.PUBLIC_URL + reverse("account_login")}
        self.send_mail("account/email/account_already_exists", email, content)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send with links made from our public address: a forged Host header never reaches a mail."""
        addresses = {"signup_url": settings.PUBLIC_URL + reverse("account_signup"), "territory": current_territory()}
        super().send_mail(template_prefix, email, context | addresses)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted: a stolen copy of the database opens no account."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        return user.email


def _cipher() -> MultiFernet:
    """Return the cipher of the current secret key, which also reads what the former ones wrote."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(force_bytes(key))) for key in keys])


def _derived(secret: bytes) -> bytes:
    derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"belvedere second factor")
    return base64.urlsafe_b64encode(derivation.derive(secret))
