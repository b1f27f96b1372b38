"""What the rules say of a project today, and what is kept of it when it is frozen."""

from datetime import date

from django.utils.translation import override

from belvedere.contexts.guide.queries.articles import articles_cited
from belvedere.contexts.guide.queries.checking import Check, VerdictCard, checked
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.projects import answers_of
from belvedere.engines.rules.law.ruleset import Regime, Version


def check_of(project: Project, on: date) -> Check:
    """Return the live verdict of a project."""
    return checked(answers_of(project), on)


def trace_of(project: Project, on: date) -> list[dict[str, object]]:
    """Return, for each rule, what is kept of its verdict: in French, the language of the texts."""
    with override("fr"):
        check = check_of(project, on)
        rows = [_kept(verdict, applies=True) for _, cards in check.applying for verdict in cards]
        rows += [_kept(verdict, applies=None) for verdict in check.undecided]
        rows += [_kept(verdict, applies=False) for verdict in check.set_aside]
    return rows


def _kept(verdict: VerdictCard, *, applies: bool | None) -> dict[str, object]:
    card = verdict.card
    return {
        "rule": card.rule.id,
        "title": card.title,
        "applies": applies,
        "effect": str(card.effect),
        "explanation": card.explanation,
        "condition": [version.when_text for version in verdict.versions or card.rule.versions],
        "extract": [
            {"label": one.label, "consolidated_on": one.consolidated_on.isoformat(), "text": one.text}
            for one in (articles_cited(card.sources) if applies is not False else ())
        ],
        "sources": list(card.sources),
        "confidence": str(card.confidence),
        "is_certain": card.is_certain,
        "read_on": card.read_on.isoformat(),
        "alerts": list(card.alerts),
        "because": [f"{given.title} {given.answer}" for given in verdict.because],
        "changes": [sentence for _, sentence in verdict.changes],
        "missing": list(verdict.missing),
        "neutralised_by": list(verdict.neutralised_by),
        "regime": regime_in_words(card.rule.regime, verdict.versions),
    }


def regime_in_words(regime: Regime, versions: tuple[Version, ...]) -> str:
    """Return which version of a rule governs, and what chooses it."""
    chosen = "date de l’acte qui engage la procédure" if regime is Regime.ACT else "date du verdict"
    if not versions:
        return f"aucune version en vigueur ({chosen})"
    return " ou ".join(_dates(version) for version in versions) + f" ({chosen})"


def _dates(version: Version) -> str:
    first = f"{version.valid_from:%d/%m/%Y}" if version.valid_from else "…"
    last = f"{version.valid_to:%d/%m/%Y}" if version.valid_to else "…"
    return f"version du {first} au {last}"
