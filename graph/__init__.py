"""The knowledge graph of Equipoise: documents, checks, rules, releases and questions.

Nothing in this package knows of HTTP serving; :mod:`web` stands on it.
"""

__version__ = "0.1.0"
