"""The consultation of a project: its terms and their proofs, its report, the answers, who came, how it is judged."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.projects import events
from belvedere.contexts.projects.actions.locking import (
    consultation_moved,
    journal,
    locked_for,
    locked_project,
    refuse_a_day_to_come,
)
from belvedere.contexts.projects.models import Deadline, Participants, Project, Proof, Proposal, Score, Term
from belvedere.contexts.projects.queries.subsidiarity import checked_project
from belvedere.contexts.projects.refusals import (
    DayAlreadyPast,
    NotConcerned,
    NoTerms,
    NotEvaluatedNow,
    NotPlanned,
    ProofAlreadyThere,
    ProofOutOfTime,
    SayWhy,
    TermsFixed,
    TermsUnproven,
)
from belvedere.contexts.projects.states import (
    ConsultationState,
    ConsultationVerb,
    Outcome,
    ProjectState,
    ProofKind,
)
from belvedere.contexts.strategy.actions import waive_rule
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.received import received_file
from belvedere.platform.territory.models import Commune


def _to_write(project: Project, by: Role) -> Project:
    project = locked_for(project, by)
    if project.consultation != ConsultationState.TO_FIX:
        raise TermsFixed
    return consultation_moved(project, ConsultationVerb.WRITE_TERMS)


@transaction.atomic
def write_term(
    *,
    project: Project,
    wording: str,
    by: Role,
    now: datetime,
    planned_on: date | None = None,
    reaches_out: bool = False,
) -> Term:
    """Add a term to those that the council will vote."""
    project = _to_write(project, by)
    if not wording.strip():
        raise SayWhy
    last = Term.objects.filter(project=project).order_by("-number").first()
    term = Term.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        wording=wording.strip(),
        planned_on=planned_on,
        reaches_out=reaches_out,
    )
    journal(project, events.TERM_WRITTEN, now=now, by=by, payload={"number": term.number})
    return term


@transaction.atomic
def remove_term(*, term: Term, by: Role, now: datetime) -> None:
    """Take back a term that is not voted yet."""
    project = _to_write(term.project, by)
    Term.objects.filter(pk=term.pk).delete()
    journal(project, events.TERM_WRITTEN, now=now, by=by, payload={"number": term.number})


@transaction.atomic
def record_vote_of_terms(*, project: Project, on: date, act: str, by: Role, now: datetime) -> Project:
    """Say by which deliberation the terms were voted: from then on each must be carried out and proven."""
    if not act.strip():
        raise SayWhy
    refuse_a_day_to_come(on, now)
    project = consultation_moved(locked_for(project, by), ConsultationVerb.ANNOUNCE)
    terms = Term.objects.filter(project=project).count()
    if not terms:
        raise NoTerms
    project.terms_voted_on, project.terms_act = on, act.strip()
    project.save(update_fields=["consultation", "terms_voted_on", "terms_act"])
    _keep_the_day(project, "CU-DELIB", on)
    journal(project, events.TERMS_VOTED, now=now, by=by, payload={"on": on.isoformat(), "terms": terms})
    return project


@transaction.atomic
def waive_rule_for_project(*, project: Project, rule: str, reason: str, by: Role, now: datetime) -> None:
    """Set aside, in public, a rule of subsidiarity that the planned consultation breaks today."""
    project = locked_for(project, by)
    checked = checked_project(project, on=timezone.localdate(now))
    if checked is None:
        raise NotPlanned
    waive_rule(checked=checked, rule=rule, reason=reason, body=project.body, by=by, now=now, matter=project.reference)


def _keep_the_day(project: Project, milestone: str, on: date) -> None:
    """Say in the calendar that an act took place, unless it was said already."""
    Deadline.objects.filter(project=project, milestone=milestone, done_on=None).update(done_on=on)


@transaction.atomic
def prove_term(
    *, term: Term, kind: ProofKind, title: str, dated_on: date, content: bytes, by: Role, now: datetime
) -> Proof:
    """Add dated evidence to a term; its SHA-256 is taken on what came in, and published."""
    project = consultation_moved(locked_for(term.project, by), ConsultationVerb.PROVE)
    voted_on = project.terms_voted_on
    if voted_on is None or dated_on < voted_on or dated_on > timezone.localdate(now):
        raise ProofOutOfTime
    received = received_file(content)
    sha256 = hashlib.sha256(received.content).hexdigest()
    if Proof.objects.filter(term=term, sha256=sha256).exists():
        raise ProofAlreadyThere
    proof = Proof.objects.create(
        term=term,
        kind=kind,
        title=title.strip(),
        dated_on=dated_on,
        media_type=received.media_type,
        content=received.content,
        sha256=sha256,
        added_at=now,
        added_by=by,
    )
    payload: dict[str, Value] = {"term": term.number, "sha256": sha256, "dated_on": dated_on.isoformat()}
    journal(project, events.PROVEN, now=now, by=by, payload=payload)
    return proof


@transaction.atomic
def group_proposal(
    *, project: Project, text: str, contributions: int, is_minority: bool, by: Role, now: datetime
) -> Proposal:
    """Group what several contributions ask for, before the report is closed."""
    project = locked_for(project, by)
    if not text.strip():
        raise SayWhy
    consultation_moved(project, ConsultationVerb.PROVE)
    last = Proposal.objects.filter(project=project).order_by("-number").first()
    proposal = Proposal.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        text=text.strip(),
        contributions=contributions,
        is_minority=is_minority,
    )
    journal(project, events.PROPOSED, now=now, by=by, payload={"number": proposal.number})
    return proposal


@transaction.atomic
def count_participants(*, project: Project, commune: Commune, count: int, by: Role, now: datetime) -> Participants:
    """Say how many people of a commune took part."""
    project = locked_for(project, by)
    if not project.communes.filter(pk=commune.pk).exists():
        raise NotConcerned
    row, _ = Participants.objects.update_or_create(project=project, commune=commune, defaults={"count": count})
    journal(project, events.PARTICIPANTS_COUNTED, now=now, by=by, payload={"commune": commune.slug})
    return row


@transaction.atomic
def close_report(*, project: Project, on: date, contributions: int, summary: str, by: Role, now: datetime) -> Project:
    """Close the report, once every term that was voted has its dated proof."""
    refuse_a_day_to_come(on, now)
    if not summary.strip():
        raise SayWhy
    project = consultation_moved(locked_for(project, by), ConsultationVerb.REPORT)
    unproven = list(
        Term.objects.filter(project=project, proofs=None).order_by("number").values_list("number", flat=True)
    )
    if unproven:
        raise TermsUnproven(unproven)
    project.reported_on, project.contributions, project.report_summary = on, contributions, summary.strip()
    project.save(update_fields=["consultation", "reported_on", "contributions", "report_summary"])
    _keep_the_day(project, "CU-BILAN", on)
    payload: dict[str, Value] = {
        "on": on.isoformat(),
        "terms": Term.objects.filter(project=project).count(),
        "proposals": Proposal.objects.filter(project=project).count(),
    }
    journal(project, events.REPORTED, now=now, by=by, payload=payload)
    return project


@dataclass(frozen=True)
class Decision:
    """What the body does with a proposal, and why."""

    outcome: Outcome
    reason: str
    study_until: date | None = None


@transaction.atomic
def answer_proposal(*, proposal: Proposal, decision: Decision, by: Role, now: datetime) -> Proposal:
    """Answer a grouped proposal, with its reason; under study, it says until when."""
    if not decision.reason.strip():
        raise SayWhy
    today = timezone.localdate(now)
    under_study = decision.outcome is Outcome.UNDER_STUDY
    if under_study and (decision.study_until is None or decision.study_until <= today):
        raise DayAlreadyPast
    project = consultation_moved(locked_for(proposal.project, by), ConsultationVerb.RESPOND)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    proposal.outcome, proposal.reason = decision.outcome, decision.reason.strip()
    proposal.study_until = decision.study_until if under_study else None
    proposal.answered_on = proposal.answered_on or today
    proposal.save()
    payload: dict[str, Value] = {"number": proposal.number, "outcome": decision.outcome.value}
    journal(project, events.PROPOSAL_ANSWERED, now=now, by=by, payload=payload)
    return proposal


@transaction.atomic
def score_as_organiser(*, project: Project, criterion: str, value: Decimal, by: Role, now: datetime) -> Score:
    """Answer a criterion of the evaluation for the organisers; again, the answer changes."""
    project = locked_for(project, by)
    row, _ = Score.objects.update_or_create(
        project=project, criterion=criterion, is_organiser=True, defaults={"value": value, "given_at": now}
    )
    journal(project, events.SCORED, now=now, by=by, payload={"criterion": criterion})
    return row


@transaction.atomic
def score_as_participant(*, project: Project, scores: dict[str, int], now: datetime) -> list[Score]:
    """Keep what a participant says of a consultation whose report is public: nothing tells who it was."""
    project = locked_project(project.pk)
    if project.consultation != ConsultationState.REPORTED or project.state != ProjectState.PUBLISHED:
        raise NotEvaluatedNow
    if not scores:
        raise SayWhy
    rows = [
        Score(project=project, criterion=criterion, is_organiser=False, value=Decimal(value), given_at=now)
        for criterion, value in scores.items()
    ]
    Score.objects.bulk_create(rows)
    journal(project, events.SCORED, now=now, by=None, payload={"criterion": "participants"})
    return rows


@transaction.atomic
def write_lesson(*, project: Project, text: str, by: Role, now: datetime) -> Project:
    """Write what the next projects should know."""
    if not text.strip():
        raise SayWhy
    project = locked_for(project, by)
    project.lesson = text.strip()
    project.save(update_fields=["lesson"])
    journal(project, events.LESSON_WRITTEN, now=now, by=by)
    return project
