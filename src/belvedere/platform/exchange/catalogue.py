"""The catalogue of public data as DCAT-AP 3, which data.gouv.fr and the European portal harvest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

LICENCE = "http://publications.europa.eu/resource/authority/licence/ETALAB_2_0"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
GOVERNMENT = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LANGUAGES = "http://publications.europa.eu/resource/authority/language/FRA"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")

RDF_FORMATS = {
    "ttl": ("turtle", "text/turtle"),
    "xml": ("xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}
DATASETS_BY_PAGE = 100
# What the value of a property is: the shapes of DCAT-AP ask it of the file itself, read without the European lists.
CLASSES = {
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.landingPage: FOAF.Document,
    FOAF.page: FOAF.Document,
    FOAF.homepage: FOAF.Document,
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, on which territory."""

    name: str
    siren: str
    home: str
    contact: str
    """The address of the page, or ``mailto:`` address, where one asks about the data."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file to download: ``media_type`` of IANA, ``file_type`` of the European list (CSV, JSON)."""

    title: str
    url: str
    media_type: str
    file_type: str


@dataclass(frozen=True, slots=True)
class Described:
    """A dataset as the catalogue tells it; ``since`` is None when its content does not begin on a known day."""

    slug: str
    title: str
    description: str
    page: str
    modified: datetime
    files: tuple[DataFile, ...]
    frequency: str = "CONT"
    licence: str = LICENCE
    keywords: tuple[str, ...] = ()
    since: date | None = None
    spatial: str = ""
    documented: bool = False
    """Its page lists its columns and says how the data are made."""


def catalogue(publisher: Publisher, datasets: Sequence[Described], *, address: str, page: int = 1) -> Graph:
    """Return a page of the catalogue (100 datasets), with the address of the next one as hydra says it."""
    graph = _graph()
    agent, root = _agent(graph, publisher), URIRef(address)
    graph.add((root, RDF.type, DCAT.Catalog))
    graph.add((root, DCTERMS.title, Literal(f"Données ouvertes · {publisher.name}", lang="fr")))
    described = "Tout ce qui est public ici : saisines, examens, avis, réponses, engagements, indicateurs, registre."
    graph.add((root, DCTERMS.description, Literal(described, lang="fr")))
    graph.add((root, DCTERMS.publisher, agent))
    graph.add((root, DCTERMS.language, URIRef(LANGUAGES)))
    graph.add((root, DCTERMS.license, URIRef(LICENCE)))
    graph.add((root, FOAF.homepage, URIRef(publisher.home)))
    place = _place(graph, publisher)
    graph.add((root, DCTERMS.spatial, place))
    contact = _contact(graph, publisher)
    start = (page - 1) * DATASETS_BY_PAGE
    for dataset in datasets[start : start + DATASETS_BY_PAGE]:
        graph.add((root, DCAT.dataset, _dataset(graph, dataset, agent, contact, place)))
    _classes(graph)
    _paging(graph, address, page, len(datasets))
    return graph


class _Turtle(TurtleSerializer):
    """Shortens each address once: the library does it again for each of its four uses in a triple."""

    def __init__(self, store: Graph) -> None:
        super().__init__(store)
        self._shortened: dict[object, dict[bool, str | None]] = {}

    def get_pname(self, uri: Node, gen_prefix: bool = True) -> str | None:  # noqa: FBT001, FBT002 -- the library's
        if gen_prefix not in self._shortened.setdefault(uri, {}):
            self._shortened[uri][gen_prefix] = super().get_pname(uri, gen_prefix)
        return self._shortened[uri][gen_prefix]


def written(graph: Graph, form: str) -> bytes:
    """Write a page of the catalogue in one of the forms of RDF."""
    syntax, _media_type = RDF_FORMATS[form]
    if syntax == "json-ld":  # without indents, the standard library writes it in C
        return graph.serialize(format=syntax, encoding="utf-8", indent=None)
    if syntax != "turtle":
        return graph.serialize(format=syntax, encoding="utf-8")
    file = BytesIO()
    _Turtle(graph).serialize(file, encoding="utf-8")
    return file.getvalue()


def _graph() -> Graph:
    graph = Graph("SimpleMemory", bind_namespaces="none")  # twice as fast: a page has no other context
    spaces = {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "skos": SKOS, "vcard": VCARD, "hydra": HYDRA, "xsd": XSD}
    for prefix, space in spaces.items():
        graph.bind(prefix, space)
    return graph


def _agent(graph: Graph, publisher: Publisher) -> URIRef:
    agent = URIRef(f"{publisher.home}#editeur")
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(publisher.name, lang="fr")))
    graph.add((agent, FOAF.homepage, URIRef(publisher.home)))
    graph.add((agent, DCTERMS.identifier, Literal(publisher.siren)))
    return agent


def _place(graph: Graph, publisher: Publisher) -> URIRef:
    place = URIRef(f"{publisher.home}#territoire")
    graph.add((place, RDF.type, DCTERMS.Location))
    graph.add((place, SKOS.prefLabel, Literal(publisher.name, lang="fr")))
    graph.add((place, DCTERMS.identifier, Literal(publisher.siren)))
    return place


def _dataset(graph: Graph, dataset: Described, agent: URIRef, contact: URIRef, place: URIRef) -> URIRef:
    node = URIRef(dataset.page)
    graph.add((node, RDF.type, DCAT.Dataset))
    for predicate, value in (
        (DCTERMS.identifier, Literal(dataset.slug)),
        (DCTERMS.title, Literal(dataset.title, lang="fr")),
        (DCTERMS.description, Literal(dataset.description, lang="fr")),
        (DCTERMS.publisher, agent),
        (DCAT.contactPoint, contact),
        (DCTERMS.spatial, place),
        (DCTERMS.accessRights, URIRef(PUBLIC)),
        (DCTERMS.language, URIRef(LANGUAGES)),
        (DCTERMS.modified, Literal(dataset.modified)),
        (DCTERMS.accrualPeriodicity, URIRef(FREQUENCIES + dataset.frequency)),
        (DCAT.theme, URIRef(GOVERNMENT)),
        (DCAT.landingPage, URIRef(dataset.page)),
        *((DCAT.keyword, Literal(keyword, lang="fr")) for keyword in dataset.keywords),
    ):
        graph.add((node, predicate, value))
    if dataset.documented:
        graph.add((node, FOAF.page, URIRef(dataset.page)))
    if dataset.since is not None:
        period = BNode()
        graph.add((node, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, Literal(dataset.since)))
    for file in dataset.files:
        graph.add((node, DCAT.distribution, _distribution(graph, file, dataset)))
    return node


def _contact(graph: Graph, publisher: Publisher) -> URIRef:
    contact = URIRef(f"{publisher.home}#contact")
    graph.add((contact, RDF.type, VCARD.Kind))
    graph.add((contact, RDF.type, VCARD.Organization))
    graph.add((contact, VCARD.fn, Literal(publisher.name, lang="fr")))
    means = VCARD.hasEmail if publisher.contact.startswith("mailto:") else VCARD.hasURL
    graph.add((contact, means, URIRef(publisher.contact)))
    return contact


def _distribution(graph: Graph, file: DataFile, dataset: Described) -> URIRef:
    node = URIRef(f"{file.url}#distribution")
    graph.add((node, RDF.type, DCAT.Distribution))
    for predicate, value in (
        (DCTERMS.title, Literal(file.title, lang="fr")),
        (DCAT.accessURL, URIRef(file.url)),
        (DCAT.downloadURL, URIRef(file.url)),
        (DCAT.mediaType, URIRef(MEDIA_TYPES + file.media_type)),
        (DCTERMS["format"], URIRef(FILE_TYPES + file.file_type)),
        (DCTERMS.license, URIRef(dataset.licence)),
        (DCTERMS.modified, Literal(dataset.modified)),
    ):
        graph.add((node, predicate, value))
    return node


def _classes(graph: Graph) -> None:
    for predicate, kind in CLASSES.items():
        for value in set(graph.objects(None, predicate)):
            graph.add((value, RDF.type, kind))
    graph.add((URIRef(GOVERNMENT), SKOS.prefLabel, Literal("Gouvernement et secteur public", lang="fr")))


def _paging(graph: Graph, address: str, page: int, count: int) -> None:
    last = max(1, -(-count // DATASETS_BY_PAGE))
    if last == 1:
        return
    here = URIRef(f"{address}?page={page}")
    graph.add((here, RDF.type, HYDRA.PartialCollectionView))
    graph.add((URIRef(address), HYDRA.totalItems, Literal(count)))
    graph.add((here, HYDRA.first, URIRef(f"{address}?page=1")))
    graph.add((here, HYDRA.last, URIRef(f"{address}?page={last}")))
    if page < last:
        graph.add((here, HYDRA.next, URIRef(f"{address}?page={page + 1}")))
    if page > 1:
        graph.add((here, HYDRA.previous, URIRef(f"{address}?page={page - 1}")))
