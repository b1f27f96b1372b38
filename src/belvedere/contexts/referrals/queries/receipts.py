"""The published roots, what they seal, and the receipt that a supporter keeps."""

from django.db.models import QuerySet

from belvedere.contexts.referrals.models import LedgerEntry, LedgerRoot, Referral, Support
from belvedere.contexts.referrals.queries import nonce_of
from belvedere.contexts.referrals.states import LedgerAction
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.ledger.merkle import inclusion_proof
from belvedere.engines.ledger.receipt import FORMAT, Entry, commitment_of


def roots() -> QuerySet[LedgerRoot]:
    """Return the published roots, the latest first."""
    return LedgerRoot.objects.order_by("-day")


def entries_under(root: LedgerRoot) -> QuerySet[LedgerEntry]:
    """Return what a root seals, in the order of its leaves: one statement."""
    return LedgerEntry.objects.filter(root=root).select_related("referral").order_by("pk")


def leaf_of(entry: LedgerEntry) -> Entry:
    return Entry(entry.referral.reference, entry.action, entry.day, entry.commitment)


def hashes_under(root: LedgerRoot) -> list[bytes]:
    """Return the leaf hashes of a root, in order."""
    return [leaf_of(entry).hashed for entry in entries_under(root).iterator(chunk_size=2000)]


def receipt_of(support: Support) -> dict[str, Value] | None:
    """Return the receipt of a support, or None before the root of its day is published or after its erasure."""
    referral = Referral.objects.get(pk=support.referral_id)
    if not referral.identity_key:
        return None
    nonce = nonce_of(referral, support)
    mine = LedgerEntry.objects.filter(commitment=commitment_of(nonce, support.identity), root__isnull=False)
    entry = mine.filter(action=LedgerAction.SUPPORTED.value).select_related("root").order_by("pk").first()
    if entry is None or entry.root is None:
        return None
    hashes = hashes_under(entry.root)
    index = LedgerEntry.objects.filter(root=entry.root, pk__lt=entry.pk).count()
    return {
        "format": FORMAT,
        "referral": referral.reference,
        "action": entry.action,
        "day": entry.day.isoformat(),
        "nonce": nonce,
        "identity": support.identity,
        "index": index,
        "size": len(hashes),
        "proof": [step.hex() for step in inclusion_proof(hashes, index)],
        "root": entry.root.root,
    }
