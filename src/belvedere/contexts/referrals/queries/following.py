"""Who follows an examen: how many they are, and what a mail to them looks like before it is sent."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from belvedere.contexts.referrals.models import Referral, SupportContact
from belvedere.contexts.referrals.queries import referrals_of_examen
from belvedere.contexts.referrals.states import SupportState
from belvedere.platform.mail.rendering import Letter, render_letter

ONES_OWN = gettext_lazy("(un lien propre à chaque personne)")  # a preview leads to nobody's support


@dataclass(frozen=True)
class MailPreview:
    """The mail that those who follow an examen will receive, and how many they are."""

    referral: Referral
    letter: Letter
    recipients: int


def mail_preview(examen_reference: str, sentence: str) -> MailPreview | None:
    """Return the mail that an event of an examen will cause, or nothing when nobody follows it: two statements."""
    found = list(referrals_of_examen(examen_reference).select_related("territory"))
    if not found:
        return None
    recipients = SupportContact.objects.filter(
        support__referral__in=found, support__state=SupportState.CONFIRMED
    ).count()
    referral = found[0]
    context = {
        "territory": referral.territory,
        "unsubscribe_url": "",
        "referral": referral,
        "sentence": sentence,
        "link": settings.PUBLIC_URL + reverse("referrals:referral", args=[referral.reference]),
        "receipt_link": ONES_OWN,
        "withdraw_link": ONES_OWN,
    }
    return MailPreview(referral, render_letter("referrals/mail/news", context, language="fr"), recipients)
