"""A seminar in the browser with eight phones among a dozen people; among 150: `python -m benchmarks.seminar_walk`."""

import pytest

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.seminar_story import Story
from tests.e2e.site import Site

CROWD, WITHIN_SECONDS = 12, 2.0


@pytest.mark.long
def test_a_seminar_with_eight_phones(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    people = People(open_own_page, look=looks)
    Story(own_site, people, looks, crowd=CROWD, within_seconds=WITHIN_SECONDS).tell()
    assert not looks.found, "\n\n".join(looks.found)
