"""Counts the SQL statements of visits: run with a site's environment; reads and prints JSON."""

import json
import sys

import django


def count(method: str, warm: str, path: str) -> int:
    """Return the statements of a visit to ``path``, after one to ``warm`` that fills the caches of the process."""
    from django.db import connection  # noqa: PLC0415 -- after setup()
    from django.test import Client  # noqa: PLC0415 -- the same
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- the same

    client = Client(SERVER_NAME="127.0.0.1")
    client.generic(method, warm)
    with CaptureQueriesContext(connection) as captured:
        client.generic(method, path)
    return len(
        [query for query in captured if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    )


if __name__ == "__main__":
    django.setup()
    print(json.dumps([count(**visit) for visit in json.load(sys.stdin)]))
