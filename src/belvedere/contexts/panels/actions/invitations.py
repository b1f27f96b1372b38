"""Writes of the letters: who is written to, what was posted, who says no, what the post brings back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from belvedere.contexts.panels.actions.campaign import journal, locked_campaign, move, read_locked
from belvedere.contexts.panels.events import campaign as events
from belvedere.contexts.panels.models import Address, Campaign, Invitation
from belvedere.contexts.panels.queries.letters import Expectation, plan_of
from belvedere.contexts.panels.queries.register import code_hash, code_of, letters_of_batch
from belvedere.contexts.panels.refusals.campaign import (
    CampaignIncomplete,
    NoLetterNeeded,
    NotEnoughAddresses,
    RegistrationClosed,
)
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb
from belvedere.engines.sortition.addresses import cleaned_address
from belvedere.engines.sortition.apportionment import Method, apportion
from belvedere.engines.sortition.letter_draw import RegisterEntry, draw_letters, households_by_stratum
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.territory.models import Commune

LETTERS_BY_BATCH = 200
ROWS_BY_WRITE = 500
ROWS_BY_READ = 5000  # SQLite takes so many values in a statement, and not many more


@transaction.atomic
def draw_invitations(*, reference: str, letters: int, seed: str, by: Role, now: datetime) -> int:
    """Draw the addresses of a wave by lot, in proportion to the communes, one by household; return the wave.

    The seed is journalled: with the register, anyone entitled to read it can draw the same letters again.
    """
    campaign, _state = locked_campaign(reference, CampaignVerb.INVITE, by)
    register, _keys = free = _free_register(campaign)
    room = {int(commune): households for commune, households in households_by_stratum(register).items()}
    if letters > sum(room.values()):
        raise NotEnoughAddresses
    populations = dict(Commune.objects.filter(pk__in=room).values_list("pk", "population"))
    return _draw(campaign, free, shared_letters(populations, room, letters), seed, by, now)


@transaction.atomic
def draw_advised_invitations(*, reference: str, expectation: Expectation, seed: str, by: Role, now: datetime) -> int:
    """Draw the wave that the pool wanted asks for at a risk, commune by commune; return the wave.

    It is computed again under the lock: answers may have come since the page was read.
    """
    from belvedere.engines.sortition.invitations import (  # noqa: PLC0415 -- loads a solver: only who needs it waits
        NotEnoughAddresses as TooFewAddresses,
    )

    campaign, _state = locked_campaign(reference, CampaignVerb.INVITE, by)
    try:
        plan = plan_of(campaign, expectation, now)
    except TooFewAddresses as error:
        raise NotEnoughAddresses from error
    if not plan.total:
        raise NoLetterNeeded
    letters = {int(commune): count for commune, count in plan.by_stratum.items()}
    return _draw(campaign, _free_register(campaign), letters, seed, by, now)


def _free_register(campaign: Campaign) -> tuple[list[RegisterEntry], dict[str, int]]:
    """Return the addresses of households that nobody has written to, and the key of each mark."""
    invited = set(
        Address.objects.filter(campaign=campaign, invitation__isnull=False).values_list("household", flat=True)
    )
    rows = Address.objects.filter(campaign=campaign, invitation__isnull=True).order_by("fingerprint")
    register, keys = [], {}
    for commune, fingerprint, household, pk in rows.values_list("commune_id", "fingerprint", "household", "pk"):
        if household not in invited:
            register.append(RegisterEntry(fingerprint, household, str(commune)))
            keys[fingerprint] = pk
    return register, keys


def _draw(
    campaign: Campaign,
    free: tuple[list[RegisterEntry], dict[str, int]],
    letters: Mapping[int, int],
    seed: str,
    by: Role,
    now: datetime,
) -> int:
    """Draw so many letters by commune, write them as a new wave, journal it; return the wave."""
    register, keys = free
    drawn = draw_letters(register, {str(commune): count for commune, count in letters.items()}, seed)
    pks = [keys[mark] for marks in drawn.values() for mark in marks]
    last = Invitation.objects.filter(campaign=campaign).aggregate(wave=Max("wave"), batch=Max("batch"))
    wave = (last["wave"] or 0) + 1
    _write(campaign, pks, wave=wave, first_batch=(last["batch"] or 0) + 1, now=now)
    payload = {"wave": wave, "letters": len(pks), "seed": seed}
    journal(campaign, events.INVITATIONS_DRAWN, now=now, actor=Actor.role(by), payload=payload)
    return wave


def shared_letters(populations: Mapping[int, int], room: Mapping[int, int], letters: int) -> dict[int, int]:
    """Share letters out by population; what a commune has no address for goes to the others.

    >>> shared_letters({1: 900, 2: 100}, {1: 5, 2: 50}, 20)
    {1: 5, 2: 15}
    """
    given = dict.fromkeys(room, 0)
    left = letters
    while left:
        open_places = {commune: populations[commune] for commune in room if given[commune] < room[commune]}
        weights = open_places if any(open_places.values()) else dict.fromkeys(open_places, 1)
        named = {str(commune): weight for commune, weight in weights.items()}
        share = apportion(named, left, method=Method.LARGEST_REMAINDER).seats
        for name, count in share.items():
            given[int(name)] += min(count, room[int(name)] - given[int(name)])
        left = letters - sum(given.values())
    return given


def _write(campaign: Campaign, drawn: list[int], *, wave: int, first_batch: int, now: datetime) -> None:
    chunks = (drawn[start : start + ROWS_BY_READ] for start in range(0, len(drawn), ROWS_BY_READ))
    found = (row for chunk in chunks for row in Address.objects.filter(campaign=campaign, pk__in=chunk))
    addresses = sorted(found, key=_address_order)
    rows = []
    for place, address in enumerate(addresses):
        batch, rank = divmod(place, LETTERS_BY_BATCH)
        row = Invitation(
            campaign=campaign,
            address=address,
            commune_id=address.commune_id,
            wave=wave,
            batch=first_batch + batch,
            rank=rank + 1,
            drawn_at=now,
        )
        row.code_hash = code_hash(code_of(row, campaign))
        rows.append(row)
    Invitation.objects.bulk_create(rows, batch_size=ROWS_BY_WRITE)


def _address_order(address: Address) -> tuple[str, tuple[str, ...], int, str, int]:
    """Order letters as the post delivers them: postal code, street, house number."""
    place = cleaned_address(address.street, address.postal_code)
    return address.postal_code, place.street, int(place.number.digits or 0), place.number.suffix, address.pk


@transaction.atomic
def note_posted(*, reference: str, batch: int, is_reminder: bool, by: Role, now: datetime) -> int:
    """Note that a batch, or its reminder, was posted; return how many letters."""
    campaign, _state = locked_campaign(reference, CampaignVerb.INVITE, by)
    letters = list(letters_of_batch(campaign, batch, is_reminder=is_reminder).values_list("pk", flat=True))
    change = {"reminded_at": now} if is_reminder else {"printed_at": now}
    return Invitation.objects.filter(pk__in=letters).update(**change)


@transaction.atomic
def open_registration(*, reference: str, by: Role, now: datetime) -> Campaign:
    """Open the registrations: letters are drawn, and people still have time to answer."""
    campaign, state = locked_campaign(reference, CampaignVerb.OPEN_REGISTRATION, by)
    if not Invitation.objects.filter(campaign=campaign).exists():
        raise CampaignIncomplete(_("Aucune lettre n’est tirée : tirez d’abord une vague."))
    if campaign.responses_until is None or campaign.responses_until < timezone.localdate(now):
        raise CampaignIncomplete(_("Le dernier jour pour s’inscrire est passé : donnez une autre date."))
    move(campaign, state, registration_opened_at=now)
    payload = {"until": campaign.responses_until.isoformat()}
    journal(campaign, events.REGISTRATION_OPENED, now=now, actor=Actor.role(by), payload=payload)
    return campaign


@transaction.atomic
def decline_invitation(*, invitation: Invitation, now: datetime) -> None:
    """Note that a person will not take part: no reminder is sent. Said twice, it is noted once."""
    campaign = read_locked(invitation.campaign.reference)
    if campaign.state != CampaignState.REGISTRATION:
        raise RegistrationClosed
    Invitation.objects.filter(pk=invitation.pk, declined_at=None, candidate__isnull=True).update(declined_at=now)


@transaction.atomic
def note_returned(*, reference: str, codes: Iterable[str], by: Role, now: datetime) -> int:
    """Note the letters that the post brought back, by their codes; return how many were known."""
    campaign, _state = locked_campaign(reference, CampaignVerb.INVITE, by)
    hashes = [code_hash(code) for code in codes]
    found = Invitation.objects.filter(campaign=campaign, code_hash__in=hashes, returned_at=None)
    return found.update(returned_at=now)


@transaction.atomic
def change_deadline(*, reference: str, until: date, by: Role, now: datetime) -> Campaign:
    """Give people more time to sign up, before or during the registrations."""
    campaign, _state = locked_campaign(reference, CampaignVerb.INVITE, by)
    if until < timezone.localdate(now):
        raise CampaignIncomplete(_("Ce jour est passé : donnez une autre date."))
    campaign.responses_until = until
    campaign.save(update_fields=["responses_until"])
    return campaign
