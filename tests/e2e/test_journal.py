"""The journal of the whole demonstration: it verifies, it names whoever changed it, it knows nobody."""

import pytest

from tests.e2e.census import people_known_by_the_journal
from tests.e2e.site import Site, run_belvedere


def test_journal_of_the_demonstration_verifies(own_site: Site) -> None:
    own_site.wait_until_idle()
    own_site.kill_worker()  # its periodic work writes too
    count = own_site.query("SELECT count(*) FROM journal_event")[0][0]
    assert f"{count}" in run_belvedere("verify-journal", environment=own_site.environment)


def test_journal_knows_nobody(own_site: Site) -> None:
    assert own_site.query("SELECT count(*) FROM journal_event")[0][0] > 100
    assert people_known_by_the_journal(own_site) == []


def allow_changes(site: Site) -> None:
    """Take away what forbids changing the journal, as somebody who holds the database could."""
    if not site.database_url.startswith("sqlite"):
        site.query("ALTER TABLE journal_event DISABLE TRIGGER USER")
        return
    triggers = site.query("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_event'")
    for (name,) in triggers:
        site.query(f"DROP TRIGGER {name}")


def test_one_changed_letter_is_named(own_site: Site) -> None:
    allow_changes(own_site)
    identifier = own_site.query("SELECT id FROM journal_event WHERE sequence = 57")[0][0]
    own_site.query("UPDATE journal_event SET matter = 'X' || substr(matter, 2) WHERE sequence = 57")
    with pytest.raises(AssertionError, match="nº 57") as failed:
        run_belvedere("verify-journal", environment=own_site.environment)
    assert str(identifier).replace("-", "") in str(failed.value).replace("-", "")
