"""Reads of the observatory: policies with what is open on them, examens, and the story of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from belvedere.contexts.observatory.models import Examen, Policy, PolicyFact
from belvedere.contexts.observatory.states import ExamenState
from belvedere.platform.journal.queries import Act, events_of, in_words
from belvedere.platform.territory.models import Body, Territory

ACTS_ON_A_PAGE = 12


@dataclass(frozen=True)
class ExamenCard:
    """An examen as the other contexts know it."""

    pk: int
    reference: str
    policy: str
    policy_slug: str
    body: Body
    territory: Territory
    referral_reference: str
    question: str
    state: ExamenState
    opened_at: datetime

    @property
    def body_id(self) -> int:
        return self.body.pk

    @property
    def matters(self) -> list[str]:
        """The files under which the journal keeps its story: its own, and its referral's."""
        return [reference for reference in (self.referral_reference, self.reference) if reference]


@dataclass(frozen=True)
class Figures:
    """How many policies are followed, and where their examens stand."""

    policies: int
    waiting_for_opinion: int
    waiting_for_answer: int
    answered: int


@dataclass(frozen=True)
class Story:
    """Facts that go together under one name: a project, a convention."""

    heading: str
    facts: list[PolicyFact]


def policies() -> QuerySet[Policy]:
    """Return every policy by name, with its body, its competence and where its examens stand: one statement."""
    return (
        Policy.objects.select_related("body", "competence")
        .annotate(
            waiting_for_opinion=Count("examens", filter=Q(examens__state=ExamenState.OPENED)),
            waiting_for_answer=Count("examens", filter=Q(examens__state=ExamenState.OPINION_GIVEN)),
            answered=Count("examens", filter=Q(examens__state__in=[ExamenState.ANSWERED, ExamenState.CLOSED])),
        )
        .order_by("name", "pk")
    )


def policy_by_slug(slug: str) -> Policy | None:
    return policies().filter(slug=slug).first()


def policy_page() -> QuerySet[Policy]:
    """Return policies with their objectives, facts, examens, budget and evaluations: six statements."""
    found = Policy.objects.select_related("body", "competence")
    return found.prefetch_related("objectives", "facts", "examens", "budget_lines", "evaluations")


def standing_of(examens: Iterable[Examen]) -> dict[str, int]:
    """Count the examens of a policy as ``policies`` does, from those that a page has read."""
    states = [ExamenState(examen.state) for examen in examens]
    return {
        "waiting_for_opinion": states.count(ExamenState.OPENED),
        "waiting_for_answer": states.count(ExamenState.OPINION_GIVEN),
        "answered": states.count(ExamenState.ANSWERED) + states.count(ExamenState.CLOSED),
    }


def stories(policy: Policy) -> list[Story]:
    """Return the facts of a policy under their headings, in the order in which they happened."""
    facts = sorted(policy.facts.all(), key=lambda fact: (fact.heading, fact.happened_on, fact.number))
    return [Story(heading, list(found)) for heading, found in groupby(facts, key=lambda fact: fact.heading)]


def examens() -> QuerySet[Examen]:
    """Return every examen with its policy and its body, the latest first: one statement."""
    return Examen.objects.select_related("policy__body", "territory", "reopens").order_by("-opened_at", "-pk")


def examen_by_reference(reference: str) -> Examen | None:
    return examens().filter(reference=reference).first()


def examens_in(*, policy: str = "", state: str = "") -> QuerySet[Examen]:
    """Return the examens of a policy, in a state; an empty word filters nothing."""
    chosen = {"policy__slug": policy, "state": state}
    return examens().filter(**{name: value for name, value in chosen.items() if value})


def examen_card(reference: str) -> ExamenCard | None:
    """Return an examen as the other contexts know it, or None: one statement."""
    return next(iter(_cards(examens().filter(reference=reference))), None)


def examen_card_locked(reference: str) -> ExamenCard | None:
    """Return the same, locked until the end of the transaction."""
    return next(iter(_cards(examens().filter(reference=reference).select_for_update(of=("self",)))), None)


def examen_cards_of(body: Body | int) -> list[ExamenCard]:
    """Return the examens on the policies of a body, the oldest first: one statement."""
    return _cards(examens().filter(policy__body=body).order_by("opened_at", "pk"))


def _cards(found: Iterable[Examen]) -> list[ExamenCard]:
    return [
        ExamenCard(
            pk=examen.pk,
            reference=examen.reference,
            policy=examen.policy.name,
            policy_slug=examen.policy.slug,
            body=examen.policy.body,
            territory=examen.territory,
            referral_reference=examen.referral_reference,
            question=question_of(examen),
            state=ExamenState(examen.state),
            opened_at=examen.opened_at,
        )
        for examen in found
    ]


def question_of(examen: Examen) -> str:
    """Return what the examen asks: its own question, else its referral's."""
    if examen.question:
        return examen.question
    if examen.referral_reference:
        return _("Que répondre à la saisine %(reference)s ?") % {"reference": examen.referral_reference}
    return _("Où en est cette politique ?")


def story_of(matters: Sequence[str]) -> list[Act]:
    """Return the public acts of some files, in order, in words: two statements."""
    return list(in_words(list(events_of(matters))))


def latest_acts(found: Iterable[Examen]) -> list[Act]:
    """Return the last public acts of these examens and of their referrals, the latest first: two statements."""
    matters = [matter for examen in found for matter in (examen.reference, examen.referral_reference) if matter]
    if not matters:
        return []
    events = events_of(matters).order_by("-sequence")[:ACTS_ON_A_PAGE]
    return list(in_words(list(events)))


def where_examens_stand() -> Figures:
    """Return where the examens stand: two statements."""
    counted = Examen.objects.aggregate(
        waiting_for_opinion=Count("pk", filter=Q(state=ExamenState.OPENED)),
        waiting_for_answer=Count("pk", filter=Q(state=ExamenState.OPINION_GIVEN)),
        answered=Count("pk", filter=Q(state__in=[ExamenState.ANSWERED, ExamenState.CLOSED])),
    )
    return Figures(policies=Policy.objects.count(), **counted)
