"""The names of what acts quote by its code."""

from collections.abc import Collection, Mapping

from belvedere.contexts.observatory.models import Indicator, Policy


def names_of_indicators(slugs: Collection[str]) -> Mapping[str, str]:
    """Return the names of indicators, by slug: one statement."""
    return dict(Indicator.objects.filter(slug__in=slugs).values_list("slug", "name"))


def names_of_policies(slugs: Collection[str]) -> Mapping[str, str]:
    """Return the names of policies, by slug: one statement."""
    return dict(Policy.objects.filter(slug__in=slugs).values_list("slug", "name"))
