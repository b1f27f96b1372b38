"""What a person did in projects."""

from django.db.models import QuerySet

from belvedere.contexts.projects.models import Reaction, TeamMember
from belvedere.platform.accounts.models import User


def parts_of(user: User) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(role__user=user).select_related("project")


def reactions_of(user: User) -> QuerySet[Reaction]:
    return Reaction.objects.filter(given_by__user=user).select_related("project")
