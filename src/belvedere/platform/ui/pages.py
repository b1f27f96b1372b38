"""Pages of long lists: the first ten thousand rows are counted, so that no list waits for the count of the others."""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

MOST_COUNTED = 10_000


class LongListPaginator(Paginator):
    """A paginator that stops counting after ``most_counted`` rows; filters and exports reach the others."""

    object_list: QuerySet
    most_counted = MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by().values("pk")[: self.most_counted + 1].count()

    @cached_property
    def count(self) -> int:
        """How many rows can be paged through."""
        return min(self._counted, self.most_counted)

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than pages show."""
        return self._counted > self.most_counted


class FewRowsPaginator(LongListPaginator):
    """A paginator of a list that costs more to choose than to read: its keys are chosen once, then a page is read.

    Two statements as with a count, and what goes with each row is read for those of the page only.
    """

    @cached_property
    def _keys(self) -> list[object]:
        return list(self.object_list.values_list("pk", flat=True)[: self.most_counted + 1])

    @cached_property
    def _counted(self) -> int:
        return len(self._keys)

    def page(self, number: int | str) -> Page:
        """Return a page, in the order of the list."""
        chosen = self.validate_number(number)
        first = (chosen - 1) * self.per_page
        keys = self._keys[: self.count][first : first + self.per_page]
        rows = self.object_list.in_bulk(keys)
        return Page([rows[key] for key in keys if key in rows], chosen, self)
