"""What the panels hold about a person who signed up, found by the address of the account, and its erasure."""

from django.utils import timezone

from belvedere.contexts.panels.actions.candidates import erase_candidate
from belvedere.contexts.panels.exports.campaign import own_data
from belvedere.contexts.panels.queries.pool import candidates_with_email
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, erases, holds


@holds("panels.inscriptions")
def registrations(user: User) -> Plain:
    return [own_data(candidate) for candidate in candidates_with_email(user.email)]


@erases("panels.inscriptions")
def forget_registrations(user: User) -> None:
    for candidate in candidates_with_email(user.email):
        erase_candidate(candidate=candidate, by=None, now=timezone.now())
