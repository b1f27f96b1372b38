"""Says events and their actors in words, in the reader's language."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from django.apps import apps
from django.db.models import Model
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from belvedere.engines.ledger.canonical import Value
from belvedere.platform.journal.kinds import NamesReader, Spelling, UnknownKind, kind_named, readers_of, spellings_of
from belvedere.platform.journal.models import Event
from belvedere.platform.languages import language_of_page
from belvedere.platform.territory.models import Body
from belvedere.platform.ui.templatetags.ui import plain_day

# The names of what sentences quote by its code, by kind and field.
Names: TypeAlias = Mapping[tuple[str, str], Mapping[str, str]]

# Fields whose names end so hold the slug of a body.
_BODY = "body"
# Numbers that are not amounts.
_UNGROUPED = {"year", "seed"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELD = re.compile(r"\{(\w+)\}")
_FRENCH_ARTICLES = {"Le ": "du ", "Les ": "des ", "le ": "du ", "les ": "des "}
_FRENCH_VOWELS = "aàâeéèêiîoôuyhAÀÂEÉÈÊIÎOÔUYH"


def sentence_of(event: Event, names: Names | None = None, *, said: str | Promise = "") -> str:
    """Return the sentence of an event's kind, with the fields of its payload; the bare code if the kind is gone.

    ``names`` gives the names of what events quote by their codes, where many are read at once; ``said`` is the sentence
    to fill instead of the kind's, for somebody whom the event is about.
    """
    try:
        kind = kind_named(event.kind)
    except UnknownKind:
        return event.kind
    payload: dict[str, Value] = json.loads(event.payload)
    named = names_quoted([event]) if names is None else names
    spellings = spellings_of(event.kind)
    return _FIELD.sub(
        lambda place: (
            _in_words(place[1], payload[place[1]], named.get((event.kind, place[1])) or spellings.get(place[1], {}))
            if place[1] in payload
            else place[0]
        ),
        str(said or kind.sentence),
    )


def names_quoted(events: Iterable[Event]) -> Names:
    """Return the names of what the sentences of events quote by its code: one statement by reader that is needed."""
    codes: defaultdict[NamesReader, set[str]] = defaultdict(set)
    places: dict[tuple[str, str], NamesReader] = {}
    for event in events:
        for field, reader, code in _codes_quoted(event):
            codes[reader].add(code)
            places[event.kind, field] = reader
    found = {reader: reader(wanted) for reader, wanted in codes.items()}
    return {place: found[reader] for place, reader in places.items()}


def _codes_quoted(event: Event) -> Iterator[tuple[str, NamesReader, str]]:
    try:
        fields = _FIELD.findall(str(kind_named(event.kind).sentence))
    except UnknownKind:
        return
    readers = {name: _names_of_bodies for name in fields if name.endswith(_BODY)} | dict(readers_of(event.kind))
    payload = json.loads(event.payload) if readers else {}
    for name in fields:
        if name in readers and payload.get(name):
            yield name, readers[name], payload[name]


def _names_of_bodies(slugs: Collection[str]) -> Mapping[str, str]:
    return dict(Body.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _in_words(name: str, value: Value, known: Spelling) -> str:
    """Spell a field: codes, bodies, days and numbers as the reader's language does."""
    if isinstance(value, str) and value in known:
        return str(known[value])
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=name not in _UNGROUPED)
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return plain_day(date.fromisoformat(value))
        except ValueError:
            return value
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def actor_in_words(event: Event) -> str:
    """Return who acted, without ever naming a person."""
    return actors_in_words([event])[event.actor_kind, event.actor_id]


def actors_in_words(events: Iterable[Event]) -> dict[tuple[str, str], str]:
    """Return who acted in each event, by (actor kind, actor id): one query for all of them."""
    actors = {(event.actor_kind, event.actor_id) for event in events}
    roles = _roles({int(identifier[5:]) for _, identifier in actors if re.fullmatch(r"role:\d+", identifier)})
    return {(kind, identifier): _actor(kind, roles.get(identifier)) for kind, identifier in actors}


def _roles(keys: set[int]) -> dict[str, Model]:
    """Accounts import the journal, so the journal asks for their model by name."""
    if not keys:
        return {}
    rows = apps.get_model("accounts", "Role").objects.filter(pk__in=keys).select_related("body", "department")
    return {f"role:{row.pk}": row for row in rows}


def _actor(kind: str, role: Model | None) -> str:
    body = getattr(role, "body", None)
    of_body = f" {_of(str(body))}" if body is not None else ""
    department = getattr(role, "department", None)
    words = {
        "habitant": _("un habitant"),
        "systeme": _("la plateforme"),
        "agent": _("le service participation"),
        "service": str(department) if department is not None else _("un service"),
        "elu": _("un élu"),
        "moderateur": _("la modération"),
        "animateur": _("l’animation"),
        "auditeur": _("l’audit"),
        "administrateur": _("l’administration"),
    }
    return words.get(kind, kind) + of_body


def _of(name: str) -> str:
    """Return « de Beaumont », « d’Aubière », « du Cendre »; "of Beaumont" in the other languages."""
    if language_of_page() != "fr":
        return _("de %(name)s") % {"name": name}
    for article, contracted in _FRENCH_ARTICLES.items():
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d’{name}" if name[:1] in _FRENCH_VOWELS else f"de {name}"
