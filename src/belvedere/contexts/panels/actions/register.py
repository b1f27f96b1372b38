"""Writes of the register: receive a file, import it, erase addresses on their day."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from belvedere.contexts.panels.actions.campaign import journal, locked_campaign, move, read_locked
from belvedere.contexts.panels.events import campaign as events
from belvedere.contexts.panels.models import Address, Campaign, RegisterFile
from belvedere.contexts.panels.queries.register_file import RegisterReading, places, read_register
from belvedere.contexts.panels.refusals.campaign import CampaignIncomplete, NoFileWaiting, RegisterRefused
from belvedere.contexts.panels.states.campaign import CampaignVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor

FILE_WAITS = timedelta(days=1)
ROWS_BY_WRITE = 500


@transaction.atomic
def receive_register(*, reference: str, name: str, content: bytes, by: Role, now: datetime) -> RegisterFile:
    """Keep a register until it is read again and imported; a second one takes the place of the first."""
    campaign, _state = locked_campaign(reference, CampaignVerb.IMPORT_REGISTER, by)
    values = {"name": name[:200], "content": content, "received_at": now}
    return RegisterFile.objects.update_or_create(campaign=campaign, defaults=values)[0]


@transaction.atomic
def discard_register(*, reference: str, by: Role) -> None:
    """Erase a register that waits, without importing it."""
    campaign, _state = locked_campaign(reference, CampaignVerb.IMPORT_REGISTER, by)
    RegisterFile.objects.filter(campaign=campaign).delete()


@transaction.atomic
def import_register(*, reference: str, skips_faulty_lines: bool, source: str, by: Role, now: datetime) -> int:
    """Write the addresses of the register that waits; return how many are new. The file itself is erased."""
    campaign, _state = locked_campaign(reference, CampaignVerb.IMPORT_REGISTER, by)
    waiting = RegisterFile.objects.filter(campaign=campaign).first()
    if waiting is None:
        raise NoFileWaiting
    if campaign.addresses_kept_until is None:
        raise CampaignIncomplete(_("Dites d’abord jusqu’à quand les adresses sont gardées."))
    reading = read_register(bytes(waiting.content), key=campaign.code_key, known=places())
    _refuse_faulty(reading, skips_faulty_lines=skips_faulty_lines)
    before = Address.objects.filter(campaign=campaign).count()
    _write(campaign, reading, campaign.addresses_kept_until)
    imported = Address.objects.filter(campaign=campaign).count() - before
    campaign.register_source = source.strip() or campaign.register_source
    campaign.save(update_fields=["register_source"])
    waiting.delete()
    journal(campaign, events.REGISTER_IMPORTED, now=now, actor=Actor.role(by), payload={"lines": imported})
    return imported


def _refuse_faulty(reading: RegisterReading, *, skips_faulty_lines: bool) -> None:
    if not reading.rows:
        raise RegisterRefused(_("Aucune ligne ne peut être importée."))
    if reading.faults and not skips_faulty_lines:
        raise RegisterRefused(
            _("Des lignes sont fautives : corrigez le fichier, ou cochez la case qui les laisse de côté.")
        )


def _write(campaign: Campaign, reading: RegisterReading, erase_on: date) -> None:
    Address.objects.bulk_create(
        [
            Address(
                campaign=campaign,
                commune_id=row.commune_id,
                addressee=row.addressee,
                street=row.street,
                complement=row.complement,
                postal_code=row.postal_code,
                city=row.city,
                fingerprint=row.fingerprint,
                household=row.household,
                erase_on=erase_on,
            )
            for row in reading.rows
        ],
        batch_size=ROWS_BY_WRITE,
        ignore_conflicts=True,
    )


@transaction.atomic
def close_register(*, reference: str, by: Role) -> Campaign:
    """Pass from the register to the invitations."""
    campaign, state = locked_campaign(reference, CampaignVerb.CLOSE_REGISTER, by)
    if not Address.objects.filter(campaign=campaign).exists():
        raise CampaignIncomplete(_("Le registre est vide : importez d’abord des adresses."))
    RegisterFile.objects.filter(campaign=campaign).delete()
    return move(campaign, state)


@transaction.atomic
def erase_addresses(*, reference: str, on: date, now: datetime) -> int:
    """Erase the addresses whose day has come; return how many."""
    campaign = read_locked(reference)
    due = Address.objects.filter(campaign=campaign, erase_on__lte=on)
    erased = due.count()
    if not erased:
        return 0
    due.delete()
    campaign.addresses_erased_at = now
    campaign.save(update_fields=["addresses_erased_at"])
    journal(campaign, events.REGISTER_ERASED, now=now, actor=SYSTEM, payload={"lines": erased})
    return erased


@transaction.atomic
def purge_register_files(*, now: datetime) -> int:
    """Erase the registers that were received and not imported for a day; return how many."""
    return RegisterFile.objects.filter(received_at__lte=now - FILE_WAITS).delete()[0]
