"""What consultations hold about a person, found by the address of the account, and its erasure."""

from belvedere.contexts.consultations.actions.address import forget_address
from belvedere.contexts.consultations.queries.addresses import participations_under
from belvedere.contexts.consultations.queries.debates import answers_of, own_statements
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, erases, holds


@holds("concertations.debats")
def participations(user: User) -> Plain:
    """Return the debates in which the address was confirmed, with what was answered and written."""
    return [
        {
            "concertation": row.debate.phase.consultation.reference,
            "confirmee": row.verified_at.isoformat() if row.verified_at else "",
            "reponses": dict(answers_of(row)),
            "propos": [statement.text for statement in own_statements(row)],
        }
        for row in participations_under(user.email)
    ]


@erases("concertations.debats")
def forget_participations(user: User) -> None:
    """Erase the address: answers and statements stay, and are nobody's."""
    forget_address(email=user.email)
