"""A day in an address: ``2026-11-30``."""

from datetime import date


class DayConverter:
    """Reads and writes a day as ISO 8601; what is not a day is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
