"""Of whom a question can be asked: the people who support the referrals of an examen and can be reached."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from belvedere.contexts.referrals.models import SupportContact
from belvedere.contexts.referrals.queries import referrals_of_examen
from belvedere.contexts.referrals.queries.audit import commitments_of
from belvedere.contexts.referrals.states import SupportState


@dataclass(frozen=True)
class Audience:
    """Who supports the referrals of an examen, by the public commitment of each support; and who deposited them."""

    supporters: dict[str, SupportContact]
    depositors: list[SupportContact]

    @property
    def names_digest(self) -> str:
        """SHA-256 of the commitments in order, one a line: what was drawn from cannot be changed afterwards."""
        return hashlib.sha256("\n".join(sorted(self.supporters)).encode()).hexdigest()


def audience_of(examen_reference: str) -> Audience:
    """Return who can be asked about an examen: each mailbox once, two statements by referral."""
    supporters: dict[str, SupportContact] = {}
    depositors: list[SupportContact] = []
    seen: set[str] = set()
    for referral in referrals_of_examen(examen_reference).order_by("pk"):
        rows = SupportContact.objects.filter(support__referral=referral, support__state=SupportState.CONFIRMED)
        contacts = {row.support_id: row for row in rows.select_related("support__referral").order_by("support_id")}
        depositors += _once((row for row in contacts.values() if row.support.is_depositor), seen)
        named = {pk: name for name, pk in sorted(commitments_of(referral).items())}
        others = _once((row for row in contacts.values() if not row.support.is_depositor), seen)
        supporters |= {named[row.support_id]: row for row in others if row.support_id in named}
    return Audience(supporters, depositors)


def _once(rows: Iterable[SupportContact], seen: set[str]) -> list[SupportContact]:
    """Return the contacts whose mailbox was not seen yet, and see them."""
    kept = []
    for row in rows:
        if row.email.lower() not in seen:
            seen.add(row.email.lower())
            kept.append(row)
    return kept
