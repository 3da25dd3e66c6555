"""SPARQL over HTTP: the protocol, and the workbench for people."""
