"""The yardstick without anything: no middleware, no model, two statements."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path


def make_tables() -> None:
    """Make both tables, once."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (matter integer PRIMARY KEY, total bigint NOT NULL)")
        cursor.execute("CREATE TABLE vote (matter integer, identity text, UNIQUE (matter, identity))")
        cursor.execute("INSERT INTO counter VALUES (1, 0)")


def vote(request: HttpRequest) -> HttpResponse:
    """Insert a vote under a unique constraint, and add one to the counter, in one durable transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO vote (matter, identity) VALUES (1, %s)", [request.POST["identity"]])
        cursor.execute("UPDATE counter SET total = total + 1 WHERE matter = 1")
    return HttpResponse(status=302, headers={"Location": "/"})


urlpatterns = [path("vote/", vote)]
