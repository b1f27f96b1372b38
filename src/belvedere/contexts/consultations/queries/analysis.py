"""Contributions read together: what is left to read, how far readers agree, what themes hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from belvedere.contexts.consultations.models import Consultation, Contribution, GroupedProposal, Reading, Theme
from belvedere.contexts.consultations.queries.register import counted_contributions
from belvedere.contexts.consultations.states.register import ContributionState
from belvedere.engines.contributions.agreement import Agreement, krippendorff_alpha
from belvedere.engines.contributions.themes import Themes, propose_themes
from belvedere.platform.accounts.models import Role
from belvedere.platform.search.words import EMPTY_WORDS, words_of

_ANY_WORD = re.compile(r"[^\W_]+")
_NO_SUBJECT = EMPTY_WORDS | {
    "aussi", "avoir", "bien", "bonjour", "car", "chez", "comme", "contre", "deja", "donc", "dont", "entre", "etre",
    "eux", "faire", "fait", "faut", "ici", "merci", "meme", "mais", "moin", "ni", "non", "ont", "peu", "peut", "plu",
    "quand", "quoi", "rien", "san", "sera", "serait", "si", "soit", "sou", "souhaite", "tou", "tout", "toute",
    "toujour",
    "tre", "trop", "vers", "voir", "votre", "etait", "ete", "cela", "ca", "afin", "alor", "encore", "demande",
    "moins", "plus", "sans", "sous", "tous", "tres", "leurs", "lui", "notamment", "pendant", "selon", "voudrait",
}  # fmt: skip


@dataclass(frozen=True)
class Progress:
    """How far the reading has come: what counts, is classed, waits, is disputed; and how far readers agree."""

    counted: int
    classed: int
    disputed: int
    agreement: Agreement

    @property
    def left(self) -> int:
        return self.counted - self.classed


def themes_of(consultation: Consultation) -> QuerySet[Theme]:
    """Return the themes, with how many counted contributions each holds: one statement."""
    counted = ~Q(classed__state=ContributionState.SET_ASIDE.value)
    rows = Theme.objects.filter(consultation=consultation)
    return rows.annotate(held=Count("classed", filter=counted)).order_by("number")


def theme_numbered(consultation: Consultation, number: int) -> Theme | None:
    return Theme.objects.filter(consultation=consultation, number=number).first()


def unread_by(consultation: Consultation, reader: Role) -> QuerySet[Contribution]:
    """Return what somebody has not read, what nobody read first."""
    rows = counted_contributions(consultation).exclude(readings__reader=reader)
    return rows.annotate(times_read=Count("readings")).order_by("times_read", "number")


def disputed(consultation: Consultation) -> QuerySet[Contribution]:
    """Return what readers class differently, with what each said."""
    rows = counted_contributions(consultation).filter(is_classed=False).annotate(times_read=Count("readings"))
    return (
        rows.filter(times_read__gt=1).prefetch_related("readings__theme", "readings__reader__user").order_by("number")
    )


def progress_of(consultation: Consultation) -> Progress:
    """Return how far the reading has come: three statements."""
    counts = counted_contributions(consultation).aggregate(
        counted=Count("pk", distinct=True), classed=Count("pk", filter=Q(is_classed=True), distinct=True)
    )
    readings: dict[int, dict[str, int]] = {}
    rows = Reading.objects.filter(contribution__consultation=consultation)
    rows = rows.exclude(contribution__state=ContributionState.SET_ASIDE.value)
    for contribution, reader, theme in rows.values_list("contribution", "reader", "theme"):
        readings.setdefault(contribution, {})[str(reader)] = theme or 0
    return Progress(
        counted=counts["counted"],
        classed=counts["classed"],
        disputed=disputed(consultation).count(),
        agreement=krippendorff_alpha(list(readings.values())),
    )


def proposed_themes(rows: list[Contribution]) -> Themes:
    """Return the themes that the words of contributions propose."""
    return propose_themes([_text(row.text) for row in rows])


def _text(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, folded as in searches; an empty word has no key."""
    found = []
    for match in _ANY_WORD.finditer(text):
        folded = words_of(match[0])
        key = folded[0] if len(folded) == 1 and folded[0] not in _NO_SUBJECT else ""
        found.append((key, match[0]))
    return found


def proposals_of(consultation: Consultation) -> QuerySet[GroupedProposal]:
    """Return the grouped proposals with their contributions: two statements."""
    rows = GroupedProposal.objects.filter(consultation=consultation).select_related("theme")
    return rows.prefetch_related("contributions").order_by("theme__number", "number")


def proposal_numbered(consultation: Consultation, number: int) -> GroupedProposal | None:
    return proposals_of(consultation).filter(number=number).first()


def fate_of(contribution: Contribution) -> list[GroupedProposal]:
    """Return the grouped proposals that a contribution is part of."""
    return list(contribution.proposals.select_related("theme").order_by("number"))


def by_theme(rows: list[Contribution]) -> Mapping[int | None, list[int]]:
    """Return the numbers of contributions by theme's row."""
    found: dict[int | None, list[int]] = {}
    for row in rows:
        found.setdefault(row.theme_id, []).append(row.number)
    return found
