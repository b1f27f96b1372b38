"""Reads of the pool: against the targets, by commune, as the engine takes it, who may live together."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from belvedere.contexts.panels.models import Campaign, Candidate, CandidateAnswer, Category, Target
from belvedere.contexts.panels.queries.quotas import categories_of, quotas_of
from belvedere.contexts.panels.states.campaign import SMALLEST_SHOWN, CandidateState, CategoryKind
from belvedere.engines.indicators.disclosure import protect_list
from belvedere.engines.sortition.addresses import cleaned_address
from belvedere.engines.sortition.households import Proposal, Resident, proposals
from belvedere.engines.sortition.problem import CROSSING, Person, Problem
from belvedere.engines.sortition.problem_json import to_json

APART = "seul:"


def registered(campaign: Campaign) -> QuerySet[Candidate]:
    """Return the candidates who may be drawn."""
    return Candidate.objects.filter(campaign=campaign, state=CandidateState.REGISTERED.value)


def candidates_of(campaign: Campaign) -> QuerySet[Candidate]:
    """Return every candidate with how to reach them, the latest first: one statement."""
    found = Candidate.objects.filter(campaign=campaign).select_related("contact", "commune", "campaign", "invitation")
    return found.order_by("-registered_at", "-pk")


def candidate_named(campaign: Campaign, pseudonym: str) -> Candidate | None:
    return (
        candidates_of(campaign)
        .filter(pseudonym=pseudonym)
        .prefetch_related("answers__target", "answers__category")
        .first()
    )


def candidates_with_email(email: str) -> list[Candidate]:
    """Return the candidates who gave this address, with what is held about them: six statements."""
    found = Candidate.objects.filter(contact__email__iexact=email)
    found = found.select_related("contact", "commune", "campaign", "seat__panel", "invitation__address")
    found = found.prefetch_related("answers__target", "answers__category")
    return list(found.prefetch_related("seat__attendances__session", "seat__allowances__session").order_by("pk"))


@dataclass(frozen=True)
class PoolRow:
    """A quota and how many of the pool it counts."""

    target: Target
    count: int

    @property
    def missing(self) -> int:
        return max(0, self.target.minimum - self.count)


@dataclass(frozen=True)
class PoolTable:
    """A category and how the pool fills it."""

    category: Category
    rows: list[PoolRow]


def pool_tables(campaign: Campaign) -> list[PoolTable]:
    """Return the pool against its targets, crossings included: four statements."""
    categories = categories_of(campaign)
    problem = problem_of(campaign, categories)
    counts = {(quota.category, quota.value): len(row) for quota, row in zip(problem.quotas, problem.rows, strict=True)}
    return [
        PoolTable(
            category,
            [PoolRow(target, counts[category.name, target.value]) for target in category.targets.all()],
        )
        for category in categories
    ]


def pool_by_commune(campaign: Campaign) -> dict[str, int]:
    """Return how many candidates each commune has, by INSEE code: one statement."""
    rows = registered(campaign).order_by().values("commune__insee").annotate(count=Count("pk"))
    return dict(rows.values_list("commune__insee", "count"))


def published_by_commune(campaign: Campaign) -> dict[str, int | None]:
    """Return the same as anyone may read it: no small number, nor what would give one away."""
    return protect_list(pool_by_commune(campaign), smallest=SMALLEST_SHOWN)


def problem_of(campaign: Campaign, categories: list[Category] | None = None) -> Problem:
    """Return the pool, the quotas and the size as the engine takes them; people are their pseudonyms.

    Four statements at most, whatever the size of the pool. Households are renamed: nothing leads to an address.
    """
    found = categories_of(campaign) if categories is None else categories
    quotas = quotas_of(campaign, found)
    named = [category for category in found if category.targets.all()]
    rows = list(registered(campaign).order_by("pseudonym").values_list("pk", "pseudonym", "commune_id", "household"))
    answers = _answers(campaign)
    communes = {row.commune_id: row.value for category in named for row in category.targets.all() if row.commune_id}
    shared = _shared_households((pseudonym, household) for _pk, pseudonym, _commune, household in rows)
    people = []
    for pk, pseudonym, commune, _household in rows:
        known = {**answers.get(pk, {}), "": communes.get(commune, "")}
        people.append(Person(pseudonym, _values(named, known), shared.get(pseudonym)))
    return Problem(campaign.size, quotas, tuple(people))


def _answers(campaign: Campaign) -> dict[int, dict[str, str]]:
    rows = CandidateAnswer.objects.filter(
        candidate__campaign=campaign, candidate__state=CandidateState.REGISTERED.value
    )
    found: dict[int, dict[str, str]] = {}
    for candidate, name, value in rows.order_by().values_list("candidate_id", "category__name", "target__value"):
        found.setdefault(candidate, {})[name] = value
    return found


def _values(categories: list[Category], known: dict[str, str]) -> tuple[str, ...]:
    """Return a person's value in each category; ``known[""]`` is the commune."""
    by_name = dict(known)
    for category in categories:
        if category.kind == CategoryKind.COMMUNE:
            by_name[category.name] = known[""]
    return tuple(
        CROSSING.join(by_name.get(part, "?") for part in category.name.split(CROSSING))
        if category.kind == CategoryKind.CROSSED
        else by_name.get(category.name) or "?"
        for category in categories
    )


def _shared_households(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the household of the people who share one, named by its first pseudonym."""
    together: dict[str, list[str]] = {}
    for pseudonym, household in rows:
        if household and not household.startswith(APART):
            together.setdefault(household, []).append(pseudonym)
    return {pseudonym: min(members) for members in together.values() if len(members) > 1 for pseudonym in members}


def frozen_digest(campaign: Campaign) -> tuple[str, int]:
    """Return the mark of the pool as it stands (SHA-256 of its problem's JSON), and how many people it holds."""
    problem = problem_of(campaign)
    return hashlib.sha256(to_json(problem).encode()).hexdigest(), len(problem.people)


@dataclass(frozen=True)
class HouseholdProposal:
    """People of the pool who may live together, for a person to decide."""

    members: list[Candidate]
    percent: int
    are_together: bool
    are_apart: bool


def household_proposals(campaign: Campaign) -> list[HouseholdProposal]:
    """Return who may live together among the candidates, the surest first: one statement."""
    rows = {
        row.pseudonym: row
        for row in registered(campaign)
        .select_related("contact", "commune", "invitation__address")
        .order_by("pseudonym")
    }
    found = proposals(resident for row in rows.values() if (resident := _resident(row)) is not None)
    return [_proposal(proposal, rows) for proposal in found]


def _resident(candidate: Candidate) -> Resident | None:
    invitation = candidate.invitation
    written = invitation.address if invitation is not None else None
    contact = candidate.contact
    if contact.street:
        address = cleaned_address(contact.street, contact.postal_code, contact.city)
    elif written is not None:
        address = cleaned_address(f"{written.street} {written.complement}", written.postal_code, written.city)
    else:
        return None
    return Resident(candidate.pseudonym, address, contact.last_name)


def _proposal(proposal: Proposal, rows: dict[str, Candidate]) -> HouseholdProposal:
    members = [rows[name] for name in proposal.members]
    homes = {member.household for member in members}
    return HouseholdProposal(
        members,
        round(100 * proposal.score),
        are_together=len(homes) == 1 and "" not in homes,
        are_apart=all(home.startswith(APART) for home in homes),
    )
