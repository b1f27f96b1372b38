"""What referrals do when something happens elsewhere."""

import json
from datetime import datetime

from belvedere.contexts.referrals import events, queries
from belvedere.contexts.referrals.actions.follow import join_examen, move_follow_up
from belvedere.contexts.referrals.actions.reserve import follow_reserve
from belvedere.contexts.referrals.actions.sample import ask_sample
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.reserve import referrals_under_reserves
from belvedere.contexts.referrals.states import FollowUpVerb
from belvedere.contexts.referrals.tasks import tell, tell_followers
from belvedere.contexts.referrals.words import DEPOSITOR_ONLY, HIDDEN_LABELS, LETTERS, REMOVAL_LABELS, TOLD_TO_ALL
from belvedere.platform.journal.kinds import spell
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe
from belvedere.platform.search.actions import index_document, remove_document


@subscribe("referrals.join_examen", ["observatory.examen_opened"])
def follow_into_examen(event: Event, now: datetime) -> None:
    reference = json.loads(event.payload)["referral"]
    if reference:
        join_examen(referral_reference=reference, examen_reference=event.matter, now=now)


MOVES = {
    "panels.opinion_recorded": FollowUpVerb.RECEIVE_OPINION,
    "answers.published": FollowUpVerb.ANSWER,
    "actionplan.contested": FollowUpVerb.CONTEST,
    "actionplan.contest_answered": FollowUpVerb.SETTLE,
}


@subscribe("referrals.follow_up", list(MOVES))
def follow_what_it_gave_rise_to(event: Event, now: datetime) -> None:
    for referral in queries.referrals_of_examen(event.matter):
        move_follow_up(referral_id=referral.pk, verb=MOVES[event.kind], now=now)


@subscribe("referrals.tell_supporters", TOLD_TO_ALL | DEPOSITOR_ONLY)
def tell_supporters(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the jobs read their own clock
    for referral in _concerned(event):
        tell.enqueue(str(event.id), referral.pk, 0)
        if event.kind in TOLD_TO_ALL:
            tell_followers.enqueue(str(event.id), referral.pk, 0)


def _concerned(event: Event) -> list[Referral]:
    if event.subject_kind == "saisine":
        referral = queries.referral_by_reference(event.subject_id)
        return [referral] if referral else []
    if event.kind == "observatory.examen_opened":
        # The referral may not have joined yet: the event says which one opened the examen.
        referral = queries.referral_by_reference(json.loads(event.payload)["referral"])
        return [referral] if referral else []
    return list(queries.referrals_of_examen(event.matter))


@subscribe(
    "referrals.index",
    ["referrals.admitted", "referrals.rejected", "referrals.text_shown", "referrals.text_redacted"],
)
def make_findable(event: Event, now: datetime) -> None:  # noqa: ARG001 -- every reaction receives the hour
    referral = queries.referral_by_reference(event.subject_id)
    if referral is None or not queries.text_is_public(referral):
        return
    index_document(
        territory=referral.territory,
        kind="saisine",
        key=referral.reference,
        title=referral.title,
        text=f"{referral.request}\n{referral.reasons}",
        url=f"/saisines/{referral.reference}/",
    )


@subscribe("referrals.unindex", ["referrals.appeal_accepted", "referrals.text_hidden"])
def make_unfindable(event: Event, now: datetime) -> None:  # noqa: ARG001 -- every reaction receives the hour
    """What is read again, or hidden, is no longer public."""
    referral = queries.referral_by_reference(event.subject_id)
    if referral is not None and not queries.text_is_public(referral):
        remove_document(territory=referral.territory, kind="saisine", key=referral.reference)


@subscribe("referrals.follow_reserves", ["referrals.reserve_planned", "referrals.reserve_withdrawn"])
def follow_reserves_at_once(event: Event, now: datetime) -> None:  # noqa: ARG001 -- every reaction receives the event
    """What a reserve says holds as soon as it is planned, or taken back, not at the next hour."""
    for referral in referrals_under_reserves().iterator():
        follow_reserve(referral=referral, now=now)


@subscribe("referrals.ask_sample", ["actionplan.asked"])
def ask_those_drawn(event: Event, now: datetime) -> None:
    """An action comes to its date: people drawn by lot among the supporters, and the depositors, are asked."""
    ask_sample(survey_id=json.loads(event.payload)["survey"], now=now)


# Acts tell their reasons in words: events and words do not know each other.
spell(events.REJECTED, "reason", {reason.value: letter.label for reason, letter in LETTERS.items()})
for _kind in (events.TEXT_HIDDEN, events.DOCUMENT_HIDDEN):
    spell(_kind, "reason", {reason.value: label for reason, label in HIDDEN_LABELS.items()})
spell(events.SUPPORTS_REMOVED, "reason", {reason.value: label for reason, label in REMOVAL_LABELS.items()})
