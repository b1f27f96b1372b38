"""What is unlawful is shown to nobody: not its text, not its title."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from belvedere.contexts.referrals.actions.decide import reject_referral
from belvedere.contexts.referrals.states import RejectionReason
from tests.contexts.referrals.conftest import World

TITLE = "Monsieur Untel est un voleur"


def everywhere(reference: str) -> list[str]:
    listed = reverse("referrals:referrals")
    lists = [listed, f"{listed}?format=csv", f"{listed}?format=json", reverse("referrals:feed")]
    return [*lists, reverse("referrals:referral", args=[reference]), "/", "/recherche/?q=voleur"]


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


@pytest.mark.parametrize("reason", RejectionReason)
def test_only_an_unlawful_title_is_hidden(client: Client, world: World, now: datetime, reason: RejectionReason) -> None:
    referral = world.received(now, title=TITLE)
    reject_referral(referral=referral, reason=reason, next_door=None, by=world.agent, now=now)
    shown = {path: TITLE in text_of(client, path) for path in everywhere(referral.reference)}
    if reason is RejectionReason.UNLAWFUL:
        assert shown == dict.fromkeys(shown, False)
        assert "Texte non publié" in text_of(client, reverse("referrals:referrals"))
    else:
        assert shown[reverse("referrals:referrals")] is True
        assert shown[reverse("referrals:referral", args=[referral.reference])] is True
