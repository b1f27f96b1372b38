"""Making the strategy findable: each adopted version, and each commitment of the one in force."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from belvedere.contexts.strategy.models import Element, StrategyVersion
from belvedere.contexts.strategy.queries.documents import commitments_in_force, elements_of, version_numbered
from belvedere.contexts.strategy.states import VersionState
from belvedere.platform.search.actions import forget_others, index_document

VERSION, COMMITMENT = "strategie", "engagement"


@transaction.atomic
def index_version(*, number: int, on: date) -> None:
    """Let the search find an adopted version, and the commitments in force; those that it dropped are forgotten."""
    version = version_numbered(number)
    if version is None or version.state != VersionState.ADOPTED:
        return
    elements = elements_of(version)
    index_document(
        territory=version.territory,
        kind=VERSION,
        key=str(number),
        title=version.title_fr,
        text=" ".join(_text_of(element) for element in elements),
        url=reverse("strategy:version", args=[number]),
    )
    kept = commitments_in_force(on)
    for element in kept:
        _index_commitment(version, element)
    forget_others(territory=version.territory, kind=COMMITMENT, kept=[element.key for element in kept])


def _index_commitment(version: StrategyVersion, element: Element) -> None:
    index_document(
        territory=version.territory,
        kind=COMMITMENT,
        key=element.key,
        title=element.title_fr,
        text=_text_of(element),
        url=reverse("strategy:commitment", args=[element.key]),
    )


def _text_of(element: Element) -> str:
    """Both languages: who reads in English looks for English words."""
    return " ".join(part for part in (element.title_fr, element.text_fr, element.title_en, element.text_en) if part)
