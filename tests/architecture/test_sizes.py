"""Small things: a module holds in a few screens, a function in one."""

import ast

from tests.architecture.sources import Function, apps, modules, shown, tree

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def test_modules_are_short() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    too_long = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, Function) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    too_long[f"{shown(path)}:{node.lineno} {node.name}"] = length
    assert too_long == {}


def test_each_app_says_what_it_is_for() -> None:
    missing = [
        shown(app) for floor in ("contexts", "platform") for app in apps(floor) if not (app / "README.md").exists()
    ]
    assert missing == []


def test_each_module_says_what_it_is_for() -> None:
    silent = [shown(path) for path in modules() if tree(path).body and ast.get_docstring(tree(path)) is None]
    assert [name for name in silent if not name.endswith("/apps.py")] == []
