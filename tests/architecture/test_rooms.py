"""Each thing in its room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.sources import SOURCE, apps, modules, shown, tree

ROOMS = {
    "words",
    "states", "rules", "events", "refusals", "models", "queries", "actions", "forms", "exports", "subscriptions",
    "tasks", "sections", "views", "api", "demo", "urls", "personal_data",
}  # fmt: skip
OTHER_FILES = {"__init__.py", "apps.py", "README.md"}
OTHER_FOLDERS = {
    "migrations",
    "templates",
    "static",
    "locale",
    "templatetags",
    "management",
    "data",
    "papers",
    "__pycache__",
}

WRITES = re.compile(
    r"\.(save|create|get_or_create|update_or_create|bulk_create|bulk_update|delete|acreate|asave|adelete)$"
)
QUERYSET_UPDATE = re.compile(r"(objects|filter\(.*\)|exclude\(.*\)|all\(\))\.update$", re.DOTALL)

# Modules that write though they are not called actions, each with its reason.
WRITERS = {
    "platform/accounts/models.py": "the framework asks a user manager to create users",
    "platform/accounts/demo.py": "marks the people of the demonstration as invented, which no action may do",
    "platform/exchange/received.py": "encodes the pixels of an image in memory: no row is written",
    "platform/exchange/workbooks.py": "writes a workbook in memory: no row is written",
    "platform/journal/dispatch.py": "moves the bookmarks of the subscribers, which are no fact of the product",
    "platform/mail/retention.py": "erases addresses and texts once delivered, by the clock and not by intent",
    "platform/papers/docx.py": "writes a Word file in memory: no row is written",
    "platform/tasks/backend.py": "the framework's door for enqueuing a job",
    "platform/tasks/progress.py": "how far a job is, told while it runs",
    "platform/tasks/schedule.py": "the appointments of periodic work",
}


def test_contexts_have_only_the_known_rooms() -> None:
    strangers = []
    for context in apps("contexts"):
        for path in context.iterdir():
            known = path.name in OTHER_FILES or path.name in OTHER_FOLDERS or path.name.removesuffix(".py") in ROOMS
            if not known:
                strangers.append(shown(path))
    assert strangers == []


def _writes(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if WRITES.search(called) or QUERYSET_UPDATE.search(called):
                yield f"{shown(path)}:{node.lineno} {called}"


def _is_an_action(path: Path) -> bool:
    parts = path.relative_to(SOURCE).parts
    return path.name == "actions.py" or "actions" in parts or parts[0] == "engines"


def test_only_actions_write() -> None:
    others = [path for path in modules() if not _is_an_action(path)]
    others = [path for path in others if path.relative_to(SOURCE).as_posix() not in WRITERS]
    assert [line for path in others for line in _writes(path)] == []


def test_each_writer_that_is_no_action_exists_and_writes() -> None:
    assert [name for name in WRITERS if not list(_writes(SOURCE / name))] == []


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route, pattern


def test_each_route_has_a_name() -> None:
    assert [route for route, pattern in _routes(get_resolver()) if not pattern.name] == []


def test_no_two_routes_have_the_same_path() -> None:
    routes = [route for route, _ in _routes(get_resolver())]
    assert [route for route in sorted(set(routes)) if routes.count(route) > 1] == []
