"""The whole guide as one accessible PDF, made from the data that its pages show."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belvedere.contexts.guide.queries.cards import (
    MethodCard,
    RuleCard,
    acts_of_rule,
    catalogue_confidence,
    method_cards,
    rules_in_use,
    rules_of_theme,
)
from belvedere.contexts.guide.queries.chapters import Chapter, chapters
from belvedere.contexts.guide.words import DISCLAIMER, said
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.exchange.tables import Column
from belvedere.platform.languages import language_of_page
from belvedere.platform.papers.pdf import render_pdf
from belvedere.platform.territory.models import Territory

RULE_COLUMNS: list[Column[RuleCard]] = [
    Column("id", gettext_lazy("référence"), lambda card: card.rule.id),
    Column("titre", gettext_lazy("titre"), lambda card: card.title),
    Column("effet", gettext_lazy("effet"), lambda card: card.rule.effect.value),
    Column("sources", gettext_lazy("sources"), lambda card: " ; ".join(card.sources)),
    Column("confiance", gettext_lazy("confiance"), lambda card: str(card.confidence)),
    Column("lu_le", gettext_lazy("lu le"), lambda card: card.read_on),
    Column("alertes", gettext_lazy("alertes"), lambda card: " ".join(card.alerts)),
]


def guide_as_pdf(territory: Territory, *, now: datetime) -> bytes:
    """Return the guide as a PDF/UA-1, in the language of the interface; the same all day."""
    return _made(territory.name, language_of_page(), now.replace(hour=0, minute=0, second=0, microsecond=0))


@lru_cache(maxsize=4)  # it takes a second or two
def _made(author: str, _language: str, day: datetime) -> bytes:
    rules = rules_in_use()
    data: dict[str, Value] = {
        "title": _("Guide de la participation"),
        "language": language_of_page(),
        "author": author,
        "footer": author,
        "subtitle": _("Règles de droit et de méthode, version %(version)s") % {"version": rules.version},
        "disclaimer": str(DISCLAIMER),
        "contents": _("Sommaire"),
        "chapters": [_chapter(chapter, day) for chapter in chapters()],
    }
    return render_pdf("guide/guide", data, created_at=day)


def _chapter(chapter: Chapter, now: datetime) -> dict[str, Value]:
    entries = [_rule(card) for card in rules_of_theme(chapter.theme, now.date())] if chapter.theme else []
    if chapter.shows_methods:
        entries = [_method(card) for card in method_cards()]
    return {
        "title": chapter.title,
        "summary": chapter.summary,
        "parts": [{"heading": part.heading, "paragraphs": list(part.paragraphs)} for part in chapter.parts],
        "entries": list(entries),
        "sources_title": _("Sources"),
        "sources": list(chapter.sources),
    }


def _rule(card: RuleCard) -> dict[str, Value]:
    return {
        "title": card.title,
        "paragraphs": [card.explanation, *card.alerts],
        "facts": [[term, told] for term, told in _facts(card) if told],
    }


def _facts(card: RuleCard) -> Iterator[tuple[str, str]]:
    yield _("Effet"), str(card.effect)
    yield _("Référence"), card.rule.id
    yield _("Sources"), " ; ".join(card.sources)
    yield _("Confiance"), str(card.confidence)
    yield _("Lu le"), f"{card.read_on:%d/%m/%Y}"
    yield _("Qui agit"), card.rule.authority
    yield _("Exception"), card.rule.exception
    yield (
        _("Documents"),
        " ; ".join(said(rules_in_use().deliverables[name]) for name in card.rule.deliverables),
    )
    yield (
        _("Délais"),
        " ; ".join(
            _("%(act)s : %(delay)s avant « %(before)s »")
            % {"act": line.title, "delay": line.delay, "before": line.before}
            for line in acts_of_rule(card.rule)
            if line.before
        ),
    )


def _method(card: MethodCard) -> dict[str, Value]:
    confidence, told, read_on = catalogue_confidence()
    method = card.method
    facts = [
        (_("Niveaux"), ", ".join(map(str, card.levels))),
        (_("Publics"), ", ".join(map(str, card.publics))),
        (_("Participants"), _("%(low)s à %(high)s") % {"low": method.smallest, "high": method.largest}),
        (_("Jours d’agents"), str(method.staff_days)),
        (_("Coût hors agents"), _("%(low)d à %(high)d €") % {"low": method.cost_low, "high": method.cost_high}),
        (_("Matériel"), method.materials),
        (_("Limites"), method.limits),
        (_("Source"), method.source),
        (_("Confiance"), f"{told} ({read_on:%d/%m/%Y})" if not confidence.is_certain else str(told)),
    ]
    return {"title": card.title, "paragraphs": [card.purpose], "facts": [[term, value] for term, value in facts]}
