"""Keys of the shared cache, in which django-allauth counts attempts by address."""

from django.utils.crypto import salted_hmac


def pseudonymous_key(key: str, key_prefix: str, version: int) -> str:
    """Return a key that tells nothing of the e-mail or network address from which it is made."""
    return salted_hmac("belvedere cache", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()
