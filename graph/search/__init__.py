"""Full-text search over a release: an SQLite FTS5 index beside its store.

The index is built from the ``searchable`` questions and only ever read afterwards. Ranking is
BM25, a label weighing more than another name and a name more than running text; words are reduced
to their stems, and the last one matches as a prefix, so that results come while somebody types.
What a great many records match says nothing of any of them: those come by label.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from graph.namespaces import local_part
from graph.records import Hit, Ref
from graph.search.building import BRACKETS, RESOLVER, VERSION, WHAT, build_index, normal
from graph.search.matching import matches, words
from graph.sqlite import is_version, reading, rows

__all__ = ["SearchIndex", "build_index"]

_IDENTIFIED: Final = """
SELECT DISTINCT iri, kind, label FROM identifier
WHERE value = ? AND (? IS NULL OR kind = ?)
ORDER BY kind = 'publication', iri
LIMIT ?
"""

_SPELT_ALIKE: Final = """
SELECT iri, label FROM spelling WHERE spelling MATCH ? ORDER BY bm25(spelling), iri LIMIT 50
"""

#: A DOI, a PMID, or a number in a registry of trials, in lower case and without resolver.
_IDENTIFIER: Final = re.compile(
    r"10\.\d{4,9}/\S+|\d{4,9}|[a-z]{3,8}\d{8,14}|(?:eudract )?\d{4}-\d{6}-\d{2}"
)
#: The IRI, the path or the slug of a record, in lower case.
_PATH: Final = re.compile(r"https?://\S+|(?:/?(?:id/)?[a-z-]+[/:])?[a-z0-9]+(?:-[a-z0-9]+)*")
#: Kinds whose records are named by slugs that nobody types as words.
_SLUGGED: Final = frozenset({"study", "publication", "hypothesis", "question"})
#: How many records of one name are looked at, and pieces of a missing one.
_NAMED_ALIKE: Final = 16
_PIECES: Final = 64
_ALIKE: Final = 0.55


@dataclass(frozen=True)
class SearchIndex:
    """A search index, read only; safe to use from several threads."""

    path: Path

    @property
    def usable(self) -> bool:
        """Tell whether this version wrote the file."""
        return is_version(self.path, VERSION)

    def search(self, text: str, kind: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Return records that match what a person typed, best first.

        A record whose name or identifier (DOI, PMID, registry number, slug, IRI) is the text comes
        first, then records with all words; if there are none, records with any of them.

        Args:
            text: any text; nothing in it is syntax.
            kind: an entity type such as ``study``, or None for all.
            limit: how many hits at most.

        Raises:
            ReleaseError: the index cannot be read.
        """
        name = normal(text)
        with reading(self.path, WHAT) as database:
            found = [
                Hit(Ref(iri, label), of, f"[{text.translate(BRACKETS).strip()}]")
                for iri, of, label in database.execute(_IDENTIFIED, (name, kind, kind, limit))
            ]
            asked = words(database, text)
            hits = matches(database, asked, "AND", kind, limit)
            if not hits and not found:
                hits = matches(database, asked, "OR", kind, limit)
        known = {hit.ref.iri for hit in found}
        found += [
            Hit(Ref(iri, label), of, excerpt)
            for iri, of, label, excerpt in hits
            if iri not in known
        ]
        return tuple(found[:limit])

    def exact(self, text: str) -> Ref | None:
        """Return the one record whose identifier a text is, if it can be nothing but that.

        That is a DOI, a PMID, a number in a registry of trials, or the IRI, path or slug of a
        record. A DOI or PMID is that of the study before that of its paper. What a target or an
        agent is called, such as ``il-1``, may be meant as a word: it needs ``target/`` before it.

        Raises:
            ReleaseError: the index cannot be read.
        """
        bare = RESOLVER.sub("", text.strip().lower()).strip("/ ")
        identifier, path = _IDENTIFIER.fullmatch(bare), _PATH.fullmatch(bare)
        if not (identifier or path):
            return None
        name = bare if identifier or "://" in bare else bare.rpartition("/")[2].rpartition(":")[2]
        found = self._rows(_IDENTIFIED, normal(name), None, None, _NAMED_ALIKE)
        if not identifier and path:
            found = [row for row in found if _is_named(row[0].lower(), row[1], bare)]
        kinds = [[row for row in found if (row[1] == "publication") == late] for late in (0, 1)]
        one = next((rows for rows in kinds if rows), [])
        return Ref(one[0][0], one[0][2]) if len(one) == 1 else None

    def near(self, iri_or_slug: str, limit: int = 5) -> tuple[tuple[str, str], ...]:
        """Return IRI and label of the records spelt most like a missing one, the likest first.

        Raises:
            ReleaseError: the index cannot be read.
        """
        *path, last = iri_or_slug.rstrip("/#").split("/")
        wanted = re.sub(r"[^\w-]+", " ", last.lower()).strip()
        pieces = sorted({wanted[i : i + 3] for i in range(len(wanted) - 2)})
        if not pieces:
            return ()
        query = " OR ".join(f'"{piece}"' for piece in pieces[:_PIECES])
        scored = [
            (_likeness(wanted, iri, label) + (path[-1:] == iri.split("/")[-2:-1]) / 10, iri, label)
            for iri, label in self._rows(_SPELT_ALIKE, query)
        ]
        best = sorted((-score, iri, label) for score, iri, label in scored if score >= _ALIKE)
        return tuple((iri, label) for _, iri, label in best[:limit])

    def _rows(self, statement: str, *values: str | int | None) -> list[Any]:
        return rows(self.path, WHAT, statement, values)


def _is_named(iri: str, kind: str, written: str) -> bool:
    """Tell whether what is written in lower case is the IRI, the path or the slug of a record."""
    if "://" in written:
        return iri == written
    path = written.replace(":", "/").lstrip("/")
    if "/" in path:
        return iri.endswith((f"/{path}", f"-{path}"))
    return kind in _SLUGGED and "-" in path and iri.endswith(f"/{path}")


def _likeness(wanted: str, iri: str, label: str) -> float:
    words = wanted.replace("-", " ")
    return max(
        SequenceMatcher(None, wanted, local_part(iri)).ratio(),
        SequenceMatcher(None, words, label.lower()).ratio(),
    )
