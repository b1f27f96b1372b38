"""The workspace's menu."""

import pytest
from django.urls import reverse

from belvedere.platform.ui import desks
from belvedere.platform.ui.desks import Desk, Entry, Group, desk, desks_for, menu_for


@pytest.fixture(autouse=True)
def empty_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("workspace")  # the routes register desks when they are read for the first time
    monkeypatch.setattr(desks, "_DESKS", {})


def test_each_role_sees_its_desks_in_order() -> None:
    desk("Réponses", "answers:desk", order=30, kinds=frozenset({"agent", "elu"}))
    desk("Recevabilité", "referrals:desk", order=20, kinds=frozenset({"agent"}))
    assert desks_for("agent") == [
        Desk("Recevabilité", "referrals:desk", 20, frozenset({"agent"})),
        Desk("Réponses", "answers:desk", 30, frozenset({"agent", "elu"})),
    ]
    assert [entry.label for entry in desks_for("elu")] == ["Réponses"]
    assert desks_for("auditeur") == []
    assert desks_for(None) == []


def test_the_same_route_is_registered_once() -> None:
    desk("Ancien nom", "answers:desk", order=1, kinds=frozenset({"agent"}))
    desk("Réponses", "answers:desk", order=2, kinds=frozenset({"agent"}))
    assert [entry.label for entry in desks_for("agent")] == ["Réponses"]


def test_the_menu_is_read_by_groups() -> None:
    desk("Ma corbeille", "workspace", order=0, kinds=frozenset({"agent"}))
    desk("Recevabilité", "referrals:desk", order=20, kinds=frozenset({"agent"}))
    desk("Modération", "referrals:moderation", order=21, kinds=frozenset({"agent"}))
    desk("Chiffres", "observatory:desk", order=60, kinds=frozenset({"agent"}))
    desk("Travaux", "jobs", order=95, kinds=frozenset({"elu"}))
    admissibility = Entry("Recevabilité", reverse("referrals:desk"), is_current=True)
    assert menu_for("agent", f"{reverse('referrals:desk')}S-2026-0001/") == (
        Group("", (Entry("Ma corbeille", reverse("workspace"), is_current=False),)),
        Group("Saisines", (admissibility, Entry("Modération", reverse("referrals:moderation"), is_current=False))),
        Group("Observatoire", (Entry("Chiffres", reverse("observatory:desk"), is_current=False),)),
    )
    assert menu_for(None, "/espace/") == ()
