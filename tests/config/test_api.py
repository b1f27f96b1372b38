"""The whole interface, on the demonstration: each answer is as described, and no question breaks it."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries
from django.utils import timezone
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from belvedere.config.demonstration import load_demonstration

LISTS = {
    "referrals": ("reference", ("", "/counts", "/steps")),
    "answers": ("opinion", ("",)),
    "commitments": ("reference", ("",)),
}
OPERATIONS = 8


@pytest.fixture
def described(db: None) -> Iterator[BaseSchema]:
    """The application on the demonstration, without what would close the transaction of the test."""
    with scopes_disabled():
        load_demonstration(today=timezone.localdate())
    listeners = [(request_started, reset_queries), (request_started, close_old_connections)]
    listeners.append((request_finished, close_old_connections))
    for signal, listener in listeners:
        signal.disconnect(listener)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal, listener in listeners:
        signal.connect(listener)


def ask(operation: APIOperation) -> None:
    """Ask one address what its description allows, and what it does not."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def asked(case: schemathesis.Case) -> None:
        # A cursor is opaque: what was made up is refused, which the description cannot say.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    asked()


def test_every_answer_is_as_described(described: BaseSchema) -> None:
    """Schemathesis asks what the description allows and what it does not; then what is really there is asked."""
    operations = [operation.ok() for operation in described.get_all_operations()]
    assert len(operations) == OPERATIONS
    for operation in operations:
        ask(operation)
    for name, (key, parts) in LISTS.items():
        rows = described[f"/api/v1/{name}/"]["GET"].Case().call().json()["items"]
        assert rows, name
        for row in rows[:3]:
            for part in parts:
                case = described[f"/api/v1/{name}/{{{key}}}{part}"]["GET"].Case(path_parameters={key: row[key]})
                assert case.call_and_validate().status_code == 200
