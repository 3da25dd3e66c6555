"""What tests of the pool of workers ask, and how."""

from graph.sparql import WorkerPool, check

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CROSS = "SELECT ?s ?o ?p { ?s ?q ?o . ?a ?p ?b }"
MB = 1_000_000


def run(pool: WorkerPool, query: str, media_type: str = "text/csv") -> bytes:
    return pool.run(check(query), media_type).body
