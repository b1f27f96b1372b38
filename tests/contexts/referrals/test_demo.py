"""What the demonstration shows of the referrals, whatever the day: documents, an appeal, followers, a paused address."""

from datetime import date

import pytest
from django_scopes import scopes_disabled

from belvedere.config.demonstration import load_demonstration
from belvedere.contexts.referrals.models import Appeal, Attachment, Follower
from belvedere.platform.webhooks.models import Webhook


@pytest.mark.django_db
def test_demonstration_holds_what_officers_meet() -> None:
    with scopes_disabled():
        load_demonstration(today=date(2026, 11, 30))
        documents = Attachment.objects.order_by("pk").values_list("referral__publication", "moderation", "media_type")
        assert list(documents) == [
            ("recevable", "sans_remarque", "image/jpeg"),
            ("recue", "a_lire", "image/jpeg"),
        ]
        assert list(Appeal.objects.values_list("referral__publication", "state")) == [("irrecevable", "depose")]
        followers = Follower.objects.order_by("pk").values_list("pace", "confirmed_at__isnull")
        assert list(followers) == [("evenement", False), ("semaine", False)]
        assert [webhook.paused_at is not None for webhook in Webhook.objects.all()] == [True]
