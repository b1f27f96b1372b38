"""Predicates on a role: its kind, its body, its department; anything unknown is refused."""

from types import SimpleNamespace

import pytest

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.rules import belongs_to_body_of, belongs_to_department_of, is_of_kind
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Commune
from tests.factories import DepartmentFactory, RoleFactory


@pytest.fixture
def agent(metropole: Body) -> Role:
    return RoleFactory(body=metropole, kind=RoleKind.AGENT, department=DepartmentFactory(body=metropole))


@pytest.mark.parametrize("kind", list(RoleKind))
def test_is_of_kind(agent: Role, kind: RoleKind) -> None:
    assert is_of_kind(kind)(agent) is (kind == RoleKind.AGENT)
    assert is_of_kind(kind)(None) is False
    assert is_of_kind(kind, RoleKind.AGENT)(agent, object()) is True


def test_belongs_to_body_of(agent: Role, chamalieres: Commune) -> None:
    ours, theirs = SimpleNamespace(body=agent.body), SimpleNamespace(body=chamalieres.body)
    same_body = belongs_to_body_of("body")
    assert [same_body(agent, ours), same_body(agent, theirs), same_body(agent, None), same_body(None, ours)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert belongs_to_body_of("")(agent, agent.body) is True
    assert belongs_to_body_of("referral.body")(agent, SimpleNamespace(referral=ours)) is True
    assert belongs_to_body_of("referral.body")(agent, SimpleNamespace(referral=None)) is False
    assert belongs_to_body_of("nothing.like.that")(agent, ours) is False
    assert same_body(agent, SimpleNamespace(body=None)) is False


def test_belongs_to_department_of(agent: Role, metropole: Body) -> None:
    same_department = belongs_to_department_of("department")
    other = DepartmentFactory(body=metropole)
    assert same_department(agent, SimpleNamespace(department=agent.department)) is True
    assert same_department(agent, SimpleNamespace(department=other)) is False
    elsewhere = RoleFactory(body=metropole, department=None)
    assert same_department(elsewhere, SimpleNamespace(department=None)) is False


def test_predicates_combine(agent: Role, chamalieres: Commune) -> None:
    may = is_of_kind(RoleKind.AGENT) & belongs_to_body_of("body")
    assert may(agent, SimpleNamespace(body=agent.body)) is True
    assert may(agent, SimpleNamespace(body=chamalieres.body)) is False
    assert (is_of_kind(RoleKind.ELECTED) | may)(agent, SimpleNamespace(body=agent.body)) is True
