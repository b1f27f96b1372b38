"""What the projects hold about a person with an account: their parts, approvals, and words for their commune."""

from belvedere.contexts.projects.queries.people import parts_of, reactions_of
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, holds


@holds("projects.parts")
def parts(user: User) -> Plain:
    """Return the parts taken; they leave with the roles, when the account is erased."""
    return [f"{row.project.reference} {row.part}" for row in parts_of(user)]


@holds("projects.reactions")
def reactions(user: User) -> Plain:
    """Return what the person wrote for a commune: an official act, kept without its author when the account goes."""
    return [f"{row.project.reference} {row.text}" for row in reactions_of(user)]
