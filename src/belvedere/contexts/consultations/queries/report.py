"""The report: what it lacks, and its words, which are the same on the page, in the PDF and in the DOCX."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from belvedere.contexts.consultations.models import (
    Consultation,
    Contribution,
    GroupedProposal,
    Phase,
    Registration,
    Report,
    Theme,
)
from belvedere.contexts.consultations.queries.addresses import addresses_to_tell
from belvedere.contexts.consultations.queries.analysis import by_theme, progress_of, proposals_of, themes_of
from belvedere.contexts.consultations.queries.debate_report import debate_blocks
from belvedere.contexts.consultations.queries.register import contributions_of, counted_contributions, register_counts
from belvedere.contexts.consultations.queries.results import result_blocks
from belvedere.contexts.consultations.queries.turnout import Turnout, turnout_of
from belvedere.contexts.consultations.states import ConsultationState
from belvedere.contexts.consultations.states.register import Source, Stance
from belvedere.contexts.consultations.words.register import SOURCES, STANCES
from belvedere.platform.mail.addresses import address_hash

LANGUAGE = "fr"  # what is kept and published is in the language of the territory, whoever clicks
Block = dict[str, object]


@dataclass(frozen=True)
class Lack:
    """What a report still lacks, and where it is mended."""

    words: str | Promise
    url: str


def report_of(consultation: Consultation) -> Report | None:
    return Report.objects.filter(consultation=consultation).first()


def published_report(consultation: Consultation) -> Report | None:
    return Report.objects.filter(consultation=consultation, published_at__isnull=False).first()


def lacks_of(consultation: Consultation) -> list[Lack]:
    """Return what must be done before the report is published: seven statements."""
    slug = consultation.slug
    register, analysis, report = (
        reverse(f"consultations:{name}", args=[slug]) for name in ("register_desk", "analysis", "report_desk")
    )
    lacks = []
    if consultation.state != ConsultationState.CLOSED:
        lacks.append(
            Lack(_("la concertation n’est pas close"), reverse("consultations:consultation_desk", args=[slug]))
        )
    if waiting := register_counts(consultation).waiting:
        words = ngettext(
            "%(count)s contribution à lire au registre", "%(count)s contributions à lire au registre", waiting
        )
        lacks.append(Lack(words % {"count": waiting}, register))
    if left := progress_of(consultation).left:
        words = ngettext("%(count)s contribution à classer", "%(count)s contributions à classer", left)
        lacks.append(Lack(words % {"count": left}, analysis))
    held = by_theme(list(counted_contributions(consultation)))
    lacks += [
        Lack(_("ce qui a été dit sur « %(theme)s »") % {"theme": theme.name}, report)
        for theme in themes_of(consultation)
        if theme.pk in held and not theme.said
    ]
    lacks += [
        Lack(_("la réponse à « %(proposal)s »") % {"proposal": proposal.text}, report)
        for proposal in proposals_of(consultation)
        if not proposal.stance
    ]
    written = report_of(consultation)
    if written is None or not written.introduction:
        lacks.append(Lack(_("l’introduction du bilan"), report))
    return lacks


def blocks_of(consultation: Consultation, report: Report | None) -> list[Block]:
    """Return the words of the report, in the language of the territory."""
    with override(LANGUAGE):
        return [
            *_mandate(consultation),
            *_introduction(report),
            *_turnout(consultation),
            *_said(consultation),
            *debate_blocks(consultation),
            *result_blocks(consultation),
            *_answers(consultation),
            *_changes(report),
        ]


def _heading(text: str, level: int = 1) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def _text(text: str) -> Block:
    return {"kind": "text", "text": text}


def _mandate(consultation: Consultation) -> Iterator[Block]:
    yield _heading(_("Ce qui était demandé"))
    yield _text(consultation.question)
    yield _text(_("Ce qui était ouvert : %(words)s") % {"words": consultation.open_words})
    yield _text(_("Ce qui était déjà décidé : %(words)s") % {"words": consultation.decided_words})
    day = formats.date_format(consultation.answer_on, "j F Y") if consultation.answer_on else ""
    yield _text(
        _("Qui décide : %(decider)s. Réponse promise le %(day)s.") % {"decider": consultation.decider, "day": day}
    )
    for phase in consultation.phases.all():
        if phase.announced_end is not None:
            yield _text(_ended_early(phase))


def _ended_early(phase: Phase) -> str:
    """Return how long a phase lasted, against what was announced, and why."""
    words = _("« %(title)s » s’est arrêté le %(ended)s, au lieu du %(announced)s : %(reason)s")
    ended, announced = (
        formats.date_format(timezone.localtime(moment), "j F Y") for moment in (phase.ends_at, phase.announced_end)
    )
    return words % {"title": phase.title, "ended": ended, "announced": announced, "reason": phase.ended_reason}


def _introduction(report: Report | None) -> Iterator[Block]:
    if report is not None and report.introduction:
        yield _heading(_("Comment la concertation s’est passée"))
        yield from map(_text, report.introduction.split("\n\n"))


def _turnout(consultation: Consultation) -> Iterator[Block]:
    yield _heading(_("Qui a participé"))
    counts = register_counts(consultation)
    yield _text(
        _(
            "%(received)s contributions reçues ; %(personal)s à titre personnel, comptées sans être publiées ;"
            " %(aside)s écartées."
        )
        % {"received": counts.received, "personal": counts.personal, "aside": counts.set_aside}
    )
    sources = counted_contributions(consultation).order_by("source").values_list("source", flat=True)
    by_source = dict.fromkeys(Source, 0)
    for source in sources:
        by_source[Source(source)] += 1
    yield {"kind": "list", "items": [f"{SOURCES[source]} : {count}" for source, count in by_source.items() if count]}
    for turnout in turnout_of(consultation):
        yield from _turnout_table(turnout)
    yield _text(
        _(
            "Indice d’écart : part des participants qui devraient être d’autres personnes pour que leur répartition"
            " soit celle des habitants. Qui a contribué, répondu et est venu compte plusieurs fois."
        )
    )


def _percent(share: float) -> str:
    return f"{formats.number_format(round(share * 100, 1), 1)} %"


def _turnout_table(turnout: Turnout) -> Iterator[Block]:
    found = turnout.gap
    yield _heading(turnout.name, 2)
    if found.index is None or found.by_chance is None:
        yield _text(_("Aucun participant ne l’a dit."))
        return
    head = [turnout.name, _("Participants"), _("Leur part"), _("Part des habitants")]
    rows = [
        [row.name, str(row.taking_part), _percent(row.share_taking_part), _percent(row.share_living_here)]
        for row in found.categories
    ]
    yield {"kind": "table", "caption": turnout.name, "rows": [head, *rows]}
    yield _text(
        _(
            "Indice d’écart : %(index)s (%(chance)s en moyenne si autant de personnes avaient été tirées au sort)."
            " %(unknown)s participants ne l’ont pas dit, ou habitent ailleurs. Source : %(source)s."
        )
        % {
            "index": _percent(found.index),
            "chance": _percent(found.by_chance),
            "unknown": found.unknown,
            "source": turnout.source,
        }
    )


def _said(consultation: Consultation) -> Iterator[Block]:
    yield _heading(_("Ce qui a été dit"))
    held = by_theme(list(counted_contributions(consultation).filter(is_classed=True)))
    for theme in themes_of(consultation):
        if theme.pk in held:
            yield from _theme(theme, held[theme.pk])
    if None in held:
        yield _heading(_("Hors de ces thèmes"), 2)
        yield _sources(held[None])
    agreement = progress_of(consultation).agreement
    if agreement.observed is not None:
        words = _(
            "%(count)s contributions ont été classées par deux lecteurs, sans se voir ; ils s’accordent sur %(share)s."
        )
        yield _text(words % {"count": agreement.units, "share": _percent(agreement.observed)})


def _theme(theme: Theme, numbers: list[int]) -> Iterator[Block]:
    yield _heading(theme.name, 2)
    yield from map(_text, theme.said.split("\n\n"))
    if theme.minority:
        yield _text(_("Avis minoritaires : %(words)s") % {"words": theme.minority})
    yield _sources(numbers)


def _sources(numbers: list[int]) -> Block:
    """Return the contributions that a sentence comes from: links on the page, numbers on paper."""
    words = ngettext("Contribution n° %(numbers)s", "Contributions n° %(numbers)s", len(numbers))
    return {
        "kind": "sources",
        "label": _("Contributions"),
        "numbers": numbers,
        "text": words % {"numbers": ", ".join(map(str, numbers))},
    }


def _answers(consultation: Consultation) -> Iterator[Block]:
    proposals = list(proposals_of(consultation))
    if not proposals:
        return
    yield _heading(_("Ce qui est répondu"))
    for proposal in proposals:
        yield _heading(proposal.text, 2)
        if proposal.stance:
            yield _text(f"{STANCES[Stance(proposal.stance)]}. {proposal.reason}")
        if proposal.change:
            yield _text(_("Ce qui change : %(words)s") % {"words": proposal.change})
        yield _sources(sorted(row.number for row in proposal.contributions.all()))


def _changes(report: Report | None) -> Iterator[Block]:
    if report is not None and report.changes:
        yield _heading(_("Ce qui change"))
        yield from map(_text, report.changes.split("\n\n"))


@dataclass(frozen=True)
class Account:
    """What one address is told: what became of each of its contributions."""

    email: str
    language: str
    contributions: tuple[tuple[Contribution, tuple[GroupedProposal, ...]], ...]

    @property
    def mark(self) -> str:
        """What tells addresses apart, and orders them, where none may be written."""
        return address_hash(self.email)[:16]


def accounts_due(consultation: Consultation) -> list[Account]:
    """Return who left an address, wherever in the consultation, by mark, with what each is told: four statements."""
    rows: dict[str, list[Contribution]] = {}
    languages: dict[str, str] = {}
    found: QuerySet[Contribution] = contributions_of(consultation).exclude(email="")
    for row in found.prefetch_related("proposals"):
        rows.setdefault(row.email.lower(), []).append(row)
        languages.setdefault(row.email.lower(), row.language)
    came = Registration.objects.filter(meeting__phase__consultation=consultation)
    for email, language in came.values_list("email", "language"):
        rows.setdefault(email.lower(), [])
        languages.setdefault(email.lower(), language)
    for email, language in addresses_to_tell(consultation):
        rows.setdefault(email, [])
        languages.setdefault(email, language)
    accounts = [
        Account(email, languages[email], tuple((row, tuple(row.proposals.all())) for row in held))
        for email, held in rows.items()
    ]
    return sorted(accounts, key=lambda account: account.mark)
