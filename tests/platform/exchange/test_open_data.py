"""Public data as others take them: stable files, valid packages, a catalogue that is harvested."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

from belvedere.platform.exchange.catalogue import DataFile, Described, Publisher, catalogue
from belvedere.platform.exchange.datasets import Table, dataset_by_slug, declared_datasets
from belvedere.platform.exchange.packages import fields
from belvedere.platform.exchange.quality import quality_of
from belvedere.platform.exchange.tables import Column
from belvedere.platform.territory.models import Territory
from tests.conftest import NOW
from tests.factories import CommuneFactory

# Of rdflib about itself, when it reads JSON-LD.
FROM_RDFLIB = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SHAPES = Path(__file__).parent / "dcat_ap.ttl"
PUBLISHER = Publisher(
    "Clermont Auvergne Métropole", "246300701", "https://site.example/", "mailto:contact@site.example"
)
FILE = DataFile("Saisines (CSV)", "https://site.example/donnees/saisines/saisines.csv", "text/csv", "CSV")
assert get_resolver().url_patterns  # reading the routes declares the datasets
SLUGS = [dataset.slug for dataset in declared_datasets()]


def described(slug: str = "saisines", **facts: object) -> Described:
    kept: dict[str, object] = {
        "slug": slug, "title": "Saisines", "description": "Chaque saisine publique. " * 6,
        "page": f"https://site.example/donnees/{slug}/", "modified": NOW, "files": (FILE,), "spatial": "Métropole",
        "keywords": ("saisines",), "since": date(2026, 1, 1), "documented": True, **facts,
    }  # fmt: skip
    return Described(**kept)  # type: ignore[arg-type]  # checked by the dataclass


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]  # a file


def conforms(graph: Graph) -> tuple[bool, str]:
    from pyshacl import validate  # noqa: PLC0415 -- a slow import

    read = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    agrees, _graph, text = validate(read, shacl_graph=Graph().parse(SHAPES, format="turtle"))
    return agrees, text


@FROM_RDFLIB
def test_the_catalogue_keeps_the_shapes_of_dcat_ap(territory: Territory, client: Client) -> None:
    graph = Graph().parse(data=content(client, "/donnees/catalogue.ttl"), format="turtle")
    assert {str(value) for value in graph.objects(None, DCTERMS.identifier)} >= set(SLUGS)
    assert len(set(graph.subjects(RDF.type, DCAT.Distribution))) == 2 * len(SLUGS)
    agrees, text = conforms(graph)
    assert agrees, text
    assert conforms(catalogue(PUBLISHER, [described()], address="https://site.example/catalogue.ttl"))[0]


@FROM_RDFLIB
def test_the_shapes_catch_a_catalogue_that_is_not_right() -> None:
    graph = catalogue(PUBLISHER, [described()], address="https://site.example/catalogue.ttl")
    node = URIRef("https://site.example/donnees/saisines/")
    graph.remove((node, DCTERMS.title, None))
    graph.set((node, DCTERMS.accrualPeriodicity, Literal("yearly")))
    agrees, text = conforms(graph)
    assert (agrees, text.count("Constraint Violation")) == (False, 4)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the parser of JSON-LD
@pytest.mark.parametrize(("form", "syntax", "media_type"), [
    ("ttl", "turtle", "text/turtle"),
    ("xml", "xml", "application/rdf+xml"),
    ("jsonld", "json-ld", "application/ld+json"),
])  # fmt: skip
def test_each_syntax_says_the_same(
    territory: Territory, client: Client, form: str, syntax: str, media_type: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        response = client.get(f"/donnees/catalogue.{form}")
    graph = Graph().parse(data=response.content, format=syntax)
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == len(SLUGS)


def test_a_long_catalogue_is_read_by_pages() -> None:
    datasets = [described(f"jeu-{number}") for number in range(250)]
    address = "https://site.example/catalogue.ttl"
    seen: list[str] = []
    page: int | None = 1
    while page:
        graph = catalogue(PUBLISHER, datasets, address=address, page=page)
        seen += [str(subject) for subject in graph.subjects(RDF.type, DCAT.Dataset)]
        following = list(
            graph.objects(URIRef(f"{address}?page={page}"), URIRef("http://www.w3.org/ns/hydra/core#next"))
        )
        page = int(str(following[0]).rsplit("=", 1)[1]) if following else None
    assert (len(seen), len(set(seen))) == (250, 250)


@pytest.mark.parametrize("address", [
    "/donnees/catalogue.pdf", "/donnees/catalogue.ttl?page=2", "/donnees/catalogue.ttl?page=0",
    "/donnees/catalogue.ttl?page=x", "/donnees/inconnu/", "/donnees/inconnu/inconnu.csv",
    "/donnees/communes/communes.xls", "/donnees/communes/autre.csv", "/donnees/inconnu/datapackage.json",
])  # fmt: skip
def test_what_does_not_exist_is_not_found(territory: Territory, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if dataset_by_slug(slug)])
def test_each_data_package_is_valid(territory: Territory, client: Client, tmp_path: Path, slug: str) -> None:
    from frictionless import Package  # noqa: PLC0415 -- a slow import

    CommuneFactory.create_batch(3)
    (tmp_path / f"{slug}.csv").write_bytes(content(client, f"/donnees/{slug}/{slug}.csv"))
    package = content(client, f"/donnees/{slug}/datapackage.json")
    (tmp_path / "datapackage.json").write_bytes(package)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert (report.valid, report.flatten(["type", "note"])) == (True, [])
    columns = (tmp_path / f"{slug}.csv").read_bytes().decode("utf-8-sig").splitlines()[0].split(",")
    assert [field["name"] for field in json.loads(package)["resources"][0]["schema"]["fields"]] == columns


def test_json_and_csv_say_the_same(territory: Territory, client: Client) -> None:
    CommuneFactory.create_batch(3)
    rows = json.loads(content(client, "/donnees/communes/communes.json"))["rows"]
    lines = content(client, "/donnees/communes/communes.csv").decode("utf-8-sig").splitlines()
    assert (len(rows), len(lines), ",".join(rows[0])) == (3, 4, lines[0])


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_whatever_the_rows(
    territory: Territory, client: Client, count: int, django_assert_num_queries: object
) -> None:
    CommuneFactory.create_batch(count)
    with django_assert_num_queries(4):  # type: ignore[operator]  # a fixture
        page = client.get("/donnees/communes/").content.decode()
    assert "points sur 9" in page
    assert "<code>code_insee</code>" in page
    assert "Clermont Auvergne Métropole, «\u00a0Communes\u00a0», données lues le" in page


def test_the_type_of_a_column_is_that_of_all_its_values() -> None:
    rows = [(1, True, date(2026, 1, 1), "x", 1, None), (2, False, None, "", "y", None)]
    columns: list[Column[tuple[object, ...]]] = [
        Column(name, name, lambda row, place=place: row[place])  # type: ignore[misc, return-value]  # cells of a test
        for place, name in enumerate(("whole", "yes", "day", "text", "mixed", "empty"))
    ]
    assert [field["type"] for field in fields(Table(columns, rows))] == [
        "integer", "boolean", "date", "string", "string", "string",
    ]  # fmt: skip


def test_nine_points_are_counted() -> None:
    assert (quality_of(described(), now=NOW).count, quality_of(described(), now=NOW).score) == (9, 1.0)
    poor = described(
        since=None, spatial="", description="Court", files=(), documented=False, frequency="UNKNOWN", licence=""
    )
    assert quality_of(poor, now=NOW).score == 0.0
    later = datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(days=3)
    assert not quality_of(described(), now=later).points["updated_in_time"]
    assert quality_of(described(frequency="WEEKLY"), now=later).points["updated_in_time"]
