"""Writes of the panels: draft an avis, record it. A draft is not an official act: only recording is journalled."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules import has_perm

from belvedere.contexts.observatory.queries import ExamenCard, examen_card_locked
from belvedere.contexts.observatory.states import ExamenState
from belvedere.contexts.panels.events import opinion as events
from belvedere.contexts.panels.models import Amendment, Opinion, Recommendation
from belvedere.contexts.panels.queries.opinion import opinion_by_reference
from belvedere.contexts.panels.refusals.deliberation import DeliberationUnderWay, RecommendationDebated, VoteNotClosed
from belvedere.contexts.panels.refusals.opinion import (
    AlreadyRecorded,
    ExamenNotOpen,
    GivenInTheFuture,
    OpinionIncomplete,
    SameRecommendationTwice,
)
from belvedere.contexts.panels.rules.opinion import PERMISSIONS
from belvedere.contexts.panels.states.deliberation import RECORDABLE, SETTLED, DeliberationState
from belvedere.contexts.panels.states.opinion import (
    TRANSITIONS,
    OpinionDraft,
    OpinionState,
    Verb,
    duplicated_numbers,
    folded,
    kept_recommendations,
    missing_parts,
)
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.search.actions import index_document
from belvedere.platform.territory.actions import next_reference

PART_LABELS = {
    "title": gettext_lazy("le titre"),
    "given_on": gettext_lazy("la date de l’avis"),
    "panel_description": gettext_lazy("comment le panel a été composé"),
    "recommendations": gettext_lazy("au moins une recommandation"),
}


def locked_examen(reference: str, verb: Verb, by: Role) -> ExamenCard:
    """Take the examen's lock, under which its avis is written, and check who asks."""
    examen = examen_card_locked(reference)
    if examen is None or not has_perm(PERMISSIONS[verb], by, examen):
        raise NotAllowed
    return examen


def _check_verb(opinion: Opinion | None, examen: ExamenCard, verb: Verb) -> None:
    state = OpinionState(opinion.state) if opinion is not None else OpinionState.DRAFT
    if (state, verb) not in TRANSITIONS:
        raise AlreadyRecorded
    if examen.state != ExamenState.OPENED:
        raise ExamenNotOpen


def opinion_of(examen: ExamenCard) -> Opinion | None:
    return Opinion.objects.select_for_update(of=("self",)).filter(examen_id=examen.pk).first()


@transaction.atomic
def draft_opinion(*, examen_reference: str, draft: OpinionDraft, by: Role, now: datetime) -> Opinion:
    """Save an avis as typed, even unfinished; its number is given at the first saving."""
    examen = locked_examen(examen_reference, Verb.DRAFT, by)
    opinion = opinion_of(examen)
    _check_verb(opinion, examen, Verb.DRAFT)
    if opinion is None:
        year = timezone.localdate(now).year
        reference = next_reference(territory=examen.territory, prefix="A", year=year)
        opinion = Opinion(
            territory=examen.territory, reference=reference, examen_id=examen.pk, body=examen.body, drafted_at=now
        )
    opinion.title, opinion.given_on = draft.title.strip(), draft.given_on
    opinion.panel_size, opinion.panel_description = draft.panel_size, draft.panel_description.strip()
    opinion.minority_note, opinion.drafted_at = draft.minority_note.strip(), now
    opinion.save()
    _write_recommendations(opinion, draft)
    return opinion


def _write_recommendations(opinion: Opinion, draft: OpinionDraft) -> None:
    """Write the recommendations at their numbers; those under debate keep their amendments."""
    typed = kept_recommendations(draft)
    there = {row.number: row for row in Recommendation.objects.filter(opinion=opinion)}
    if DeliberationState(opinion.deliberation) in SETTLED:
        if [folded(item.text) for item in typed] != [folded(there[number].text) for number in sorted(there)]:
            raise DeliberationUnderWay
        return
    gone = [row.pk for number, row in there.items() if number > len(typed)]
    if Amendment.objects.filter(recommendation__in=gone).exists():
        raise RecommendationDebated
    Recommendation.objects.filter(pk__in=gone).delete()
    rows = [
        Recommendation(
            pk=there[number].pk if number in there else None,
            opinion=opinion,
            number=number,
            text=item.text,
            votes_for=item.votes_for,
            votes_against=item.votes_against,
        )
        for number, item in enumerate(typed, start=1)
    ]
    written = ["text", "votes_for", "votes_against"]
    Recommendation.objects.bulk_update([row for row in rows if row.pk is not None], written)
    Recommendation.objects.bulk_create(row for row in rows if row.pk is None)


def _refuse_unfit(draft: OpinionDraft, now: datetime) -> None:
    missing = missing_parts(draft)
    if missing:
        raise OpinionIncomplete([PART_LABELS[part] for part in missing])
    doubles = duplicated_numbers(draft.recommendations)
    if doubles:
        raise SameRecommendationTwice(doubles)
    if draft.given_on is not None and draft.given_on > timezone.localdate(now):
        raise GivenInTheFuture


@transaction.atomic
def record_opinion(*, examen_reference: str, by: Role, now: datetime) -> Opinion:
    """Record the drafted avis: it becomes public, no longer changes, and must be answered."""
    examen = locked_examen(examen_reference, Verb.RECORD, by)
    opinion = opinion_of(examen)
    _check_verb(opinion, examen, Verb.RECORD)
    if opinion is None:
        raise OpinionIncomplete(PART_LABELS.values())
    if DeliberationState(opinion.deliberation) not in RECORDABLE:
        raise VoteNotClosed
    _refuse_unfit(opinion.draft, now)
    opinion.state, opinion.recorded_at = OpinionState.RECORDED.value, now
    opinion.save(update_fields=["state", "recorded_at"])
    record(
        kind=events.OPINION_RECORDED,
        territory=examen.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("avis", opinion.reference),
        matter=examen.reference,
        payload={
            "examen": examen.reference,
            "policy": examen.policy_slug,
            "body": examen.body.slug,
            "recommendations": opinion.recommendations.count(),
        },
    )
    return opinion


@transaction.atomic
def index_opinion(*, reference: str) -> None:
    """Let the search find an avis's public page."""
    opinion = opinion_by_reference(reference)
    said = [item.text for item in opinion.recommendations.all()]
    index_document(
        territory=opinion.territory,
        kind="avis",
        key=opinion.reference,
        title=_("Avis %(reference)s : %(title)s") % {"reference": opinion.reference, "title": opinion.title},
        text="\n".join([opinion.panel_description, *said]),
        url=reverse("panels:opinion", args=[opinion.reference]),
    )
