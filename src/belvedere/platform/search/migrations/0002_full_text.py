"""The full-text index: an FTS5 table kept by triggers on SQLite, a column of words and its GIN index on PostgreSQL.

The words are kept: computed anew for each page found, they would be nine tenths of a search that finds ten thousand.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE search_fulltext USING fts5(folded, content='search_document', content_rowid='id')",
    "CREATE TRIGGER search_added AFTER INSERT ON search_document BEGIN "
    "INSERT INTO search_fulltext(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_removed AFTER DELETE ON search_document BEGIN "
    "INSERT INTO search_fulltext(search_fulltext, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    "CREATE TRIGGER search_changed AFTER UPDATE ON search_document BEGIN "
    "INSERT INTO search_fulltext(search_fulltext, rowid, folded) VALUES ('delete', old.id, old.folded); "
    "INSERT INTO search_fulltext(rowid, folded) VALUES (new.id, new.folded); END",
)
SQLITE_BACK = (
    "DROP TRIGGER search_changed",
    "DROP TRIGGER search_removed",
    "DROP TRIGGER search_added",
    "DROP TABLE search_fulltext",
)
POSTGRESQL = (
    "ALTER TABLE search_document"
    " ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED",
    "CREATE INDEX search_fulltext ON search_document USING gin (words)",
)
POSTGRESQL_BACK = ("DROP INDEX search_fulltext", "ALTER TABLE search_document DROP COLUMN words")


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
