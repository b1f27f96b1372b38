"""Hours as they are typed, written as the published files write them: in UTC, so that they compare as texts."""

from datetime import UTC, datetime

from belvedere.engines.sortition.problem import SortitionError


class BadHour(SortitionError):
    """An hour that cannot be read, or that does not say where."""

    code = "bad_hour"


def hour_of(text: str | None) -> str:
    """Return an hour in UTC; now when none was typed; refuse one that is not whole."""
    if not text:
        return datetime.now(UTC).isoformat(timespec="seconds")
    try:
        hour = datetime.fromisoformat(text)
    except ValueError:
        raise BadHour(f"{text!r} is not an hour: write 2026-12-01T10:00:00+00:00.") from None
    if hour.tzinfo is None:
        raise BadHour(f"{text!r} does not say in which time zone: write 2026-12-01T10:00:00+00:00.")
    return hour.astimezone(UTC).isoformat(timespec="seconds")
