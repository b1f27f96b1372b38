"""The states of a deliberation: an avis written together, amended, voted."""

from enum import StrEnum


class DeliberationState(StrEnum):
    """Closed: the avis is typed by an officer. Then members write, vote the amendments, vote the recommendations."""

    CLOSED = "fermee"
    WRITING = "redaction"
    AMENDMENTS = "amendements"
    VOTE = "vote"
    VOTED = "votee"


class DeliberationVerb(StrEnum):
    OPEN = "ouvrir"
    CALL_AMENDMENTS = "mettre_les_amendements_aux_voix"
    CALL_VOTE = "mettre_l_avis_aux_voix"
    CLOSE = "clore_le_vote"


DELIBERATION: dict[tuple[DeliberationState, DeliberationVerb], DeliberationState] = {
    (DeliberationState.CLOSED, DeliberationVerb.OPEN): DeliberationState.WRITING,
    (DeliberationState.WRITING, DeliberationVerb.CALL_AMENDMENTS): DeliberationState.AMENDMENTS,
    (DeliberationState.WRITING, DeliberationVerb.CALL_VOTE): DeliberationState.VOTE,
    (DeliberationState.AMENDMENTS, DeliberationVerb.CALL_VOTE): DeliberationState.VOTE,
    (DeliberationState.VOTE, DeliberationVerb.CLOSE): DeliberationState.VOTED,
}

# The words no longer change under those who vote, nor after.
SETTLED = frozenset({DeliberationState.AMENDMENTS, DeliberationState.VOTE, DeliberationState.VOTED})
# An avis is recorded when an officer typed it alone, or once the vote is closed.
RECORDABLE = frozenset({DeliberationState.CLOSED, DeliberationState.VOTED})
# Members who disagree say so as soon as the words are settled.
DISAGREEING = frozenset({DeliberationState.VOTE, DeliberationState.VOTED})


def is_adopted(votes_for: int, votes_against: int) -> bool:
    """Tell whether what was voted is adopted: more for than against; abstentions count on neither side.

    >>> is_adopted(12, 11), is_adopted(5, 5), is_adopted(0, 0)
    (True, False, False)
    """
    return votes_for > votes_against
