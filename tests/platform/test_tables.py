"""The tables of an application are made by one operation, as its models are at the end of the migration."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from belvedere.platform.tables import MakeTables, made_together

TABLES = {"garden_tree", "garden_bird", "garden_tree_neighbours"}


def locked(_apps: object, _editor: object) -> None:
    """Stand for what a migration does once its tables are there."""


def a_garden() -> list[migrations.operations.base.Operation]:
    """Return what Django would write: a bird refers to a tree, and the tree, later, to a bird."""
    key = models.BigAutoField(primary_key=True)
    return [
        migrations.CreateModel("Tree", [("id", key), ("neighbours", models.ManyToManyField("garden.tree"))]),
        migrations.CreateModel("Bird", [("id", key), ("tree", models.ForeignKey("garden.tree", models.CASCADE))]),
        migrations.AddField("tree", "owner", models.ForeignKey("garden.bird", models.CASCADE, null=True)),
        migrations.AddIndex("bird", models.Index(fields=["tree", "id"], name="bird_by_tree")),
        migrations.AddConstraint("tree", models.UniqueConstraint(fields=["owner"], name="one_tree_by_owner")),
        migrations.RunPython(locked, locked),
    ]


def test_what_follows_the_tables_stays_apart() -> None:
    operations = a_garden()
    make, follow = made_together(operations)
    assert isinstance(make, MakeTables)
    assert (make.operations, make.describe(), follow) == (operations[:-1], "Make 2 tables", operations[-1])


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_as_they_are_at_the_end_then_unmade() -> None:
    make, _ = made_together(a_garden())
    before, after = ProjectState(), ProjectState()
    make.state_forwards("garden", after)
    with connection.schema_editor() as editor:
        make.database_forwards("garden", editor, before, after)
    with connection.cursor() as cursor:
        made = {table for table in connection.introspection.table_names(cursor) if table.startswith("garden_")}
        columns = [column.name for column in connection.introspection.get_table_description(cursor, "garden_tree")]
        constraints = connection.introspection.get_constraints(cursor, "garden_tree")
        indexes = connection.introspection.get_constraints(cursor, "garden_bird")
    with connection.schema_editor() as editor:
        make.database_backwards("garden", editor, after, before)
    assert (made, columns) == (TABLES, ["id", "owner_id"])
    assert constraints["one_tree_by_owner"]["unique"]
    assert indexes["bird_by_tree"]["columns"] == ["tree_id", "id"]
    with connection.cursor() as cursor:
        left = {table for table in connection.introspection.table_names(cursor) if table.startswith("garden_")}
    assert left == set()
