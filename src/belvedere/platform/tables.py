"""The tables of an application, made by one operation of its migration."""

from collections.abc import Sequence
from itertools import takewhile

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

MAKES_A_TABLE = (CreateModel, AddField, AddIndex, AddConstraint)


def made_together(operations: Sequence[Operation]) -> list[Operation]:
    """Return the operations of a migration, those that make its tables as one, before those that follow them."""
    make = list(takewhile(lambda operation: isinstance(operation, MAKES_A_TABLE), operations))
    return [MakeTables(make), *operations[len(make) :]]


class MakeTables(Operation):
    """Make every table of a migration from the models as they are at its end.

    Django renders anew each model related to one that is made, so that tables made one by one cost the square of
    their number: here models are rendered once. The operations given say what these are, as ``makemigrations`` wrote
    them; none may change a table that another migration made.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.is_delayed = True
        state.clear_delayed_apps_cache()
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django gives both
        to_state: ProjectState,
    ) -> None:
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 -- Django gives both
    ) -> None:
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Make {len(self._names())} tables"

    def _models(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> list[type[Model]]:
        models = [state.apps.get_model(app_label, name) for name in self._names()]
        return [model for model in models if self.allow_migrate_model(schema_editor.connection.alias, model)]

    def _names(self) -> list[str]:
        return [operation.name for operation in self.operations if isinstance(operation, CreateModel)]
