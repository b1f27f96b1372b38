"""The workspace's menu."""

import pytest

from belvedere.platform.ui import desks
from belvedere.platform.ui.desks import Desk, desk, desks_for


@pytest.fixture(autouse=True)
def empty_menu(monkeypatch: pytest.MonkeyPatch) -> None:
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
