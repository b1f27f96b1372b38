"""Contributions that come in the register: on line, on paper, by mail, from a meeting; read, shown, set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from rules import has_perm

from belvedere.contexts.consultations.actions.locking import journal, locked_consultation
from belvedere.contexts.consultations.events import register as events
from belvedere.contexts.consultations.models import Consultation, Contribution, ContributionFile, Phase
from belvedere.contexts.consultations.queries.mailbox import Mail
from belvedere.contexts.consultations.queries.register import next_number, takes_paper
from belvedere.contexts.consultations.refusals import SayWhy
from belvedere.contexts.consultations.refusals.register import NothingWritten, RegisterClosed
from belvedere.contexts.consultations.states.register import (
    CONTRIBUTIONS,
    ContributionState,
    ContributionVerb,
    Ground,
    Source,
)
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.received import Received
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Commune


@dataclass(frozen=True)
class Words:
    """What somebody says, and what they say of themselves."""

    text: str
    name: str = ""
    email: str = ""
    college: str = ""
    commune: Commune | None = None
    age: str = ""
    sex: str = ""
    is_personal: bool = False
    language: str = "fr"


@dataclass(frozen=True)
class JoinedFile:
    """A document as it is kept, under the title that was given to it."""

    title: str
    file: Received


@transaction.atomic
def contribute(*, phase: Phase, words: Words, files: Sequence[JoinedFile] = (), now: datetime) -> Contribution:
    """Write in the register on line, while its phase lasts; who leaves an address gets the number and a link."""
    locked = locked_consultation(phase.consultation_id)
    phase.consultation = locked
    if not phase.is_open(now):
        raise RegisterClosed
    made = _enter(locked, phase, words, Source.ONLINE, files=files, at=now, by=None)
    journal(locked, events.CONTRIBUTED, by=None, now=now, payload={"number": made.number, "source": made.source})
    if made.email:
        _acknowledge(made, now)
    return made


@transaction.atomic
def enter_contribution(
    *,
    phase: Phase,
    source: Source,
    words: Words,
    by: Role,
    now: datetime,
    received_at: datetime | None = None,
    files: Sequence[JoinedFile] = (),
) -> Contribution:
    """Enter what came on paper or was said in a meeting, its scan joined; read by who types it, it is shown at once."""
    locked = _kept_by(phase, by)
    made = _enter(locked, phase, words, source, files=files, at=received_at or now, by=by)
    made.state, made.moderated_at = ContributionState.SHOWN.value, now
    made.save(update_fields=["state", "moderated_at"])
    journal(locked, events.CONTRIBUTED, by=by, now=now, payload={"number": made.number, "source": made.source})
    return made


@transaction.atomic
def import_mails(*, phase: Phase, mails: Sequence[Mail], by: Role, now: datetime) -> list[Contribution]:
    """Enter mails sent to the body, each once; they wait to be read like what comes on line."""
    locked = _kept_by(phase, by)
    digests = [mail.digest for mail in mails]
    known = set(
        Contribution.objects.filter(consultation=locked, message_digest__in=digests).values_list(
            "message_digest", flat=True
        )
    )
    first = next_number(locked)
    fresh = list({mail.digest: mail for mail in mails if mail.digest not in known}.values())
    rows = [
        Contribution(
            consultation=locked,
            phase=phase,
            number=first + place,
            source=Source.EMAIL.value,
            text=mail.text,
            name=mail.name,
            email=mail.email,
            received_at=mail.sent_at or now,
            typed_by=by,
            message_digest=mail.digest,
        )
        for place, mail in enumerate(fresh)
    ]
    made = Contribution.objects.bulk_create(rows)
    if made:
        journal(locked, events.IMPORTED, by=by, now=now, payload={"count": len(made), "first": first})
    return made


@transaction.atomic
def moderate_contribution(
    *, contribution: Contribution, verb: ContributionVerb, ground: Ground | None, by: Role, now: datetime
) -> Contribution:
    """Show a contribution, or set it aside on a ground that is public; its number stays in the register."""
    locked = locked_consultation(contribution.consultation_id)
    if not has_perm("consultations.run", by, locked):
        raise NotAllowed
    row = Contribution.objects.get(pk=contribution.pk)
    reached = CONTRIBUTIONS.get((ContributionState(row.state), verb))
    if reached is None:
        raise NotInThisState
    if verb == ContributionVerb.SET_ASIDE and ground is None:
        raise SayWhy
    row.state, row.moderated_at = reached.value, now
    row.ground = ground.value if ground is not None and verb == ContributionVerb.SET_ASIDE else ""
    row.save(update_fields=["state", "ground", "moderated_at"])
    if verb == ContributionVerb.SHOW:
        journal(locked, events.SHOWN, by=by, now=now, payload={"number": row.number})
    else:
        journal(locked, events.SET_ASIDE, by=by, now=now, payload={"number": row.number, "ground": row.ground})
    return row


@transaction.atomic
def forget_contributor(*, contribution: Contribution, now: datetime) -> None:
    """Erase who wrote a contribution: what was said stays in the register, which the law keeps, without its author."""
    locked = locked_consultation(contribution.consultation_id)
    row = Contribution.objects.get(pk=contribution.pk)
    row.name = row.email = row.age = row.sex = row.college = ""
    row.commune = None
    row.save(update_fields=["name", "email", "age", "sex", "college", "commune"])
    journal(locked, events.FORGOTTEN, by=None, now=now, payload={"number": row.number})


def _kept_by(phase: Phase, by: Role) -> Consultation:
    locked = locked_consultation(phase.consultation_id)
    if not has_perm("consultations.run", by, locked):
        raise NotAllowed
    if not takes_paper(locked):
        raise NotInThisState
    return locked


def _enter(
    consultation: Consultation,
    phase: Phase,
    words: Words,
    source: Source,
    *,
    files: Sequence[JoinedFile],
    at: datetime,
    by: Role | None,
) -> Contribution:
    if not words.text.strip():
        raise NothingWritten
    made = Contribution.objects.create(
        consultation=consultation,
        phase=phase,
        number=next_number(consultation),
        source=source.value,
        text=words.text.strip(),
        received_at=at,
        typed_by=by,
        is_personal=words.is_personal,
        name=words.name.strip(),
        email=words.email.strip(),
        language=words.language,
        college=words.college.strip(),
        commune=words.commune,
        age=words.age,
        sex=words.sex,
    )
    ContributionFile.objects.bulk_create(
        ContributionFile(
            contribution=made,
            title=joined.title,
            media_type=joined.file.media_type,
            content=joined.file.content,
            size=len(joined.file.content),
        )
        for joined in files
    )
    return made


def _acknowledge(contribution: Contribution, now: datetime) -> None:
    consultation = contribution.consultation
    mine = reverse("consultations:mine", args=[consultation.slug, contribution.key])
    post_message(
        territory=consultation.territory,
        to=contribution.email,
        template="consultations/mail/received",
        context={"contribution": contribution, "consultation": consultation, "link": settings.PUBLIC_URL + mine},
        now=now,
        language=contribution.language,
        kind=CONFIRMATION,
        key=f"concertation-{consultation.reference}-recue-{contribution.number}",
    )
