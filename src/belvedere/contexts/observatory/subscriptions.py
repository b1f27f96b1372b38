"""What the observatory does when something happens."""

import json
from datetime import datetime

from belvedere.contexts.observatory import actions, events
from belvedere.contexts.observatory.actions import alerts
from belvedere.contexts.observatory.models.examens import EXAMEN_STATE_LABELS, PIECE_LABELS
from belvedere.contexts.observatory.models.readings import CONTEST_STATE_LABELS, VERDICT_LABELS
from belvedere.contexts.observatory.queries.alerts import watched_slugs
from belvedere.contexts.observatory.queries.names import names_of_indicators, names_of_policies
from belvedere.contexts.observatory.words import STATUS_WORDS
from belvedere.platform.journal.kinds import name_codes, spell
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe

# Acts tell their codes in words: events and words do not know each other.
spell(events.EXAMEN_MOVED, "state", {code.value: words for code, words in EXAMEN_STATE_LABELS.items()})
spell(events.PIECE_ADDED, "piece", {code.value: words for code, words in PIECE_LABELS.items()})
spell(events.INDICATOR_READ, "status", STATUS_WORDS)
spell(events.INDICATOR_TURNED_LATE, "status", STATUS_WORDS)
spell(events.PANEL_READING_NOTED, "verdict", {code.value: words for code, words in VERDICT_LABELS.items()})
spell(events.CONFIDENCE_SAID, "confidence", {code.value: words for code, words in VERDICT_LABELS.items()})
spell(events.CONTEST_ANSWERED, "state", {code.value: words for code, words in CONTEST_STATE_LABELS.items()})
name_codes(
    "indicator",
    names_of_indicators,
    events.ALERT_ANSWERED,
    events.CONFIDENCE_SAID,
    events.FEED_SET,
    events.FIGURE_CONTESTED,
    events.INDICATOR_DESCRIBED,
    events.INDICATOR_READ,
    events.INDICATOR_TURNED_LATE,
    events.PANEL_READING_NOTED,
    events.TARGET_SET,
    events.THRESHOLD_PASSED,
)
name_codes(
    "policy",
    names_of_policies,
    events.BUDGET_WRITTEN,
    events.EVALUATION_REMOVED,
    events.EVALUATION_WRITTEN,
    events.POLICY_DESCRIBED,
)


@subscribe("observatory.open_examen", ["referrals.threshold_reached"])
def open_examen(event: Event, now: datetime) -> None:
    """A referral has reached a step that asks for a panel: an examen opens on its policy."""
    payload = json.loads(event.payload)
    if payload["effect"] != "panel":
        return
    actions.open_examen(
        territory=event.territory,
        policy_slug=payload["policy"],
        referral_reference=event.matter,
        now=now,
    )


@subscribe("observatory.note_opinion", ["panels.opinion_recorded"])
def note_opinion(event: Event, now: datetime) -> None:
    """The panel has given its avis."""
    actions.note_opinion(reference=event.matter, given_at=event.at, now=now)


@subscribe("observatory.note_answer", ["answers.published"])
def note_answer(event: Event, now: datetime) -> None:
    """The answer is published."""
    actions.note_answer(reference=event.matter, published_at=event.at, now=now)


@subscribe("observatory.tell_owners", ["observatory.indicator_turned_late"])
def tell_owners(event: Event, now: datetime) -> None:
    """An indicator turned late: those who answer for it get a mail."""
    status = json.loads(event.payload)["status"]
    alerts.tell_owners(slug=event.subject_id, status=status, occasion=str(event.id), now=now)


@subscribe(
    "observatory.watch_thresholds",
    ["observatory.edition_published", "observatory.edition_undone", "observatory.indicator_described"],
)
def watch_thresholds(event: Event, now: datetime) -> None:
    """Values or a threshold changed: those beyond it raise an alert."""
    payload = json.loads(event.payload)
    edition = payload.get("by") or payload.get("edition", "")
    for slug in watched_slugs(edition=edition, indicator=payload.get("indicator", "")):
        alerts.watch_threshold(slug=slug, now=now)


@subscribe("observatory.tell_of_threshold", ["observatory.threshold_passed"])
def tell_of_threshold(event: Event, now: datetime) -> None:
    """A value passed its threshold: those who answer for it get a mail."""
    period = json.loads(event.payload)["period"]
    alerts.tell_of_threshold(slug=event.subject_id, period=period, occasion=str(event.id), now=now)


@subscribe("search.examens", ["observatory.examen_opened"])
def index_examen(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the dispatcher gives it to all
    """An examen is opened: its public page can be found."""
    actions.index_examen(reference=event.matter)
