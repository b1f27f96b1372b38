"""A version of the strategy as an accessible PDF, in the language of the page."""

from datetime import datetime

from django.utils.translation import gettext as _

from belvedere.contexts.strategy.models import StrategyVersion
from belvedere.contexts.strategy.queries.documents import Node, elements_of, tree_of
from belvedere.contexts.strategy.queries.indicators import indicator_named
from belvedere.contexts.strategy.states import Comparison, ElementKind
from belvedere.contexts.strategy.words import COMPARISON_LABELS, VERSION_LABELS, VersionState
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.languages import language_of_page
from belvedere.platform.papers.pdf import render_pdf


def version_as_pdf(version: StrategyVersion, *, now: datetime) -> bytes:
    """Return a version as a PDF/UA-1."""
    tree = tree_of(elements_of(version))
    data: dict[str, Value] = {
        "title": version.title,
        "language": language_of_page(),
        "author": version.body.name,
        "footer": f"{version.territory.name} · {version.title}",
        "subtitle": _status(version),
        "digest": _("Empreinte des textes (SHA-256) : %(digest)s") % {"digest": version.digest}
        if version.digest
        else "",
        "contents": _("Sommaire"),
        "principles_title": _("Principes"),
        "principles": [_part(node) for node in tree[ElementKind.PRINCIPLE]],
        "axes": [_part(node) for node in tree[ElementKind.AXIS]],
        "mark": _("Contenu de démonstration") if version.is_demonstration else "",
    }
    return render_pdf("strategy/strategy", data, created_at=now)


def _status(version: StrategyVersion) -> str:
    if version.adopted_on is None:
        return _("Version %(number)s : %(state)s") % {
            "number": version.number,
            "state": VERSION_LABELS[VersionState(version.state)],
        }
    return _("Version %(number)s, adoptée le %(day)s par la délibération %(deliberation)s") % {
        "number": version.number,
        "day": f"{version.adopted_on:%d/%m/%Y}",
        "deliberation": version.deliberation,
    }


def _part(node: Node) -> dict[str, Value]:
    element = node.element
    return {
        "key": element.key,
        "title": element.title,
        "text": element.text,
        "source": _("Source : %(source)s") % {"source": element.source} if element.source else "",
        "test": _test(node),
        "parts": [_part(child) for child in node.children],
    }


def _test(node: Node) -> str:
    test = getattr(node.element, "test", None)
    indicator = indicator_named(test.indicator) if test is not None else None
    if test is None or indicator is None:
        return ""
    return _("Test : %(indicator)s, %(comparison)s %(target)s, à partir du %(day)s.") % {
        "indicator": indicator.title,
        "comparison": COMPARISON_LABELS[Comparison(test.comparison)],
        "target": f"{test.target:g}{chr(160) + '%' if indicator.is_share else ''}",
        "day": f"{test.due_on:%d/%m/%Y}",
    }
