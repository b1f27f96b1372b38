"""Writes of a candidate: sign up, correct, withdraw, set aside, erase."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules import has_perm

from belvedere.contexts.panels.actions.campaign import journal, reached, read_locked
from belvedere.contexts.panels.actions.places import forget_members
from belvedere.contexts.panels.actions.pool import freeze_again
from belvedere.contexts.panels.events import campaign as events
from belvedere.contexts.panels.models import (
    Address,
    Campaign,
    Candidate,
    CandidateAnswer,
    CandidateContact,
    Invitation,
    Target,
)
from belvedere.contexts.panels.queries.quotas import asked_categories
from belvedere.contexts.panels.queries.register import invitation_by_code
from belvedere.contexts.panels.refusals.campaign import (
    AlreadyRegistered,
    CampaignIncomplete,
    RegistrationClosed,
    UnknownCode,
)
from belvedere.contexts.panels.rules.campaign import PERMISSIONS, READ
from belvedere.contexts.panels.states.campaign import (
    CANDIDATE,
    CampaignVerb,
    CandidateState,
    CandidateVerb,
    Channel,
    may,
)
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import INHABITANT, Actor
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Commune

MISSING_ANSWER = _("Il manque une réponse à une question.")


@dataclass(frozen=True)
class Contact:
    """How to reach a person, as typed."""

    first_name: str
    last_name: str
    email: str = ""
    phone: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    needs: str = ""
    language: str = "fr"


@dataclass(frozen=True)
class Registration:
    """What a person says to sign up: an answer by question (keys of rows), a commune, how to be reached."""

    answers: Mapping[int, int]
    commune: Commune
    contact: Contact
    channel: Channel = Channel.ONLINE


@transaction.atomic
def sign_up(*, code: str, registration: Registration, now: datetime) -> Candidate:
    """Sign a person up with the code of a letter, once, whatever the number of clicks."""
    invitation = invitation_by_code(code)
    if invitation is None:
        raise UnknownCode
    campaign = read_locked(invitation.campaign.reference)
    is_late = campaign.responses_until is not None and timezone.localdate(now) > campaign.responses_until
    if not may(campaign.state, CampaignVerb.REGISTER) or is_late:
        raise RegistrationClosed
    return _registered(campaign, invitation, registration, None, now)


@transaction.atomic
def enter_candidate(*, reference: str, code: str, registration: Registration, by: Role, now: datetime) -> Candidate:
    """Sign up a person who telephoned or wrote; an officer enters it, with the letter's code when there is one."""
    campaign = read_locked(reference)
    if not has_perm(PERMISSIONS[CampaignVerb.REGISTER], by, campaign):
        raise NotAllowed
    reached(campaign, CampaignVerb.REGISTER)
    invitation = invitation_by_code(code) if code else None
    if code and (invitation is None or invitation.campaign_id != campaign.pk):
        raise UnknownCode
    return _registered(campaign, invitation, registration, by, now)


def _registered(
    campaign: Campaign, invitation: Invitation | None, registration: Registration, by: Role | None, now: datetime
) -> Candidate:
    if campaign.candidates_kept_until is None:
        raise CampaignIncomplete
    candidate = Candidate(
        campaign=campaign,
        invitation=invitation,
        commune=registration.commune,
        channel=registration.channel.value,
        entered_by=by,
        household=_household(invitation),
        registered_at=now,
        consented_at=now,
    )
    try:
        with transaction.atomic():
            candidate.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRegistered from error
    _write_answers(candidate, registration.answers)
    CandidateContact.objects.create(
        candidate=candidate, erase_on=campaign.candidates_kept_until, **vars(registration.contact)
    )
    if invitation is not None:
        Invitation.objects.filter(pk=invitation.pk).update(declined_at=None)
    actor = Actor.role(by) if by else INHABITANT
    payload = {"channel": candidate.channel}
    journal(campaign, events.CANDIDATE_REGISTERED, now=now, actor=actor, payload=payload)
    _thank(campaign, registration.contact, now)
    return candidate


def _household(invitation: Invitation | None) -> str:
    address = invitation.address if invitation is not None else None
    return address.household if address is not None else ""


def _write_answers(candidate: Candidate, answers: Mapping[int, int]) -> None:
    """Write one answer by question; each must be one of its question's."""
    asked = asked_categories(candidate.campaign)
    targets = Target.objects.filter(category__in=asked, pk__in=answers.values()).values_list("pk", "category_id")
    valid = {category: target for target, category in targets if answers.get(category) == target}
    if set(valid) != {category.pk for category in asked}:
        raise CampaignIncomplete(MISSING_ANSWER)
    CandidateAnswer.objects.filter(candidate=candidate).delete()
    CandidateAnswer.objects.bulk_create(
        CandidateAnswer(candidate=candidate, category_id=category, target_id=target)
        for category, target in sorted(valid.items())
    )


def _thank(campaign: Campaign, contact: Contact, now: datetime) -> None:
    if not contact.email:
        return
    path = reverse("panels:campaign", args=[campaign.reference])
    post_message(
        territory=campaign.territory,
        to=contact.email,
        template="panels/mail/registered",
        context={"campaign": campaign, "contact": contact, "link": settings.PUBLIC_URL + path},
        now=now,
        language=contact.language,
        kind=CONFIRMATION,
    )


def _locked_candidate(candidate: Candidate) -> tuple[Campaign, Candidate]:
    """Take the recruitment's lock, then read the candidate again."""
    campaign = read_locked(candidate.campaign.reference)
    current = Candidate.objects.select_related("campaign").filter(pk=candidate.pk).first()
    if current is None:
        raise NotInThisState
    return campaign, current


def _reached(candidate: Candidate, verb: CandidateVerb) -> CandidateState:
    state = CANDIDATE.get((CandidateState(candidate.state), verb))
    if state is None:
        raise NotInThisState
    return state


def _refuse_stranger(campaign: Campaign, by: Role) -> None:
    if not has_perm(READ, by, campaign):
        raise NotAllowed


@transaction.atomic
def correct_candidate(*, candidate: Candidate, registration: Registration, by: Role) -> Candidate:
    """Write again what a person said, at their request, while the registrations are open."""
    campaign, current = _locked_candidate(candidate)
    _refuse_stranger(campaign, by)
    reached(campaign, CampaignVerb.REGISTER)
    _reached(current, CandidateVerb.CORRECT)
    current.commune = registration.commune
    current.save(update_fields=["commune"])
    _write_answers(current, registration.answers)
    CandidateContact.objects.filter(candidate=current).update(**vars(registration.contact))
    return current


@transaction.atomic
def withdraw_candidate(*, candidate: Candidate, by: Role | None, now: datetime) -> Candidate:
    """Take back a registration at the person's request; ``by`` is the officer who was asked, None with the code."""
    campaign, current = _locked_candidate(candidate)
    if by is not None:
        _refuse_stranger(campaign, by)
    return _left(campaign, current, CandidateVerb.WITHDRAW, by, now)


@transaction.atomic
def set_candidate_aside(*, candidate: Candidate, by: Role, now: datetime) -> Candidate:
    """Set aside someone who may not be drawn: too young, elected, living elsewhere, entered twice."""
    campaign, current = _locked_candidate(candidate)
    _refuse_stranger(campaign, by)
    return _left(campaign, current, CandidateVerb.SET_ASIDE, by, now)


def _left(campaign: Campaign, candidate: Candidate, verb: CandidateVerb, by: Role | None, now: datetime) -> Candidate:
    candidate.state = _reached(candidate, verb).value
    candidate.left_at = now
    candidate.save(update_fields=["state", "left_at"])
    actor = Actor.role(by) if by else INHABITANT
    journal(campaign, events.CANDIDATE_LEFT, now=now, actor=actor, payload={"reason": candidate.state})
    freeze_again(campaign, actor, now)
    return candidate


@transaction.atomic
def take_candidate_back(*, candidate: Candidate, by: Role, now: datetime) -> Candidate:
    """Put back someone who had left, while the registrations are open."""
    campaign, current = _locked_candidate(candidate)
    _refuse_stranger(campaign, by)
    reached(campaign, CampaignVerb.REGISTER)
    current.state, current.left_at = _reached(current, CandidateVerb.TAKE_BACK).value, None
    current.save(update_fields=["state", "left_at"])
    payload = {"channel": current.channel}
    journal(campaign, events.CANDIDATE_REGISTERED, now=now, actor=Actor.role(by), payload=payload)
    return current


@transaction.atomic
def erase_candidate(*, candidate: Candidate, by: Role | None, now: datetime) -> None:
    """Erase everything of a candidate, the address of her letter too. What is published only knows the pseudonym."""
    campaign, current = _locked_candidate(candidate)
    if by is not None:
        _refuse_stranger(campaign, by)
    actor = Actor.role(by) if by else INHABITANT
    was_registered = current.state == CandidateState.REGISTERED
    Address.objects.filter(invitation__candidate=current).delete()
    forget_members([current.pk])
    current.delete()
    journal(campaign, events.CANDIDATE_ERASED, now=now, actor=actor)
    if was_registered:
        freeze_again(campaign, actor, now)
