"""Who follows: by which link, what a week brought them; and what a mail looks like before it is sent."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from belvedere.contexts.referrals.models import Follower, Referral, SupportContact
from belvedere.contexts.referrals.queries import public_title, referrals, referrals_of_examen
from belvedere.contexts.referrals.states import Pace, SupportState
from belvedere.contexts.referrals.words import TOLD_TO_ALL
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.queries import events_of
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
        support__referral__in=found, support__state=SupportState.CONFIRMED, pace=Pace.EACH.value
    ).count()
    referral = found[0]
    context = {
        "territory": referral.territory,
        "unsubscribe_url": "",
        "referral": referral,
        "title": public_title(referral),
        "sentence": sentence,
        "link": settings.PUBLIC_URL + reverse("referrals:referral", args=[referral.reference]),
        "receipt_link": ONES_OWN,
        "withdraw_link": ONES_OWN,
        "choose_link": ONES_OWN,
    }
    return MailPreview(referral, render_letter("referrals/mail/news", context, language="fr"), recipients)


FOLLOW_SALT = "belvedere.referrals.follow"


def follower_token(follower: Follower) -> str:
    """Return the secret of the links sent to a follower."""
    return signing.dumps(str(follower.uuid), salt=FOLLOW_SALT)


def follower_of(token: str) -> Follower | None:
    """Return the follower that a link names, or None if the link is forged or the person follows no more."""
    try:
        uuid = signing.loads(token, salt=FOLLOW_SALT)
    except signing.BadSignature:
        return None
    return Follower.objects.select_related("referral__territory").filter(uuid=uuid).first()


def week_before(until: date) -> tuple[datetime, datetime]:
    """Return the first and the last hour of the week that ends before a day, in the territory's time."""
    zone = timezone.get_default_timezone()
    return datetime.combine(until - timedelta(days=7), time(), zone), datetime.combine(until, time(), zone)


def news_of_week(referral: Referral, until: date) -> list[Event]:
    """Return what the week before a day brought to a referral and its examen, in order: one statement."""
    since, end = week_before(until)
    matters = [referral.reference, *([referral.examen.reference] if referral.examen else [])]
    return list(events_of(matters).filter(kind__in=TOLD_TO_ALL, at__gte=since, at__lt=end))


def referrals_with_weekly_readers(until: date) -> list[Referral]:
    """Return the referrals where somebody waits for the mail of the week: three statements."""
    late = Q(digest_on=None) | Q(digest_on__lt=until)
    followed = Follower.objects.filter(late, pace=Pace.WEEKLY.value, confirmed_at__isnull=False)
    supported = SupportContact.objects.filter(late, pace=Pace.WEEKLY.value)
    keys = {*followed.values_list("referral", flat=True), *supported.values_list("support__referral", flat=True)}
    return list(referrals().filter(pk__in=keys).order_by("pk"))
