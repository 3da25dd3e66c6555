"""Results: in a file, and cut off at the limit."""

import csv
import io
import json
import resource
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from graph.settings import Limits
from graph.sparql import Answer, WorkerPool, check, media_types
from tests.graph.sparql.asking import CROSS, MB, run


def cut(rows: Path, media_type: str, size: int) -> Answer:
    """Run a query whose result is longer than *size* bytes."""
    pool = WorkerPool(rows, {}, Limits(result_mb=size / MB))
    table = media_type in media_types("SELECT")
    query = "SELECT ?s ?o { ?s ?p ?o }" if table else "CONSTRUCT WHERE { ?s ?p ?o }"
    answer = pool.run(check(query), media_type)
    pool.close()
    return answer


def reads(body: bytes, media_type: str) -> None:
    """Read a body as a careful client does."""
    if media_type == "text/csv":
        lines = list(csv.reader(io.StringIO(body.decode(), newline=""), strict=True))
        assert {2} == {len(line) for line in lines}
    elif media_type == "text/tab-separated-values":
        assert {1} == {line.count("\t") for line in body.decode().splitlines()}
    elif media_type.endswith("json"):
        assert json.loads(body)
    elif media_type.endswith("xml"):
        ElementTree.fromstring(body)
    else:
        assert list(ox.parse(body, format=ox.RdfFormat.from_media_type(media_type)))


@pytest.mark.parametrize("media_type", [*media_types("SELECT"), *media_types("CONSTRUCT")])
def test_a_result_that_is_cut_off_looks_incomplete(rows: Path, media_type: str) -> None:
    """At the size limit a result says so, and no parser takes it for complete."""
    whole = cut(rows, media_type, 100 * MB)
    reads(whole.body, media_type)
    short = cut(rows, media_type, 20_000)

    assert (False, True) == (whole.truncated, short.truncated)
    assert len(short.body) == short.size < 20_500
    with pytest.raises((AssertionError, csv.Error, SyntaxError, ValueError)):  # ParseError too
        reads(short.body, media_type)


@pytest.mark.parametrize("size", [1_500, 5_001, 20_003, 20_017])
def test_a_table_is_cut_between_two_rows(rows: Path, size: int) -> None:
    """What stands before the last line of a cut CSV is whole rows, with line ends in literals."""
    body = cut(rows, "text/csv", size).body
    kept, _, last = body.rpartition(b"CUT OFF")

    reads(kept, "text/csv")
    assert kept.endswith(b'"\r\n')
    assert last.endswith(b',,"\n')


def test_a_result_that_just_fits_is_whole(rows: Path) -> None:
    """The limit is the number of bytes that a result may have."""
    size = cut(rows, "text/csv", MB).size

    assert (False, True) == (
        cut(rows, "text/csv", size).truncated,
        cut(rows, "text/csv", size - 1).truncated,
    )


def peak(pid: int | str, name: str = "VmHWM") -> int:
    """Return the greatest memory that a process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text().split(f"{name}:")[1]
    return int(status.split()[0]) // 1000


def test_a_big_result_is_in_no_process_memory(rows: Path) -> None:
    """400,000 rows of CSV, 32 MB, leave the worker and this process as small as they were."""
    pool = WorkerPool(rows, {}, Limits())
    run(pool, "ASK {}")
    [worker] = pool._idle
    pid = worker._process.pid
    before = peak(pid), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000

    answer = pool.run(check(f"{CROSS} LIMIT 400000"), "text/csv")
    size = sum(len(piece) for piece in answer.chunks())
    after = peak(pid), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    pool.close()

    assert size == answer.size > 20 * MB
    assert after[0] - before[0] < 20
    assert after[1] - before[1] < 10
