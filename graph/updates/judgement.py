"""Whether a change is accepted: by the check of a build, and by where a record belongs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from graph.corpus import Document
from graph.errors import Unwritable
from graph.namespaces import ENTITY_TYPES, entity_iri, local_part
from graph.settings import Settings
from graph.validation import Defect, Report, check


def judge(
    settings: Settings, before: Mapping[str, Document], after: Mapping[str, Document], name: str
) -> Report:
    """Check all documents as they would be after a change of one.

    Args:
        settings: where verdicts of earlier checks are.
        before: the documents as they are, by name.
        after: the documents as they would be.
        name: the document that is changed.

    Returns:
        The violations there would be in any document, and all that was found in this one.

    Raises:
        Unwritable: all violations are in other documents as they are now.
    """
    report = _check(settings, after)
    misplaced = tuple(_misplaced(after[name], settings.base)) if name in after else ()
    found = set(_shown((*report.defects, *misplaced), settings.data, name))
    report = replace(report, defects=tuple(sorted(found, key=lambda d: (d.path, d.line, d.code))))
    if not report.conforms:
        known = set(_shown(_check(settings, before).defects, settings.data, name))
        violations = {defect for defect in found if defect.severity == "Violation"}
        blamed = {defect.path for defect in violations}
        if violations <= known and f"{name}.ttl" not in blamed:
            raise Unwritable(
                f"documents of this graph do not conform as they are: {', '.join(sorted(blamed))}; "
                "mend these first"
            )
    return report


def _check(settings: Settings, documents: Mapping[str, Document]) -> Report:
    corpus = [documents[name] for name in sorted(documents)]
    # A copy of the list, so that verdicts on the documents as they are now are not forgotten.
    return check(corpus, tuple(corpus), settings.releases / "checks.json")


def _shown(defects: Iterable[Defect], data: Path, name: str) -> Iterator[Defect]:
    """Leave out what is not about this change, and where on this machine the documents lie."""
    for defect in defects:
        path = Path(defect.path)
        shown = path.relative_to(data).as_posix() if path.is_relative_to(data) else defect.path
        if defect.severity == "Violation" or shown == f"{name}.ttl":
            yield replace(defect, path=shown)


def _misplaced(document: Document, base: str) -> Iterator[Defect]:
    """Find statements that do not belong into a document of that name.

    The shapes see to it that a document describes its own graph (C19), that a record is defined in
    one document (C33) and that a document of a study begins with its name (C38). A file on disk
    was put there by someone with the right to all of them; what comes over HTTP may only change
    its own graph, so it may say nothing of other graphs, of the ontology or of the data set.
    """
    entities = tuple(entity_iri(base, kind, "") for kind in ENTITY_TYPES)
    for subject in sorted(document.subjects - {document.graph}):
        if not subject.startswith(entities):
            yield _defect(
                document,
                subject,
                "C19",
                f"The document describes something that is neither its own graph "
                f"<{document.graph}> nor a record of this graph.",
                f"describe records under {base}id/ only, and other things in their own documents.",
            )
    slug = local_part(document.name)
    for topic in sorted(document.topics):
        named = local_part(topic)
        if slug != named and not slug.startswith(f"{named}-"):
            yield _defect(
                document,
                document.graph,
                "C38",
                f"The document {document.name} is about <{topic}>, after which it is not named.",
                f"send it to the name {document.name.partition('/')[0]}/{named}, or correct its "
                "foaf:primaryTopic.",
            )


def _defect(document: Document, focus: str, code: str, message: str, mend: str) -> Defect:
    return Defect(
        path=str(document.path),
        line=document.lines.get(focus, 1),
        focus=focus,
        label=local_part(focus),
        severity="Violation",
        code=code,
        message=message,
        mend=mend,
    )
