"""The workspace's menu."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from belvedere.platform.ui import desks
from belvedere.platform.ui.desks import Desk, DeskGroup, Entry, Group, desk, desks_for, menu_for

AGENT = SimpleNamespace(kind="agent")


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Desk]:
    """The desks of the site, set aside: each test begins with an empty menu."""
    reverse("workspace")  # the routes register desks when they are read for the first time
    kept = desks._DESKS
    monkeypatch.setattr(desks, "_DESKS", {})
    return kept


def test_every_desk_but_the_basket_names_its_group(registered: dict[str, Desk]) -> None:
    assert [name for name, entry in registered.items() if entry.group is DeskGroup.MINE] == ["workspace"]


def test_each_role_sees_its_desks_in_order() -> None:
    desk("Réponses", "answers:desk", group=DeskGroup.ANSWERS, order=1, kinds=frozenset({"agent", "elu"}))
    desk("Modération", "referrals:moderation", group=DeskGroup.REFERRALS, order=21, kinds=frozenset({"agent"}))
    desk("Recevabilité", "referrals:desk", group=DeskGroup.REFERRALS, order=20, kinds=frozenset({"agent"}))
    assert desks_for(AGENT) == [
        Desk("Recevabilité", "referrals:desk", DeskGroup.REFERRALS, 20, frozenset({"agent"})),
        Desk("Modération", "referrals:moderation", DeskGroup.REFERRALS, 21, frozenset({"agent"})),
        Desk("Réponses", "answers:desk", DeskGroup.ANSWERS, 1, frozenset({"agent", "elu"})),
    ]
    assert [entry.label for entry in desks_for(SimpleNamespace(kind="elu"))] == ["Réponses"]
    assert desks_for(SimpleNamespace(kind="auditeur")) == []
    assert desks_for(None) == []


def test_the_same_route_is_registered_once() -> None:
    desk("Ancien nom", "answers:desk", order=1, kinds=frozenset({"agent"}))
    desk("Réponses", "answers:desk", order=2, kinds=frozenset({"agent"}))
    assert [entry.label for entry in desks_for(AGENT)] == ["Réponses"]


def test_the_menu_is_read_by_groups() -> None:
    desk("Ma corbeille", "workspace", order=0, kinds=frozenset({"agent"}))
    desk("Recevabilité", "referrals:desk", group=DeskGroup.REFERRALS, order=20, kinds=frozenset({"agent"}))
    desk("Modération", "referrals:moderation", group=DeskGroup.REFERRALS, order=21, kinds=frozenset({"agent"}))
    desk("Chiffres", "observatory:desk", group=DeskGroup.OBSERVATORY, order=60, kinds=frozenset({"agent"}))
    desk("Travaux", "jobs", group=DeskGroup.SETTINGS, order=95, kinds=frozenset({"elu"}))
    admissibility = Entry("Recevabilité", reverse("referrals:desk"), is_current=True)
    assert menu_for(AGENT, f"{reverse('referrals:desk')}S-2026-0001/") == (
        Group("", (Entry("Ma corbeille", reverse("workspace"), is_current=False),)),
        Group("Saisines", (admissibility, Entry("Modération", reverse("referrals:moderation"), is_current=False))),
        Group("Observatoire", (Entry("Chiffres", reverse("observatory:desk"), is_current=False),)),
    )
    assert menu_for(None, "/espace/") == ()
