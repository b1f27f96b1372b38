"""Following a referral: asked by a form, confirmed from the mailbox, at the pace that one chooses, stopped at will."""

from datetime import date, datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from belvedere.contexts.referrals.models import Follower, Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import support_token
from belvedere.contexts.referrals.queries.following import follower_token, news_of_week
from belvedere.contexts.referrals.queries.news import OF_ACTIONS, action_of, words_of_action
from belvedere.contexts.referrals.refusals import LinkExpired
from belvedere.contexts.referrals.states import Pace, SupportState
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.words import sentence_of
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.queued_sqlite.flushing import flushed_by_the_next_commit
from belvedere.platform.ui.templatetags.ui import day as day_in_words

BATCH = 200
Reader = TypeVar("Reader", Follower, SupportContact)


@transaction.atomic
def ask_to_follow(*, referral: Referral, email: str, pace: Pace, language: str, now: datetime) -> None:
    """Keep an address that waits for its confirmation, and send the mail; who already follows receives the same."""
    follower, is_new = Follower.objects.get_or_create(
        referral=referral,
        email=email.strip().lower(),
        defaults={"pace": pace.value, "language": language, "asked_at": now},
    )
    if not is_new and follower.confirmed_at is None:
        Follower.objects.filter(pk=follower.pk).update(pace=pace.value, asked_at=now)
    post_message(
        territory=referral.territory,
        to=follower.email,
        template="referrals/mail/confirm_follow",
        context={"referral": referral, "link": _address("follow", follower_token(follower))},
        now=now,
        language=language,
        kind=CONFIRMATION,
    )


@transaction.atomic
def follow_at(*, follower: Follower, pace: Pace, now: datetime) -> None:
    """Confirm a follower, or change the pace of the news."""
    changed = Follower.objects.select_for_update().filter(pk=follower.pk)
    current = changed.first()
    if current is None:
        raise LinkExpired(next_url=reverse("referrals:referrals"))
    changed.update(pace=pace.value, confirmed_at=current.confirmed_at or now)


@transaction.atomic
def stop_following(*, follower: Follower) -> None:
    """Erase the address of who follows no more."""
    Follower.objects.filter(pk=follower.pk).delete()


@transaction.atomic
def pace_support(*, support: Support, pace: Pace) -> None:
    """Change how often a supporter receives news."""
    if not SupportContact.objects.filter(support=support).update(pace=pace.value):
        raise LinkExpired(next_url=reverse("referrals:referrals"))


def tell_followers(*, event: Event, referral: Referral, after: int, now: datetime) -> int:
    """Write to the next followers what has just happened; return the last one told, 0 when all are.

    A transaction for each mail, as ``tell_batch`` has.
    """
    followers = Follower.objects.filter(
        referral=referral, confirmed_at__isnull=False, pace=Pace.EACH.value, pk__gt=after
    )
    batch = list(followers.order_by("pk")[:BATCH])
    about = words_of_action(action_of(event))
    with flushed_by_the_next_commit():
        for follower in batch:
            with translation.override(follower.language):
                sentence = sentence_of(event)
            said = {"sentence": sentence, **about}
            _post(referral, follower, "follow_news", said, f"{event.id}:f{follower.pk}", now)
    return batch[-1].pk if len(batch) == BATCH else 0


def tell_week(*, referral: Referral, until: date, now: datetime) -> bool:
    """Write to the next ones who asked for one mail a week what the week before ``until`` brought; False at the end.

    Each is marked with the week that was told: run twice, it writes once. A transaction for each mail: who dies
    before the marks are written finds their keys posted.
    """
    events = news_of_week(referral, until)
    if not events:
        return False
    followers = _waiting(Follower.objects.filter(referral=referral, confirmed_at__isnull=False), until)
    contacts = _waiting(
        SupportContact.objects.filter(support__referral=referral, support__state=SupportState.CONFIRMED).select_related(
            "support"
        ),
        until,
    )
    readers: list[Follower | SupportContact] = [*followers, *contacts]
    with flushed_by_the_next_commit():
        for reader in readers:
            with translation.override(reader.language):
                acts = [_act_of(event) for event in events]
            mark = f"f{reader.pk}" if isinstance(reader, Follower) else str(reader.pk)
            _post(referral, reader, "week", {"acts": acts}, f"week:{until}:{referral.pk}:{mark}", now)
    with transaction.atomic():
        Follower.objects.filter(pk__in=[row.pk for row in followers]).update(digest_on=until)
        SupportContact.objects.filter(pk__in=[row.pk for row in contacts]).update(digest_on=until)
    return len(followers) == BATCH or len(contacts) == BATCH


def _act_of(event: Event) -> str:
    day, act = day_in_words(timezone.localdate(event.at)), sentence_of(event)
    if event.kind.startswith(OF_ACTIONS):
        return _("%(day)s, action %(reference)s : %(act)s") % {"day": day, "reference": event.subject_id, "act": act}
    return _("%(day)s : %(act)s") % {"day": day, "act": act}


def _waiting(readers: QuerySet[Reader], until: date) -> list[Reader]:
    found = readers.filter(pace=Pace.WEEKLY.value)
    return list((found.filter(digest_on=None) | found.filter(digest_on__lt=until)).order_by("pk")[:BATCH])


def _post(
    referral: Referral,
    reader: Follower | SupportContact,
    template: str,
    said: dict[str, object],
    key: str,
    now: datetime,
) -> None:
    if isinstance(reader, Follower):
        choose = _address("follow", follower_token(reader))
    else:
        choose = _address("pace", support_token(reader.support))
    link = settings.PUBLIC_URL + reverse("referrals:referral", args=[referral.reference])
    post_message(
        territory=referral.territory,
        to=reader.email,
        template=f"referrals/mail/{template}",
        context={"referral": referral, "link": link, "choose_link": choose, **said},
        now=now,
        language=reader.language,
        kind="news",
        key=key,
        unsubscribe=f"suivi:{referral.reference}",
    )


def _address(name: str, token: str) -> str:
    return settings.PUBLIC_URL + reverse(f"referrals:{name}", args=[token])


@transaction.atomic
def forget_unconfirmed_followers(*, before: datetime) -> int:
    """Erase the addresses that never confirmed; return how many."""
    return Follower.objects.filter(confirmed_at=None, asked_at__lt=before).delete()[0]


@transaction.atomic
def forget_follows_of(*, email: str) -> None:
    """Erase what this address follows."""
    Follower.objects.filter(email__iexact=email).delete()


def last_monday(today: date) -> date:
    """Return the day on which the last whole week ended.

    >>> last_monday(date(2026, 11, 25)), last_monday(date(2026, 11, 23))
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 23))
    """
    return today - timedelta(days=today.weekday())
