"""Prints the milliseconds that a durable commit of one row takes, as JSON: ``python -m benchmarks.commits``.

In the database that BELVEDERE_DATABASE_URL names, by one program alone: what a disk costs before any work.
"""

import json
import time
from statistics import median

import django
from django.db import connection, transaction

TRIES = 200


def commit_ms() -> float:
    """Insert rows one by one, each in its own durable transaction; return the median milliseconds of a commit."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE benchmark_commit (number integer)")
        for number in range(TRIES):
            with transaction.atomic():
                cursor.execute("INSERT INTO benchmark_commit VALUES (%s)", [number])
                began = time.perf_counter()
            found.append((time.perf_counter() - began) * 1000)
        cursor.execute("DROP TABLE benchmark_commit")
    return round(median(found), 3)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(commit_ms()))
