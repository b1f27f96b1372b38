"""*Ma corbeille*: what waits for a role, ready for the page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.calendar import working_days_left
from belvedere.platform.ui.slots import InboxItem, inbox_of
from belvedere.platform.ui.templatetags.ui import deadline_kind, deadline_words


@dataclass(frozen=True)
class Waiting:
    """One line of the inbox; ``state`` is the colour of its deadline."""

    item: InboxItem
    kind: str
    words: str
    state: str


@dataclass(frozen=True)
class KindChoice:
    """A kind of work, how many items of it wait, and whether only they are shown."""

    slug: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Inbox:
    """What waits for a role."""

    lines: tuple[Waiting, ...]
    kinds: tuple[KindChoice, ...]
    total: int
    late: int

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """Return the kinds as the tabs of the page: all, then each with its count."""
        is_filtered = any(choice.is_chosen for choice in self.kinds)
        everything = (gettext("Tout (%(count)d)") % {"count": self.total}, "?", not is_filtered)
        return [
            everything,
            *((f"{kind.label} ({kind.count})", f"?genre={kind.slug}", kind.is_chosen) for kind in self.kinds),
        ]


def inbox_page(*, role: Role, now: datetime, kind: str = "") -> Inbox:
    """Return what waits for a role, the nearest deadline first; one kind only when ``kind`` names it."""
    today = timezone.localdate(now)
    lines = [_waiting(item, today) for item in inbox_of(role, now=now)]
    counts = Counter((line.kind, str(line.item.kind)) for line in lines)
    kinds = [
        KindChoice(slug, label, count, slug == kind)
        for (slug, label), count in sorted(counts.items(), key=lambda c: c[0])
    ]
    shown = [line for line in lines if line.kind == kind] if any(choice.is_chosen for choice in kinds) else lines
    return Inbox(tuple(shown), tuple(kinds), len(lines), sum(line.state == "late" for line in lines))


def _waiting(item: InboxItem, today: date) -> Waiting:
    words, state = deadline_in_words(due_on=item.due_on, today=today)
    return Waiting(item, slugify(str(item.kind)), words, state)


def deadline_in_words(*, due_on: date | None, today: date) -> tuple[str, str]:
    """Return how far a deadline is, in working days and in words, and its colour."""
    if due_on is None:
        return gettext("sans échéance"), "neutral"
    left = working_days_left(today=today, due_on=due_on)
    if left or due_on == today:
        return deadline_words(left), deadline_kind(left)
    if due_on < today:  # only days off have passed since
        return gettext("échéance passée"), "late"
    return gettext("avant le prochain jour ouvré"), "due"
