"""What waits to be read by the moderation, with what looks like personal data, and what is hidden."""

from dataclasses import dataclass

from django.db.models import QuerySet

from belvedere.contexts.referrals.models import Attachment, Referral
from belvedere.contexts.referrals.states import Publication
from belvedere.contexts.referrals.states.moderation import Moderation
from belvedere.contexts.referrals.words import DATA_LABELS
from belvedere.engines.redaction.personal_data import DataKind, find_personal_data
from belvedere.platform.accounts.models import Role

MOST_SHOWN = 50
READ = (Publication.RECEIVED, Publication.TO_COMPLETE, Publication.ADMITTED, Publication.REJECTED)


@dataclass(frozen=True)
class Piece:
    """A part of a text: what it looks like, or nothing."""

    text: str
    label: object


@dataclass(frozen=True)
class TextToRead:
    """The words of a referral, cut where something looks like personal data."""

    referral: Referral
    parts: list[list[Piece]]
    kinds: list[object]


def _pieces(text: str) -> tuple[list[Piece], list[DataKind]]:
    pieces, end, found = [], 0, find_personal_data(text)
    for one in found:
        pieces += [Piece(text[end : one.start], ""), Piece(text[one.start : one.end], DATA_LABELS[one.kind])]
        end = one.end
    return [piece for piece in [*pieces, Piece(text[end:], "")] if piece.text], [one.kind for one in found]


def text_to_read(referral: Referral) -> TextToRead:
    """Return the words of a referral with what is to be looked at in them."""
    read = [_pieces(text) for text in (referral.title, referral.request, referral.reasons) if text]
    kinds = dict.fromkeys(kind for _parts, found in read for kind in found)
    return TextToRead(referral, [parts for parts, _found in read], [DATA_LABELS[kind] for kind in kinds])


def personal_data_in(*texts: str) -> list[object]:
    """Return the kinds of personal data that texts seem to hold, each once."""
    kinds = dict.fromkeys(one.kind for text in texts for one in find_personal_data(text))
    return [DATA_LABELS[kind] for kind in kinds]


def texts_to_read(role: Role) -> list[TextToRead]:
    """Return the words that the moderation of a body has not read: what names somebody first, then the oldest."""
    rows = [text_to_read(referral) for referral in _unread_texts(role)]
    return sorted(rows, key=lambda row: not row.kinds)


def _unread_texts(role: Role) -> QuerySet[Referral]:
    found = Referral.objects.filter(body=role.body, moderation=Moderation.TO_READ, publication__in=READ)
    return found.order_by("received_at", "pk")[:MOST_SHOWN]


def documents_to_read(role: Role) -> list[Attachment]:
    """Return the documents that the moderation of a body has not read, the oldest first, without their bytes."""
    return list(_unread_documents(role))


def count_to_read(role: Role) -> int:
    """Return how many texts and documents the queue shows: two statements, nothing is read."""
    return _unread_texts(role).count() + _unread_documents(role).count()


def _unread_documents(role: Role) -> QuerySet[Attachment]:
    found = Attachment.objects.defer("content").select_related("referral")
    # The join says it already; the database uses the index of what waits only if it is said.
    waiting = found.filter(referral__isnull=False, referral__body=role.body, referral__publication__in=READ)
    waiting = waiting.filter(moderation=Moderation.TO_READ)
    return waiting.order_by("added_at", "pk")[:MOST_SHOWN]


def hidden_texts(role: Role) -> list[Referral]:
    """Return what the moderation of a body hides, the latest first."""
    found = Referral.objects.filter(body=role.body, moderation=Moderation.HIDDEN)
    return list(found.order_by("-moderated_at", "-pk")[:MOST_SHOWN])


def hidden_documents(role: Role) -> list[Attachment]:
    found = Attachment.objects.defer("content").select_related("referral")
    return list(
        found.filter(referral__body=role.body, moderation=Moderation.HIDDEN).order_by("-moderated_at")[:MOST_SHOWN]
    )


def document_of_body(role: Role, key: str) -> Attachment | None:
    """Return a document of a referral that the body of a role holds."""
    found = Attachment.objects.defer("content").select_related("referral")
    return found.filter(referral__body=role.body, uuid=key).first()
