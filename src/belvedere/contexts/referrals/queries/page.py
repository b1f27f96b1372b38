"""The page of a referral, ready to be shown: its state in a sentence, its steps, its gauge, its clock."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.models import Attachment, Audit, Merger, Referral, Removal
from belvedere.contexts.referrals.queries import Competent, Tally
from belvedere.contexts.referrals.queries.attachment import public_attachments
from belvedere.contexts.referrals.queries.audit import published_audits
from belvedere.contexts.referrals.queries.merger import merger_of
from belvedere.contexts.referrals.queries.removal import removals_of
from belvedere.contexts.referrals.queries.steps import StepView, steps_of
from belvedere.contexts.referrals.queries.tally import counts_now
from belvedere.contexts.referrals.states import GATHERING, Collection, FollowUp, Publication
from belvedere.contexts.referrals.words import CAPACITY_LABELS, LEVEL_LABELS, Letter, letter_of
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.admission import Capacity
from belvedere.engines.rules.regulation import Level
from belvedere.platform.journal.queries import Act, events_of, in_words
from belvedere.platform.territory.calendar import working_days_left
from belvedere.platform.territory.maps import CommuneMap, commune_map
from belvedere.platform.ui.templatetags.ui import day as day_in_words
from belvedere.platform.ui.templatetags.ui import number


@dataclass(frozen=True)
class ComingStep:
    """A step of the loop that has not happened yet."""

    title: str
    detail: str


@dataclass(frozen=True)
class LevelRow:
    """How many supports are known as surely as that."""

    label: str | Promise
    count: int


@dataclass(frozen=True)
class ReferralPage:
    """Everything that the page of a referral shows."""

    referral: Referral
    state: str
    text_is_public: bool
    is_open: bool
    tally: Tally
    steps: list[StepView]
    levels: list[LevelRow]
    verified_at: datetime | None
    audits: list[Audit]
    removals: list[Removal]
    merger: Merger | None
    acts: list[Act]
    coming: list[ComingStep]
    competent: list[Competent]
    letter: Letter | None
    decision_days_left: int | None
    matters: list[str]
    map: CommuneMap | None
    documents: list[Attachment]
    capacity: str | Promise

    def as_paper(self) -> "dict[str, Value]":
        """Return the referral as a document of sections, for print and archive."""
        facts: list[Value] = [
            [_("Référence"), self.referral.reference],
            [_("Adressée à"), self.referral.body.name],
            [_("Politique"), self.referral.policy.name],
            [_("Commune"), self.referral.commune.name],
            [_("Soutiens confirmés"), number(self.tally.total)],
        ]
        history: list[Value] = [[day_in_words(act.at.date()), act.sentence] for act in self.acts]
        sections: list[Value] = [
            {"heading": _("La saisine"), "facts": facts},
            {"heading": _("Ce qui est demandé"), "paragraphs": [self.referral.request]},
            {"heading": _("Pourquoi"), "paragraphs": [self.referral.reasons or _("Non précisé.")]},
            {"heading": _("Où en est-elle"), "paragraphs": [self.state], "facts": history},
        ]
        return {
            "title": self.referral.title,
            "language": get_language() or "fr",
            "subtitle": _("Saisine citoyenne %(reference)s") % {"reference": self.referral.reference},
            "footer": self.referral.territory.name,
            "sections": sections,
        }


def _awaited_decision(due_on: date, *, today: date) -> str:
    words = (
        _("Sa recevabilité devait être jugée avant le %(day)s : c’est en retard.")
        if today > due_on
        else _("Sa recevabilité sera jugée avant le %(day)s.")
    )
    return words % {"day": day_in_words(due_on)}


def state_sentence(referral: Referral, *, today: date) -> str:
    """Say where a referral stands, in one sentence with a date."""
    if referral.publication == Publication.RECEIVED and referral.decision_due_on is not None:
        return _awaited_decision(referral.decision_due_on, today=today)
    if referral.publication == Publication.TO_COMPLETE:
        return _("Un complément est demandé à la personne qui l’a déposée : le délai est suspendu.")
    if referral.publication == Publication.REJECTED and referral.decided_at is not None:
        return _("Elle n’est pas recevable depuis le %(day)s.") % {"day": day_in_words(referral.decided_at.date())}
    if referral.examen is not None:
        return _follow_up_sentence(referral) % {"reference": referral.examen.reference}
    return _collection_sentence(referral)


def _follow_up_sentence(referral: Referral) -> str:
    if referral.follow_up == FollowUp.OPINION:
        return _("L’examen %(reference)s a rendu un avis : l’organisme doit y répondre.")
    if referral.follow_up == FollowUp.ANSWERED:
        return _("L’organisme a répondu à l’avis de l’examen %(reference)s.")
    if referral.follow_up == FollowUp.CONTESTED:
        return _("Une action décidée après l’examen %(reference)s est contestée.")
    return _("Le seuil est atteint : l’examen %(reference)s est ouvert.")


def _collection_sentence(referral: Referral) -> str:
    if referral.collection == Collection.MERGED:
        return _("Elle est regroupée avec une saisine semblable.")
    if referral.collection == Collection.SUSPENDED:
        return _("La collecte est suspendue : une élection approche.")
    if referral.collection == Collection.CLOSED:
        is_reached = referral.reached_at is not None
        return (
            _("La collecte est close ; un palier au moins a été atteint.")
            if is_reached
            else _("La collecte est close ; aucun palier n’a été atteint.")
        )
    words = (
        _("Elle reçoit des soutiens jusqu’au %(day)s.")
        if referral.reached_at is None
        else _("Un palier est atteint ; elle reçoit encore des soutiens jusqu’au %(day)s.")
    )
    return words % {"day": day_in_words(referral.closes_on)}


def _coming(referral: Referral) -> list[ComingStep]:
    """Return the steps of the loop that are still to come, until the examen; the others show their own after."""
    steps = []
    if referral.publication in {Publication.RECEIVED, Publication.TO_COMPLETE}:
        steps.append(ComingStep(_("Recevabilité"), _("L’organisme dit si la saisine peut recevoir des soutiens.")))
    if referral.publication != Publication.REJECTED and referral.collection in {Collection.NOT_OPEN, Collection.OPEN}:
        steps.append(
            ComingStep(_("Soutiens"), _("Chaque palier du règlement ouvre quelque chose : voyez les paliers."))
        )
    if referral.publication != Publication.REJECTED and referral.follow_up == FollowUp.NONE:
        steps.append(
            ComingStep(
                _("Examen, avis, réponse"), _("Un panel donne un avis ; l’organisme répond à chaque recommandation.")
            )
        )
    return steps


def referral_page(referral: Referral, *, today: date) -> ReferralPage:
    """Gather what the page of a referral shows."""
    counts = counts_now(referral)
    tally = queries.tally_of(referral, counts)
    matters = [referral.reference, *([referral.examen.reference] if referral.examen else [])]
    is_open = referral.collection in GATHERING and referral.closes_on is not None and today <= referral.closes_on
    awaited = referral.decision_due_on if referral.publication == Publication.RECEIVED else None
    return ReferralPage(
        referral=referral,
        state=state_sentence(referral, today=today),
        text_is_public=queries.text_is_public(referral),
        is_open=is_open,
        tally=tally,
        steps=steps_of(referral, on=today, counts=counts),
        levels=[LevelRow(LEVEL_LABELS[level], tally.by_level[level]) for level in Level if level in tally.by_level],
        verified_at=queries.counts_verified_at(referral),
        audits=published_audits(referral),
        removals=removals_of(referral),
        merger=merger_of(referral),
        acts=list(in_words(list(events_of(matters)))),
        coming=_coming(referral),
        competent=queries.competent_bodies(referral.policy, on=today, commune=referral.commune),
        letter=letter_of(referral.rejection_reason) if referral.rejection_reason else None,
        decision_days_left=working_days_left(today=today, due_on=awaited) if awaited else None,
        matters=matters,
        documents=public_attachments(referral),
        capacity=CAPACITY_LABELS[Capacity(referral.capacity)] if referral.capacity != Capacity.PERSON else "",
        map=commune_map(tally.by_commune) if referral.rules is not None else None,
    )


@dataclass(frozen=True)
class Counter:
    """What the counter of a referral shows elsewhere: a number, and what the next step still lacks."""

    words: str
    is_open: bool
    next_step: StepView | None


def counter_of(referral: Referral, *, today: date) -> Counter:
    """Return the counter of a referral, read from its counters."""
    counts = counts_now(referral)
    steps = steps_of(referral, on=today, counts=counts)
    waiting = next((step for step in steps if step.is_waiting), None)
    is_open = referral.collection in GATHERING and referral.closes_on is not None and today <= referral.closes_on
    total = queries.tally_of(referral, counts).total
    words = ngettext("%(total)s soutien", "%(total)s soutiens", total) % {"total": number(total)}
    return Counter(words, is_open, waiting if is_open else None)
