"""What consultations hold about a person, found by the address of the account, and its erasure."""

from django.utils import timezone

from belvedere.contexts.consultations.actions.address import forget_address
from belvedere.contexts.consultations.actions.meetings import forget_registration
from belvedere.contexts.consultations.actions.register import forget_contributor
from belvedere.contexts.consultations.queries.addresses import participations_under
from belvedere.contexts.consultations.queries.debates import answers_of, own_statements
from belvedere.contexts.consultations.queries.meetings import registrations_from
from belvedere.contexts.consultations.queries.register import contributions_from
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


@holds("concertations.contributions")
def contributions(user: User) -> Plain:
    """Return the contributions left with the address."""
    return [
        {
            "concertation": row.consultation.reference,
            "numero": row.number,
            "recue": row.received_at.isoformat(),
            "texte": row.text,
            "nom": row.name,
            "adresse": row.email,
            "commune": row.commune.name if row.commune else "",
            "age": row.age,
            "sexe": row.sex,
        }
        for row in contributions_from(user.email)
    ]


@erases("concertations.contributions")
def forget_contributions(user: User) -> None:
    """Erase who wrote them: what was said stays in the register."""
    for row in contributions_from(user.email):
        forget_contributor(contribution=row, now=timezone.now())


@holds("concertations.reunions")
def registrations(user: User) -> Plain:
    """Return the meetings for which the address is registered."""
    return [
        {"reunion": row.meeting.phase.title, "nom": row.name, "adresse": row.email, "besoins": row.needs}
        for row in registrations_from(user.email)
    ]


@erases("concertations.reunions")
def forget_registrations(user: User) -> None:
    """Cancel them: nothing is kept."""
    for row in registrations_from(user.email):
        forget_registration(registration=row, now=timezone.now())
