"""The publication of an answer, killed before each of its statements: published whole and said once, or not at all."""

from pathlib import Path

import pytest

from tests.e2e.site import Template, running_site
from tests.faults.programs import done

pytestmark = pytest.mark.faults


def test_published_whole_or_not_at_all(template: Template, tmp_path: Path) -> None:
    with running_site(template, "belvedere_answer", tmp_path, []) as site:
        *killed, last = done(site, "answer_programs", "publish").splitlines()
    assert len(killed) > 5, "the publication asks more statements than that"
    assert set(killed) == {"False 0 killed"}
    assert last == "True 1 done"
