"""What must hold when the product starts: every subscription names kinds that some context declares."""

from typing import Any  # the framework's signature

from django.core.checks import CheckMessage, Error

from belvedere.platform.journal.kinds import declared_kinds


def subscribed_kinds_are_declared(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 -- the framework's signature
    """Refuse a subscription to a kind that nobody declares: it would wait for ever."""
    from belvedere.platform.journal.subscriptions import registered_subscriptions  # noqa: PLC0415 -- needs the models

    declared = {kind.code for kind in declared_kinds()}
    return [
        Error(
            f"the subscription {subscription.name} waits for {code}, which nobody declares",
            hint="Write the code of a kind declared in some context’s events.py.",
            id="journal.E001",
        )
        for subscription in registered_subscriptions()
        for code in sorted(subscription.kinds - declared)
    ]
