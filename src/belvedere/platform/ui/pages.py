"""Pages of long lists: the first ten thousand rows are counted, so that no list waits for the count of the others."""

from functools import cached_property

from django.core.paginator import Paginator
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
