"""Settings of the tests: those of the product, on a database that is erased at the end."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_DIRECTORY = Path(tempfile.mkdtemp(prefix="belvedere-test-"))
(_DIRECTORY / "static").mkdir()  # nothing is collected; the middleware wants the directory
atexit.register(shutil.rmtree, _DIRECTORY, ignore_errors=True)
os.environ["BELVEDERE_DATA_DIR"] = str(_DIRECTORY)

from belvedere.config.settings import *  # noqa: E402, F403 -- the directory must be known first
from belvedere.config.settings import DATABASES, IS_SQLITE  # noqa: E402

if IS_SQLITE:
    # A file, not memory: concurrent connections behave as in production. Flushing to disk would only be slower.
    DATABASES["default"]["TEST"]["NAME"] = str(_DIRECTORY / "test.db")
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
