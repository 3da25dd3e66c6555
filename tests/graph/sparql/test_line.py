"""Who may run a query, who waits, and who is stopped."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from graph.errors import (
    ForbiddenQuery,
    QueryCancelled,
    QueryQueueFull,
    QueryTimeout,
)
from graph.settings import Limits
from graph.sparql import Tickets, WorkerPool, check
from graph.sparql.line import Line
from tests.graph.sparql.asking import ENDLESS, run


def test_one_client_has_so_many_queries_and_no_more(rows: Path) -> None:
    """The next query of a client that has its share is refused at once; others are served."""
    pool = WorkerPool(rows, {}, Limits(seconds=3.0, per_client=3, workers=3))
    refused: list[str] = []

    def ask() -> None:
        try:
            pool.run(check(ENDLESS), "text/csv", "greedy")
        except QueryQueueFull as error:
            refused.append(str(error))
        except QueryTimeout:
            pass

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    other = pool.run(check("ASK {}"), "text/csv", "modest")
    greedy = [thread.is_alive() for thread in threads]
    for thread in threads:
        thread.join()
    pool.close()

    assert ["3 queries from greedy" in text for text in refused] == [True] * 3
    assert b"true" == other.body
    assert any(greedy)


def test_an_answer_counts_until_it_is_read(rows: Path) -> None:
    """Answers that a client leaves unread use up its share; read or forgotten, they do not."""
    pool = WorkerPool(rows, {}, Limits(per_client=2))
    kept = [pool.run(check("ASK {}"), "text/csv", "slow") for _ in range(2)]
    with pytest.raises(QueryQueueFull, match="being sent"):
        pool.run(check("ASK {}"), "text/csv", "slow")
    read_to_the_end = b"".join(kept[0].chunks())
    kept.append(pool.run(check("ASK {}"), "text/csv", "slow"))
    kept.clear()
    again = [pool.run(check("ASK {}"), "text/csv", "slow") for _ in range(2)]
    pool.close()

    assert b"true" == read_to_the_end
    assert [b"true"] * 2 == [answer.body for answer in again]


def test_the_line_is_bounded_and_so_is_the_wait(rows: Path) -> None:
    """Too many in the line are sent away, and whoever waits too long, with a time to come back."""
    pool = WorkerPool(rows, {}, Limits(seconds=1.5, workers=1, queue=1, wait=0.3))
    messages: list[str] = []

    def ask(client: str) -> None:
        try:
            pool.run(check(ENDLESS), "text/csv", client)
        except QueryQueueFull as error:
            assert error.retry > 0
            messages.append(error.message)
        except QueryTimeout:
            messages.append("ran")

    threads = [threading.Thread(target=ask, args=(f"client-{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    pool.close()

    assert [
        "1 queries are waiting already",
        "no worker became free within 0.3 s",
        "ran",
    ] == messages


def test_the_next_to_run_is_of_the_client_that_runs_least() -> None:
    """A client that came last but runs nothing goes before those that a busy client has waiting."""
    line = Line(Limits(workers=2, wait=5))
    order: list[str] = []
    first, rest = threading.Event(), threading.Event()

    def visit(client: str, until: threading.Event) -> None:
        with line.place(client, lambda: None):
            order.append(client)
            until.wait(5)

    threads = [threading.Thread(target=visit, args=("other", first))]
    threads += [threading.Thread(target=visit, args=("busy", rest)) for _ in range(3)]
    threads += [threading.Thread(target=visit, args=("new", rest))]
    for thread in threads:
        thread.start()
        time.sleep(0.03)
    seen = order.copy()
    first.set()
    threads[0].join()
    time.sleep(0.03)
    then = order.copy()
    rest.set()
    for thread in threads:
        thread.join()

    assert (["other", "busy"], ["other", "busy", "new"]) == (seen, then)
    assert (0, 0) == (line.running, line.waiting)


def test_a_query_is_cancelled_by_its_ticket(rows: Path, tmp_path: Path) -> None:
    """Another process that shares the folder stops a query, running or waiting."""
    pool = WorkerPool(rows, {}, Limits(seconds=20, workers=1))
    here, elsewhere = Tickets(tmp_path), Tickets(tmp_path)
    outcome: list[str] = []

    def ask(ticket: str) -> None:
        with suppress(QueryCancelled), here.hold(ticket) as look:
            pool.run(check(ENDLESS), "text/csv", "", look)
        outcome.append(ticket)

    threads = [threading.Thread(target=ask, args=(it,)) for it in ("running-1", "waiting-2")]
    for thread in threads:
        thread.start()
        time.sleep(0.2)
    stopped = [elsewhere.cancel(it) for it in ("waiting-2", "nobody-33", "../etc/passwd")]
    threads[1].join()
    stopped.append(elsewhere.cancel("running-1"))
    threads[0].join()

    assert [True, False, False, True] == stopped
    assert ["waiting-2", "running-1"] == outcome
    assert [] == list(tmp_path.iterdir())
    assert b"true" in run(pool, "ASK {}")
    pool.close()


def test_a_ticket_is_of_one_query_and_is_a_plain_word(tmp_path: Path) -> None:
    """A ticket in use, and one that could be a path, are refused; what a crash left is removed."""
    left = tmp_path / "left-behind.running"
    left.touch()
    os.utime(left, (0, 0))
    tickets = Tickets(tmp_path)

    with tickets.hold("same-ticket"), pytest.raises(ForbiddenQuery), tickets.hold("same-ticket"):
        pass
    with pytest.raises(ForbiddenQuery), tickets.hold("../../x"):
        pass
    assert [] == list(tmp_path.iterdir())
