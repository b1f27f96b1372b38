"""Who is calling, as far as limits are concerned."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def client_key(request: HttpRequest) -> str:
    """Return the caller's IPv4 address, or the /64 prefix of an IPv6 one (a household gets a whole /64).

    X-Forwarded-For is believed only for the number of proxies that the operator runs in front.
    """
    try:
        address = ip_address(_claimed_address(request))
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network(f"{address}/64", strict=False))
    return str(address)


def _claimed_address(request: HttpRequest) -> str:
    direct = str(request.META.get("REMOTE_ADDR", ""))
    hops = int(settings.TRUSTED_PROXIES)
    if hops == 0:
        return direct
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return forwarded[-hops] if len(forwarded) >= hops else direct
