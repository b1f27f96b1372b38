"""The mandate of a consultation: what is asked, what is open, who decides, when the answer comes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from rules import has_perm

from belvedere.contexts.consultations.actions.finding import index_consultation
from belvedere.contexts.consultations.actions.locking import journal, locked_for
from belvedere.contexts.consultations.events import consultation as events
from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.consultations import span_of
from belvedere.contexts.consultations.refusals import AnswerBeforeTheEnd, NothingToAsk
from belvedere.contexts.consultations.states import ConsultationVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.actions import next_reference
from belvedere.platform.territory.models import Body, Commune, Competence

LONGEST_SLUG = 50


@dataclass(frozen=True)
class Mandate:
    """What a body writes of a consultation before it asks anything."""

    title: str
    question: str
    summary: str = ""
    open_words: str = ""
    decided_words: str = ""
    decider: str = ""
    level: str = ""
    answer_on: date | None = None
    terms: str = ""
    information: str = ""
    information_url: str = ""
    communes: tuple[Commune, ...] = ()
    competence: Competence | None = None
    project_id: int | None = None


@transaction.atomic
def draft_consultation(*, body: Body, mandate: Mandate, by: Role, now: datetime) -> Consultation:
    """Begin a consultation in a body; nobody else sees it before it is announced."""
    if not has_perm("consultations.draft", by, body):
        raise NotAllowed
    if not mandate.title.strip() or not mandate.question.strip():
        raise NothingToAsk
    consultation = Consultation(
        territory=body.territory,
        body=body,
        reference=next_reference(territory=body.territory, prefix="C", year=timezone.localdate(now).year),
        slug=_free_slug(body, mandate.title),
        created_at=now,
        is_demonstration=body.territory.is_demonstration,
    )
    _write(consultation, mandate)
    journal(consultation, events.DRAFTED, by=by, now=now, payload={"body": body.name})
    return consultation


@transaction.atomic
def write_mandate(*, consultation: Consultation, mandate: Mandate, by: Role, now: datetime) -> Consultation:
    """Write the mandate of a consultation again, until it is announced."""
    locked = locked_for(consultation, ConsultationVerb.WRITE, by)
    if not mandate.title.strip() or not mandate.question.strip():
        raise NothingToAsk
    span = span_of(locked)
    if mandate.answer_on is not None and span is not None and mandate.answer_on <= timezone.localdate(span[1]):
        raise AnswerBeforeTheEnd
    _write(locked, mandate)
    journal(locked, events.WRITTEN, by=by, now=now)
    index_consultation(locked)
    return locked


def _write(consultation: Consultation, mandate: Mandate) -> None:
    consultation.title, consultation.question = mandate.title.strip(), mandate.question.strip()
    consultation.summary, consultation.decider = mandate.summary.strip(), mandate.decider.strip()
    consultation.open_words, consultation.decided_words = mandate.open_words.strip(), mandate.decided_words.strip()
    consultation.level, consultation.answer_on = mandate.level, mandate.answer_on
    consultation.terms, consultation.information = mandate.terms.strip(), mandate.information.strip()
    consultation.information_url = mandate.information_url
    consultation.competence, consultation.project_id = mandate.competence, mandate.project_id
    consultation.save()
    consultation.communes.set(mandate.communes)


def _free_slug(body: Body, title: str) -> str:
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "concertation"
    rows = Consultation.objects.filter(territory=body.territory, slug__startswith=wanted[: LONGEST_SLUG - 4])
    taken = set(rows.values_list("slug", flat=True))
    numbered = (f"{wanted[: LONGEST_SLUG - 4]}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
