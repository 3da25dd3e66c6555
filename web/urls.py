"""Every address: IRIs of the graph to paths of this site, and back. No other module builds one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from graph.namespaces import (
    DEFAULT_BASE,
    ENTITY_TYPES,
    EQ,
    ONTOLOGY,
    SHAPES,
    entity_iri,
    graph_iri,
    prefixes,
)

#: Lists of entities: the plural in the path, and the entity type it lists.
PLURALS: Final = {
    "studies": "study",
    "hypotheses": "hypothesis",
    "questions": "question",
    "interventions": "intervention",
    "targets": "target",
    "conditions": "condition",
    "case-definitions": "case-definition",
    "instruments": "instrument",
    "publications": "publication",
}

#: Registries of trials: what their identifiers look like, and where each one is shown.
REGISTRIES: Final = (
    (re.compile(r"(NCT\d{8})"), "https://clinicaltrials.gov/study/{}"),
    (re.compile(r"(ISRCTN\d{8})"), "https://www.isrctn.com/{}"),
    (re.compile(r"(ACTRN\d{14})"), "https://anzctr.org.au/{}.aspx"),
    (
        re.compile(r"(?:EudraCT )?(\d{4}-\d{6}-\d{2})"),
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    ),
)

_LISTS: Final = {kind: plural for plural, kind in PLURALS.items()}


@dataclass(frozen=True)
class Urls:
    """The two-way map between IRIs and paths.

    Attributes:
        base: absolute IRI, ending in ``/``, under which this graph names things.
        root: path under which the site is mounted, such as ``/evidence``; empty at the top.
    """

    base: str = DEFAULT_BASE
    root: str = ""

    def iri(self, path: str) -> str | None:
        """Return the IRI that a page, document or ``/id/`` path is about, if it is about one."""
        local = path.removeprefix(self.root).split("?")[0]
        bare, _, fragment = local.partition("#")
        parts = bare.strip("/").split("/")
        if parts[0] == "graph" and len(parts) > 2:
            return f"{self.base}{bare.strip('/')}"
        kind, slug = parts[-2:] if len(parts) == 2 or parts[0] == "id" else ("", "")
        if kind not in ENTITY_TYPES:
            return None
        return entity_iri(self.base, kind, slug.split(".")[0]) + (
            f"#{fragment}" if fragment else ""
        )

    def entity(self, kind: str, slug: str) -> str:
        """Return the IRI of an entity, such as ``…/id/study/roerink-2017``."""
        return entity_iri(self.base, kind, slug)

    def document(self, name: str) -> str:
        """Return the IRI of a named graph, such as ``…/graph/studies/roerink-2017``."""
        return graph_iri(self.base, name)

    def kind(self, iri: str) -> str | None:
        """Return the entity type in an IRI of ours, such as ``study``."""
        local = iri.removeprefix(f"{self.base}id/")
        kind = local.split("/")[0]
        return kind if local != iri and kind in ENTITY_TYPES else None

    def slug(self, iri: str) -> str:
        """Return the last segment of an IRI of ours, without its fragment."""
        return iri.partition("#")[0].rsplit("/", 1)[-1]

    def href(self, iri: str) -> str | None:
        """Return where a link to *iri* leads: our page if it is ours, itself if it is on the web.

        ``None`` for an IRI that is no address (``urn:``, ``javascript:``), which is never linked.
        """
        for prefix, path in (
            (f"{self.base}id/", "/"),
            (f"{self.base}graph/", "/graph/"),
            (f"{self.base}queries/", "/queries/"),
            (f"{ONTOLOGY}#", "/ns#"),
            (SHAPES, "/shapes#"),
        ):
            if iri.startswith(prefix):
                return f"{self.root}{path}{iri.removeprefix(prefix)}"
        return iri if urlsplit(iri).scheme in {"http", "https"} else None

    def is_ours(self, iri: str) -> bool:
        """Tell whether *iri* is shown by this site."""
        return iri.startswith((f"{self.base}id/", f"{self.base}graph/", EQ))

    def fragment(self, iri: str) -> str:
        """Return the fragment of an IRI, which is the anchor of that part on its page."""
        return iri.partition("#")[2]

    def data(self, iri: str, extension: str) -> str:
        """Return the path of one RDF variant of an entity or a named graph."""
        return f"{self.href(iri.partition('#')[0])}.{extension}"

    def linkset(self, iri: str) -> str:
        """Return the path of the links of a record, or of the whole graph."""
        page = self.href(iri) if self.kind(iri) else self.path("data")
        return f"{page}/linkset.json"

    @property
    def ontology(self) -> str:
        """Return the IRI of the ontology."""
        return ONTOLOGY

    @property
    def shapes(self) -> str:
        """Return the IRI of the shapes."""
        return SHAPES.removesuffix("#")

    @property
    def dataset(self) -> str:
        """Return the IRI of the whole graph."""
        return f"{self.base}dataset"

    def listing(self, kind: str, values: Mapping[str, str] | None = None) -> str:
        """Return the path of the list of one entity type, narrowed by *values*."""
        return self.path(_LISTS.get(kind, ""), values)

    def tree(self, graph: str) -> str:
        """Return the list of the hypotheses that one document states."""
        return self.listing("hypothesis", {"tree": self.slug(graph)})

    def plural(self, kind: str) -> str:
        """Return what several entities of one type are called, such as ``case definitions``."""
        return _LISTS.get(kind, f"{kind}s").replace("-", " ")

    def path(self, name: str = "", values: Mapping[str, str] | None = None) -> str:
        """Return the path of a page by its name (``how``, ``data``), with a query string."""
        return f"{self.root}/{name}{_query(values or {})}"

    def file(self, release: str, name: str) -> str:
        """Return the path of a file of a release; ``latest`` stands for the one in service."""
        return self.path(f"data/{quote(release)}/{quote(name)}")

    def table(self, iri: str, name: str = "") -> str:
        """Return the path of a table about a record as CSV: its own, or another one by name."""
        page = self.href(iri.partition("#")[0])
        return f"{page}/{name}.csv" if name else f"{page}.csv"

    def plot(self, iri: str, name: str, extension: str) -> str:
        """Return the path of a plot about a record in a format, such as ``svg``."""
        return f"{self.href(iri.partition('#')[0])}/{name}.{extension}"

    def reference(self, iri: str, extension: str, record: bool = False) -> str:
        """Return the path of the publications of a record, or of the *record* itself, to cite."""
        page = self.href(iri.partition("#")[0])
        return f"{page}/cite.{extension}" if record else f"{page}.{extension}"

    def named_query(
        self, name: str, values: Mapping[str, str] | None = None, extension: str = ""
    ) -> str:
        """Return the path of a named question, or of its answer in a format."""
        suffix = f".{extension}" if extension else ""
        return self.path(f"queries/{quote(name)}{suffix}", values)

    def query_description(self, name: str, extension: str) -> str:
        """Return the path of what a named question is, in an RDF format."""
        return self.path(f"queries/{quote(name)}/description.{extension}")

    def sparql(self, query: str = "") -> str:
        """Return the path of the workbench, with a query in its form."""
        return self.path("sparql", {"query": query} if query else {})

    def why(self, iri: str, rule: str = "", extension: str = "") -> str:
        """Return where all that is computed about a thing is explained, or what one *rule* says."""
        suffix = f".{extension}" if extension else ""
        return self.path(f"why{suffix}", {"iri": iri}) + (f"#{rule}" if rule else "")

    def comparison(
        self,
        iris: Iterable[str],
        values: Mapping[str, str] | None = None,
        extension: str = "",
        plot: bool = False,
    ) -> str:
        """Return the path of studies side by side, or of their *plot*, in a format if named."""
        given = [("study", self.slug(iri)) for iri in iris]
        given += [(name, value) for name, value in (values or {}).items() if value]
        suffix = f".{extension}" if extension else ""
        name = "compare/forest" if plot else "compare"
        return self.path(f"{name}{suffix}") + (f"?{urlencode(given)}" if given else "")

    def graph(self, iri: str, steps: int = 1, extension: str = "") -> str:
        """Return the path of the view around a record, *steps* statements wide, or of its data."""
        kind = self.kind(iri)
        focus = f"{kind}/{self.slug(iri)}" if kind else iri
        suffix = f".{extension}" if extension else ""
        return self.path(f"graph{suffix}", {"focus": focus, "steps": "2" if steps == 2 else ""})

    def resource(self, iri: str, extension: str = "") -> str:
        """Return the path of what records say of a thing that another site names, or of its RDF."""
        return self.path(f"resource.{extension}" if extension else "resource", {"iri": iri})

    def doi(self, doi: str) -> str:
        """Return the address that resolves a DOI."""
        return f"https://doi.org/{quote(doi, safe='/():;.')}"

    def pubmed(self, pmid: str) -> str:
        """Return the address of a PubMed record."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid)}/"

    def registry(self, identifier: str) -> str | None:
        """Return the address of a trial registration, if its registry is known."""
        for pattern, address in REGISTRIES:
            if match := pattern.fullmatch(identifier):
                return address.format(match[1])
        return None

    def short(self, iri: str) -> str:
        """Return an IRI as people write it: ``study:roerink-2017``, or without its scheme."""
        names = sorted(prefixes(self.base).items(), key=lambda item: -len(item[1]))
        for prefix, namespace in names:
            local = iri.removeprefix(namespace)
            if local != iri and local and "/" not in local:
                return f"{prefix}:{local}"
        if iri.startswith(self.base):
            return iri.removeprefix(self.base)
        return iri.partition("://")[2] or iri


def _query(values: Mapping[str, str]) -> str:
    given = {name: value for name, value in values.items() if value}
    return f"?{urlencode(given)}" if given else ""
