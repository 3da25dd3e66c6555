"""Linked data: records, documents, ontology and files at their addresses, and what they say."""
