"""Every route of the URLconf, with a path that can be asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

# What a route's arguments may hold when their converter says nothing: register here what a context needs.
EXAMPLES: dict[str, object] = {"reference": "S-1999-9999", "insee": "00000", "day": "1999-01-01"}
UNKNOWN_BY_CONVERTER: dict[type, object] = {IntConverter: 999_999_999, UUIDConverter: UUID(int=0)}


@dataclass(frozen=True)
class Route:
    """A route, and a path of it that leads to nothing that exists."""

    name: str
    path: str
    has_arguments: bool

    def __str__(self) -> str:
        return self.name


def routes_under(prefix: str) -> list[Route]:
    """Return the routes whose path begins with a prefix, by name."""
    found = [route for route in _walk(get_resolver(), "/", "") if route.path.startswith(prefix)]
    return sorted(found, key=lambda route: (route.name, route.path))


def _walk(resolver: URLResolver, before: str, namespace: str, *, is_filled: bool = False) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = before + _filled(entry)
        has_arguments = is_filled or "<" in _described(entry)
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, path, inside, is_filled=has_arguments)
        else:
            yield Route(f"{namespace}{entry.name}", path, has_arguments)


def _described(entry: URLPattern | URLResolver) -> str:
    return str(entry.pattern)


def _filled(entry: URLPattern | URLResolver) -> str:
    text = _described(entry)
    for name, converter in getattr(entry.pattern, "converters", {}).items():
        unknown = UNKNOWN_BY_CONVERTER.get(type(converter), EXAMPLES.get(name, "inconnu"))
        for spelling in (f"<{_kind(entry, name)}:{name}>", f"<{name}>"):
            text = text.replace(spelling, str(unknown))
    return text


def _kind(entry: URLPattern | URLResolver, name: str) -> str:
    before, found, _ = _described(entry).partition(f":{name}>")
    return before.rpartition("<")[2] if found else "str"
