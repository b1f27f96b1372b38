"""Long lists count their first rows only."""

import pytest

from belvedere.platform.territory.models import Commune, Territory
from belvedere.platform.ui.pages import FewRowsPaginator, LongListPaginator
from tests.factories import CommuneFactory


class Short(LongListPaginator):
    most_counted = 5


@pytest.fixture
def seven_communes(territory: Territory) -> None:
    CommuneFactory.create_batch(7, territory=territory)


@pytest.mark.usefixtures("seven_communes")
def test_a_list_within_the_limit_is_counted_whole(django_assert_num_queries) -> None:
    paginator = LongListPaginator(Commune.objects.order_by("pk"), 2)
    with django_assert_num_queries(1):
        assert (paginator.count, paginator.num_pages, paginator.is_cut) == (7, 4, False)


@pytest.mark.usefixtures("seven_communes")
def test_a_longer_list_is_cut_and_says_so(django_assert_num_queries) -> None:
    paginator = Short(Commune.objects.order_by("pk"), 2)
    with django_assert_num_queries(1):
        assert (paginator.count, paginator.num_pages, paginator.is_cut) == (5, 3, True)


class Seven(LongListPaginator):
    most_counted = 7


@pytest.mark.usefixtures("seven_communes")
def test_a_list_of_exactly_the_limit_is_not_cut() -> None:
    paginator = Seven(Commune.objects.order_by("pk"), 2)
    assert (paginator.count, paginator.is_cut) == (7, False)


class FewShort(FewRowsPaginator):
    most_counted = 5


@pytest.mark.usefixtures("seven_communes")
def test_keys_are_chosen_once_and_a_page_is_read_in_their_order(django_assert_num_queries) -> None:
    latest = Commune.objects.order_by("-pk")
    paginator = FewShort(latest, 2)
    with django_assert_num_queries(2):
        pages = [list(paginator.page(number)) for number in (1,)]
        assert (paginator.count, paginator.num_pages, paginator.is_cut) == (5, 3, True)
    with django_assert_num_queries(2):
        pages += [list(paginator.page(number)) for number in (2, 3)]
    assert [row for page in pages for row in page] == list(latest[:5])


@pytest.mark.usefixtures("seven_communes")
def test_no_row_is_read_where_none_is_chosen(django_assert_num_queries) -> None:
    paginator = FewRowsPaginator(Commune.objects.filter(slug="nulle-part"), 2)
    with django_assert_num_queries(1):
        assert (list(paginator.page(1)), paginator.count) == ([], 0)
