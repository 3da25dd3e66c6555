"""Pool what several studies found: statistics that SPARQL cannot say, and which studies go in."""
