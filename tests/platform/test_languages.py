"""The language in which a page is read, of the two that everything is written in."""

import pytest
from django.utils import translation

from belvedere.platform.languages import language_of_page


@pytest.mark.parametrize(("active", "read"), [("fr", "fr"), ("fr-ca", "fr"), ("en", "en"), ("en-gb", "en")])
def test_the_language_of_the_page_is_one_of_two(active: str, read: str) -> None:
    with translation.override(active):
        assert language_of_page() == read


def test_french_where_none_is_active() -> None:
    with translation.override(None):
        assert language_of_page() == "fr"
