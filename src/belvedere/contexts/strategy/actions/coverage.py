"""What each level offers, the dated numbers of the strategy, the empty cells proposed to the action plan."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.locking import Payload, journal
from belvedere.contexts.strategy.models import Candidate, Offer, Setting
from belvedere.contexts.strategy.queries.coverage import cell_of
from belvedere.contexts.strategy.queries.settings import shipped_numbers, values_on
from belvedere.contexts.strategy.refusals import EndsBeforeItBegins, NotEmptyAnymore, SettingOutOfRange, TextNeeded
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Subject
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Competence, Territory
from belvedere.platform.territory.states import Level


def _keeper(by: Role) -> Territory:
    if not has_perm("strategy.keep", by):
        raise NotAllowed
    return Territory.objects.select_for_update().get(pk=by.body.territory_id)


def _journal_offer(offer: Offer, *, by: Role, now: datetime) -> None:
    payload: Payload = {
        "competence": offer.competence.label,
        "level": offer.level,
        "body": offer.body.name if offer.body else "",
    }
    subject = Subject("offre", str(offer.pk))
    journal(offer.territory, events.OFFER_SET, subject=subject, by=by, now=now, payload=payload)


@transaction.atomic
def set_offer(
    *,
    competence: Competence,
    level: Level,
    name: str,
    source: str,
    since: date,
    legal_basis: str = "",
    body: Body | None = None,
    by: Role,
    now: datetime,
) -> Offer:
    """Say that people take part somewhere on a competence at a level, from a day on, with the source of that."""
    territory = _keeper(by)
    if not name.strip() or not source.strip():
        raise TextNeeded
    offer = Offer.objects.create(
        territory=territory,
        competence=competence,
        level=level.value,
        body=body,
        name=name.strip(),
        legal_basis=legal_basis.strip(),
        source=source.strip(),
        since=since,
        is_demonstration=territory.is_demonstration,
    )
    _journal_offer(offer, by=by, now=now)
    return offer


@transaction.atomic
def end_offer(*, offer: Offer, until: date, by: Role, now: datetime) -> Offer:
    """Say that an offer ends on a day; it stays in the matrix of the days before."""
    _keeper(by)
    locked = (
        Offer.objects.select_for_update(of=("self",)).select_related("territory", "competence", "body").get(pk=offer.pk)
    )
    if until <= locked.since:
        raise EndsBeforeItBegins
    locked.until = until
    locked.save(update_fields=["until"])
    _journal_offer(locked, by=by, now=now)
    return locked


@transaction.atomic
def set_number(*, code: str, value: int, since: date, source: str, by: Role, now: datetime) -> Setting:
    """Fix a number of the strategy from a day on, with its source; before that day, the former one still counts."""
    territory = _keeper(by)
    number = shipped_numbers().get(code)
    if number is None or not number.lowest <= value <= number.highest or not source.strip():
        raise SettingOutOfRange
    facts = {"value": value, "source": source.strip()}
    setting, _is_new = Setting.objects.update_or_create(territory=territory, code=code, since=since, defaults=facts)
    payload: Payload = {"setting": code, "value": value, "since": since.isoformat()}
    subject = Subject("reglage", code)
    journal(territory, events.SETTING_CHANGED, subject=subject, by=by, now=now, payload=payload)
    return setting


@transaction.atomic
def propose_candidate(*, competence: Competence, level: Level, by: Role, now: datetime) -> Candidate:
    """Propose to the action plan an empty cell that many referrals ask to fill."""
    territory = _keeper(by)
    today = timezone.localdate(now)
    cell = cell_of(competence.code, level, today=today, values=values_on(today))
    if cell is None or not cell.is_candidate or cell.is_proposed:
        raise NotEmptyAnymore
    candidate = Candidate.objects.create(
        territory=territory, competence=competence, level=level.value, referrals=cell.referrals, proposed_at=now
    )
    payload: Payload = {
        "candidate": candidate.pk,
        "competence": competence.label,
        "level": level.value,
        "referrals": cell.referrals,
    }
    subject = Subject("candidature", str(candidate.pk))
    journal(territory, events.CANDIDATE_PROPOSED, subject=subject, by=by, now=now, payload=payload)
    return candidate
