"""What stops a weighting: each says what is wrong, why, and what to do next."""


class WeightingError(Exception):
    """What stops a computation."""

    code = "weighting"


class NobodyAnswered(WeightingError):
    """There is no answer to weight."""

    code = "nobody_answered"


class UnusableMargin(WeightingError):
    """A margin is empty, counts nobody or counts a negative number."""

    code = "unusable_margin"


class UnusableLimit(WeightingError):
    """A limit of weights must be above 1."""

    code = "unusable_limit"
