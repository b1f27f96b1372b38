"""Engines compute: what they return follows from what they are given, and from nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import SOURCE, modules, shown, tree

FORBIDDEN_MODULES = {"django", "os", "time", "random", "secrets", "socket", "sqlite3", "subprocess", "tempfile", "uuid"}
FORBIDDEN_CALLS = {
    "open", "input", "print", "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "os.urandom",
    "np.random.seed", "np.random.rand", "numpy.random.seed",
}  # fmt: skip
UNSEEDED = {"np.random.default_rng", "numpy.random.default_rng", "default_rng"}


def _impurities(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            is_unseeded = called in UNSEEDED and not node.args and not node.keywords
            if called in FORBIDDEN_CALLS or called.startswith("Path.") or is_unseeded:
                yield f"{shown(path)}:{node.lineno} calls {called}"
            continue
        else:
            continue
        yield from (
            f"{shown(path)}:{node.lineno} imports {name}" for name in names if name.split(".")[0] in FORBIDDEN_MODULES
        )


def test_engines_have_no_clock_no_chance_no_file() -> None:
    engines = [path for path in modules() if path.is_relative_to(SOURCE / "engines")]
    assert [impurity for path in engines for impurity in _impurities(path)] == []
