"""Measures every list of referrals under every filter and search: `python -m benchmarks.lists`. Prints a table.

With 10^5 referrals, one visitor at a time, both databases: what each address takes, the slowest last, then the worst.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from typing import Any  # rows of SQL
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from benchmarks.load import Load, Measure, Request
from benchmarks.site import databases, run_module
from tests.e2e.site import Site, Template, running_site

from belvedere.platform.exchange.cursors import encoded

STATES = ("ouverte", "seuil-atteint", "examen", "close", "irrecevable")
SEARCHES = ("vélo", "piste cyclable", "pi", "9", "velos trottoir", "introuvable-nulle-part")
LAST_PAGES = "400"
ASKED_MS = 100.0
MOST_AND_LEAST = (
    "SELECT o.slug FROM {of} o JOIN referrals_referral r ON r.{by} = o.id GROUP BY o.slug ORDER BY count(*)"
)
"""What has the fewest referrals comes first, what has the most comes last."""
MIDDLE = """
    SELECT decided_at, id FROM referrals_referral
    WHERE id >= (SELECT (min(id) + max(id)) / 2 FROM referrals_referral) AND decided_at IS NOT NULL ORDER BY id LIMIT 1
"""
PERSONAS = {"agent": ("/espace/", "/espace/recevabilite/"), "moderateur": ("/espace/", "/espace/moderation/")}
"""Who reads the lists of the workspace, and their addresses."""

Query = Callable[[str], list[tuple[Any, ...]]]


def slugs(query: Query, statement: str) -> list[str]:
    return [str(row[0]) for row in query(statement)]


def filters(query: Query) -> Iterator[dict[str, str]]:
    """Yield each filter and search alone, then together: two by two, and by three where rows are many."""
    policies = slugs(query, "SELECT slug FROM observatory_policy ORDER BY id")
    communes = slugs(query, "SELECT slug FROM territory_commune ORDER BY id")
    by_policy = slugs(query, MOST_AND_LEAST.format(of="observatory_policy", by="policy_id"))
    by_commune = slugs(query, MOST_AND_LEAST.format(of="territory_commune", by="commune_id"))
    largest, chosen_policies = by_policy[-1], (by_policy[0], by_policy[-2], by_policy[-1])
    chosen_communes = (by_commune[0], by_commune[-2], by_commune[-1])
    yield {}
    yield {"page": LAST_PAGES}
    yield from ({"etat": state} for state in STATES)
    yield from ({"politique": policy} for policy in policies)
    yield from ({"commune": commune} for commune in communes)
    yield from ({"q": words} for words in SEARCHES)
    yield from ({"politique": policy, "etat": state} for policy, state in product(chosen_policies, STATES))
    yield from ({"commune": commune, "etat": state} for commune, state in product(chosen_communes, STATES))
    yield from ({"politique": policy, "commune": commune} for policy, commune in product(by_policy, chosen_communes))
    yield from (
        {"politique": largest, "commune": commune, "etat": state}
        for commune, state in product((*chosen_communes, communes[-1]), STATES)
    )
    for words in SEARCHES:
        yield from ({"q": words, "etat": state} for state in STATES)
        yield {"q": words, "politique": largest}
        yield {"q": words, "commune": chosen_communes[-1]}
        yield {"q": words, "politique": largest, "commune": chosen_communes[-1], "etat": "close"}


def addresses(query: Query) -> Iterator[str]:
    """Yield the public lists: the site's under every filter, its feed's and its interface's under some, the search."""
    yield from (f"/saisines/?{urlencode(fields)}" for fields in filters(query))
    policy = slugs(query, MOST_AND_LEAST.format(of="observatory_policy", by="policy_id"))[-1]
    commune = slugs(query, MOST_AND_LEAST.format(of="territory_commune", by="commune_id"))[-1]
    asked: list[dict[str, str]] = [
        {},
        *({"etat": state} for state in STATES),
        {"politique": policy, "commune": commune},
    ]
    asked += [{"q": words} for words in SEARCHES]
    yield from (f"/saisines/flux.atom?{urlencode(fields)}" for fields in asked)
    [middle] = query(MIDDLE)
    names = {"etat": "state", "politique": "policy", "commune": "commune", "q": "q"}
    for fields in asked:
        given = {names[name]: value for name, value in fields.items()}
        yield f"/api/v1/referrals/?{urlencode(given)}"
        yield f"/api/v1/referrals/?{urlencode({**given, 'cursor': cursor(*middle)})}"
    yield from (f"/recherche/?{urlencode({'q': words})}" for words in SEARCHES)
    yield from ("/", f"/observatoire/politiques/{policy}/", f"/communes/{commune}/")
    yield from (
        f"/organismes/{slug}/" for slug in slugs(query, MOST_AND_LEAST.format(of="territory_body", by="body_id"))
    )


def cursor(at: Any, key: int) -> str:  # noqa: ANN401 -- SQLite gives text
    """Return the cursor of the interface for what comes after a row."""
    return encoded(datetime.fromisoformat(f"{at}+00:00") if isinstance(at, str) else at, key)


def signed_in(site: Site, kind: str) -> dict[str, str]:
    """Return the headers of a persona of the demonstration, of a kind of role, who has signed in."""
    held = "SELECT u.uuid FROM accounts_user u JOIN accounts_role r ON r.user_id = u.id WHERE r.kind = %s ORDER BY u.id"
    key, secret = site.query(held, kind)[0][0], "x" * 32
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    connection.request("POST", f"/demo/{UUID(str(key))}/", "", {"Cookie": f"csrftoken={secret}", "X-CSRFToken": secret})
    cookies = connection.getresponse().headers.get_all("Set-Cookie", [])
    connection.close()
    return {"Cookie": "; ".join(cookie.partition(";")[0] for cookie in cookies)}


def requests(site: Site) -> Iterator[Request]:
    """Yield what is measured: public addresses as anyone, those of the workspace as who works there."""
    yield from (Request(address) for address in addresses(site.query))
    for kind, read in PERSONAS.items():
        headers = signed_in(site, kind)
        yield from (Request(address, headers=headers) for address in read)


def measured(site: Site, seconds: float, only: str) -> list[tuple[str, Measure]]:
    """Return what each address takes, the slowest last."""
    found = []
    for request in requests(site):
        if only in request.path:
            Load(site.url, lambda request=request: request, 1, 0.2).run()
            found.append((request.path, Load(site.url, lambda request=request: request, 1, seconds).run()))
    return sorted(found, key=lambda row: row[1].p50_ms)


def told(name: str, found: list[tuple[str, Measure]]) -> Iterator[str]:
    """Yield a line by address, then the worst."""
    for address, seen in found:
        yield f"{name:<11}{seen.p50_ms:>8}{seen.p99_ms:>8}{seen.failures:>4}  {address}"
    slow = [address for address, seen in found if seen.p50_ms > ASKED_MS]
    failed = sum(seen.failures for _address, seen in found)
    worst, seen = found[-1]
    yield f"{name}: {len(found)} lists, {len(slow)} over {ASKED_MS:.0f} ms, {failed} failures"
    yield f"{name}: the slowest takes {seen.p50_ms} ms: {worst}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.6, help="how long each measure lasts")
    parser.add_argument("--referrals", type=int, default=100_000)
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="one of them")
    parser.add_argument("--only", default="", metavar="PART", help="addresses that hold this, such as « etat=close »")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}")
    print(f"{'':<11}{'p50 ms':>8}{'p99':>8}{'ko':>4}")
    with databases() as urls:
        for name, url in urls.items():
            if options.database not in {None, name}:
                continue
            with tempfile.TemporaryDirectory(prefix="belvedere-bench-") as folder:
                template = Template(Path(folder) / "template", url)
                template.make()
                with running_site(template, "belvedere_lists", Path(folder), ["serve"]) as site:
                    run_module(site, "benchmarks.fill", str(options.referrals), "0")
                    print("\n".join(told(name, measured(site, options.seconds, options.only))), flush=True)


if __name__ == "__main__":
    main()
