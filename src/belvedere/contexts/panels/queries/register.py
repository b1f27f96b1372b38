"""Reads of the register and of the letters: counts by commune, batches, one batch in address order, a personal code."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.crypto import salted_hmac

from belvedere.contexts.panels.models import Address, Campaign, Invitation, RegisterFile
from belvedere.contexts.panels.models.candidate import ALPHABET
from belvedere.contexts.panels.queries.register_file import RegisterReading, places, read_register

CODE_LENGTH = 10
_BITS = 5  # of each character: the alphabet has 32


@dataclass(frozen=True)
class WaitingFile:
    """A register that was received, and what it holds."""

    name: str
    reading: RegisterReading
    communes: list[tuple[str, int]]
    known: int


def waiting_file(campaign: Campaign) -> WaitingFile | None:
    """Return the register that waits for its import, read whole."""
    row = RegisterFile.objects.filter(campaign=campaign).first()
    if row is None:
        return None
    known = places()
    reading = read_register(bytes(row.content), key=campaign.code_key, known=known)
    communes = sorted((known.names[pk], count) for pk, count in reading.by_commune.items())
    marks = {item.fingerprint for item in reading.rows}
    there = set(Address.objects.filter(campaign=campaign).values_list("fingerprint", flat=True))
    return WaitingFile(row.name, reading, communes, len(marks & there))


def addresses_by_commune(campaign: Campaign) -> dict[str, int]:
    """Return how many addresses the register has, by INSEE code: one statement."""
    rows = Address.objects.filter(campaign=campaign).order_by().values("commune__insee")
    return dict(rows.annotate(count=Count("pk")).values_list("commune__insee", "count"))


@dataclass(frozen=True)
class Batch:
    """Letters printed together."""

    number: int
    wave: int
    letters: int
    answered: int
    drawn_at: datetime
    printed_at: datetime | None
    reminded_at: datetime | None


def batches_of(campaign: Campaign) -> list[Batch]:
    """Return the batches of letters, in order: one statement."""
    rows = (
        Invitation.objects.filter(campaign=campaign)
        .order_by("batch")
        .values("batch", "wave")
        .annotate(
            letters=Count("pk"),
            answered=Count("pk", filter=Q(candidate__isnull=False) | Q(declined_at__isnull=False)),
            first=Min("drawn_at"),
            printed=Max("printed_at"),
            reminded=Max("reminded_at"),
        )
    )
    return [
        Batch(row["batch"], row["wave"], row["letters"], row["answered"], row["first"], row["printed"], row["reminded"])
        for row in rows
    ]


def letters_of_batch(campaign: Campaign, batch: int, *, is_reminder: bool = False) -> QuerySet[Invitation]:
    """Return the letters of a batch in address order, with their addresses; a reminder skips who has answered."""
    found = Invitation.objects.filter(campaign=campaign, batch=batch, address__isnull=False).select_related("address")
    if is_reminder:
        found = unanswered(found)
    return found.order_by("rank")


def unanswered(found: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Return the letters to which nobody has said yes or no, and that the post did not bring back."""
    return found.filter(candidate__isnull=True, declined_at__isnull=True, returned_at__isnull=True)


def code_of(invitation: Invitation, campaign: Campaign) -> str:
    """Return the personal code of a letter: made again from two secrets, kept nowhere."""
    made = salted_hmac(
        "belvedere.panels.code",
        f"{campaign.code_key}{invitation.uuid}",
        secret=settings.SECRET_KEY,
        algorithm="sha256",
    )
    number = int.from_bytes(made.digest(), "big")
    return "".join(ALPHABET[number >> (_BITS * place) & (len(ALPHABET) - 1)] for place in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """Return a code as people read it.

    >>> shown_code("ABCDEFGHJK")
    'ABCDE-FGHJK'
    """
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def typed_code(text: str) -> str:
    """Return a code as it was made, whatever the dashes, spaces and case typed.

    >>> typed_code(" abcde fghjk ")
    'ABCDEFGHJK'
    """
    return "".join(letter for letter in text.upper() if letter.isalnum())


def code_hash(code: str) -> str:
    """Return what is kept of a code: HMAC-SHA-256 under the installation's secret."""
    return salted_hmac("belvedere.panels.code_hash", code, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def invitation_by_code(text: str) -> Invitation | None:
    """Return the letter of a typed code, with its recruitment: one statement."""
    code = typed_code(text)
    if len(code) != CODE_LENGTH:
        return None
    found = Invitation.objects.select_related(
        "campaign__territory", "campaign__body", "campaign__examen", "commune", "candidate"
    )
    return found.filter(code_hash=code_hash(code)).first()
