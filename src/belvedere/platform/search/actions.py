"""Writes of the index."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse

from belvedere.platform.search.models import Document
from belvedere.platform.search.words import words_of
from belvedere.platform.territory.models import Body, Commune, Territory
from belvedere.platform.territory.queries import bodies, communes_with_postal_codes, grants_in_force

LONGEST_TITLE = 300


@transaction.atomic
def index_document(*, territory: Territory, kind: str, key: str, title: str, text: str, url: str) -> None:
    """Make a public page findable, or bring what was known of it up to date. The title weighs twice."""
    Document.objects.update_or_create(
        territory=territory,
        kind=kind,
        key=key,
        defaults={
            "title": title[:LONGEST_TITLE],
            "text": text,
            "url": url,
            "folded": " ".join([*words_of(title), *words_of(title), *words_of(text)]),
        },
    )


@transaction.atomic
def remove_document(*, territory: Territory, kind: str, key: str) -> None:
    """Forget a page that is no longer public."""
    Document.objects.filter(territory=territory, kind=kind, key=key).delete()


@transaction.atomic
def forget_others(*, territory: Territory, kind: str, kept: Iterable[str]) -> None:
    """Forget the pages of a kind but those that are named."""
    Document.objects.filter(territory=territory, kind=kind).exclude(key__in=list(kept)).delete()


@transaction.atomic
def index_places(*, territory: Territory, on: date) -> None:
    """Make the communes and the bodies findable, by what each decides on a day."""
    decided: dict[int, list[str]] = {}
    for grant in grants_in_force(on=on).order_by("competence__label"):
        decided.setdefault(grant.body_id, []).append(f"{grant.competence.label} : {grant.competence.plain_words}")
    for commune in communes_with_postal_codes():
        _index_commune(territory, commune, decided.get(commune.body_id, []))
    for body in bodies():
        index_document(
            territory=territory,
            kind="organisme",
            key=body.slug,
            title=body.name,
            text=_told(body, decided.get(body.pk, [])),
            url=reverse("body", args=[body.slug]),
        )


def _index_commune(territory: Territory, commune: Commune, decided: list[str]) -> None:
    codes = " ".join(postal.code for postal in commune.postal_codes.all())
    index_document(
        territory=territory,
        kind="commune",
        key=commune.slug,
        title=commune.name,
        text=f"{codes} {_told(commune.body, decided)}",
        url=reverse("commune", args=[commune.slug]),
    )


def _told(body: Body, decided: list[str]) -> str:
    address = " ".join(part for part in (body.street, body.postal_code, body.city) if part)
    return " ".join([f"{address}." if address else "", *decided]).strip()
