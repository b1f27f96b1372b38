"""What the seminars hold about a person, found by the address of the account, and its erasure."""

from django.utils import timezone

from belvedere.contexts.seminar.actions.people import erase_guest
from belvedere.contexts.seminar.queries.seminars import guests_with_email
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, erases, holds


@holds("seminar.guests")
def invitations(user: User) -> Plain:
    return [
        {
            "seminar": guest.seminar.title,
            "college": guest.college.name,
            "name": guest.name,
            "organisation": guest.organisation,
            "diet": guest.diet,
            "access": guest.access,
            "state": guest.state,
            "arrived_at": guest.arrived_at.isoformat() if guest.arrived_at else "",
        }
        for guest in guests_with_email(user.email)
    ]


@erases("seminar.guests")
def forget_invitations(user: User) -> None:
    for guest in guests_with_email(user.email):
        erase_guest(guest=guest, now=timezone.now())
