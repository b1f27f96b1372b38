"""Counts the SQL statements of pages: run with a site's environment, paths as arguments; prints JSON."""

import json
import sys

import django


def count(path: str) -> int:
    """Return the statements of a second visit: the first one fills the caches of the process."""
    from django.db import connection  # noqa: PLC0415 -- after setup()
    from django.test import Client  # noqa: PLC0415 -- the same
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- the same

    client = Client(SERVER_NAME="127.0.0.1")
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


if __name__ == "__main__":
    django.setup()
    print(json.dumps({path: count(path) for path in sys.argv[1:]}))
