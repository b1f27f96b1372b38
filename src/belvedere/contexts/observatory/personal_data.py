"""What the observatory holds about a person: the contests to which an address was left, and its erasure."""

from belvedere.contexts.observatory.actions.contests import forget_contester
from belvedere.contexts.observatory.queries.contests import contests
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, erases, holds


@holds("observatory.contests")
def contests_of(user: User) -> Plain:
    return [
        {"reference": row.reference, "reason": row.reason, "made_at": row.made_at.isoformat(), "state": row.state}
        for row in contests().filter(email__iexact=user.email)
    ]


@erases("observatory.contests")
def forget_contests(user: User) -> None:
    forget_contester(email=user.email)
