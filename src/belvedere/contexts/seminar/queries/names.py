"""The names of what acts quote by its code."""

from collections.abc import Collection, Mapping

from belvedere.contexts.seminar.models import College, Seminar


def titles_of_seminars(slugs: Collection[str]) -> Mapping[str, str]:
    """Return the titles of seminars, by slug: one statement."""
    return dict(Seminar.objects.filter(slug__in=slugs).values_list("slug", "title"))


def names_of_colleges(slugs: Collection[str]) -> Mapping[str, str]:
    """Return the names of colleges, by slug: a slug is made from the name, whatever the seminar."""
    return dict(College.objects.filter(slug__in=slugs).order_by("pk").values_list("slug", "name"))
