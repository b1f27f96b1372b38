"""Lists of referrals that a search narrows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from belvedere.contexts.referrals.models import Referral
from belvedere.platform.search.queries import keys_found

MOST_FOUND = 500


@dataclass(frozen=True)
class Listed:
    """A list of referrals, and whether its search found more than it reads: it is then among the latest found."""

    rows: QuerySet[Referral]
    is_search_cut: bool = False


def among_those_found(found: QuerySet[Referral], text: str, chosen: Mapping[str, object]) -> Listed:
    """Return the few of a search that are as chosen: read by their references, where an index of many finds nothing.

    So no other column is left bare: SQLite would read all those of a policy, or of a state, before these.
    """
    references = keys_found(text, kind="saisine", limit=MOST_FOUND + 1)
    columns = {name.partition("__")[0] for name in chosen}
    found = found.alias(**{f"its_{column}": Coalesce(column, column) for column in columns})
    as_chosen = {f"its_{name}": value for name, value in chosen.items()}
    return Listed(
        found.filter(reference__in=references[:MOST_FOUND], **as_chosen), is_search_cut=len(references) > MOST_FOUND
    )
