"""Writes of the index."""

from django.db import transaction

from belvedere.platform.search.models import Document
from belvedere.platform.search.words import words_of
from belvedere.platform.territory.models import Territory


@transaction.atomic
def index_document(*, territory: Territory, kind: str, key: str, title: str, text: str, url: str) -> None:
    """Make a public page findable, or bring what was known of it up to date. The title weighs twice."""
    Document.objects.update_or_create(
        territory=territory,
        kind=kind,
        key=key,
        defaults={
            "title": title[:300],
            "text": text,
            "url": url,
            "folded": " ".join([*words_of(title), *words_of(title), *words_of(text)]),
        },
    )


@transaction.atomic
def remove_document(*, territory: Territory, kind: str, key: str) -> None:
    """Forget a page that is no longer public."""
    Document.objects.filter(territory=territory, kind=kind, key=key).delete()
