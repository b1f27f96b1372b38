"""Reads of alerts: those that wait for a word, that of an indicator, which indicators an edition may have moved."""

from django.db.models import F, QuerySet

from belvedere.contexts.observatory.models import Alert, Indicator
from belvedere.contexts.observatory.queries.pictures import said_value
from belvedere.contexts.observatory.queries.readings import owned_by
from belvedere.contexts.observatory.words import threshold_sentence, written
from belvedere.platform.accounts.models import Role


def alerts() -> QuerySet[Alert]:
    """Return every alert with its indicator and its value: one statement."""
    return Alert.objects.select_related(
        "indicator__territory", "indicator__body", "indicator__department", "observation"
    )


def alerts_waiting_for(role: Role) -> QuerySet[Alert]:
    """Return the open alerts of a role, the oldest first; one that a later value has replaced waits no longer."""
    found = alerts().filter(indicator__in=owned_by(role), said_at=None)
    return found.filter(observation__series__latest=F("observation")).order_by("raised_at", "pk")


def alert_on(indicator: Indicator) -> Alert | None:
    """Return the alert that the last value of an indicator raised, or None: one statement."""
    return alerts().filter(indicator=indicator, observation__series__latest=F("observation")).first()


def said_alert(alert: Alert) -> str:
    """Return an alert in words: its value, its period, its threshold."""
    indicator = alert.indicator
    threshold = written(alert.threshold, indicator.decimals, indicator.unit)
    return threshold_sentence(said_value(indicator, alert.observation), alert.observation.period, threshold)


def watched_slugs(*, edition: str = "", indicator: str = "") -> list[str]:
    """Return the indicators with a threshold that an edition spoke of, or one by its name."""
    found = Indicator.objects.filter(alert_threshold__isnull=False)
    told = {"series__observations__edition__reference": edition} if edition else {"slug": indicator}
    return list(found.filter(**told).order_by("slug").values_list("slug", flat=True).distinct())
