"""When a value deserves a warning."""

from belvedere.contexts.observatory.states.figures import Polarity


def is_beyond(value: float, threshold: float, polarity: Polarity) -> bool:
    """Return whether a value lies on the bad side of a threshold; where no side is bad, above it.

    >>> is_beyond(18.2, 17.0, Polarity.LESS_IS_BETTER), is_beyond(18.2, 17.0, Polarity.MORE_IS_BETTER)
    (True, False)
    """
    return value < threshold if polarity == Polarity.MORE_IS_BETTER else value > threshold
