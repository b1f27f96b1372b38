"""The triggers that make the journal append-only.

A migration that rebuilds the table on SQLite must call :func:`lock_journal` again: the rebuilt table has none.
"""

from belvedere.platform.journal.append_only import AppendOnly

JOURNAL = AppendOnly(
    table="journal_event",
    name="journal",
    refusal="the journal is append-only",
    same_row="e.id = NEW.id OR (e.territory_id = NEW.territory_id AND e.sequence = NEW.sequence)",
)
lock_journal = JOURNAL.lock
unlock_journal = JOURNAL.unlock
