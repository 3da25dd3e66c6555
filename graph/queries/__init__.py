"""Named questions: one ``.rq`` file each, asked by pages, command line and workbench alike.

A file opens with a YAML header in comment lines that start with ``#+``::

    #+ title: Evidence on one hypothesis
    #+ description: Every evidence link, with direction, directness and reason.
    #+ parameters:
    #+   hypothesis: {type: hypothesis, required: true, example: inflammation, description: …}
    #+ keywords: [hypothesis, evidence]

A parameter is bound where the query has the slot ``VALUES ?hypothesis { UNDEF }``. Binding puts
the serialised RDF term in the place of ``UNDEF``; an optional parameter left out stays ``UNDEF``,
so each file is valid SPARQL 1.1 as it stands, on every store (see ``docs/decisions``).
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from graph.errors import ParameterError, QueryFileError
from graph.namespaces import DEFAULT_BASE, ENTITY_TYPES, entity_iri
from graph.resources import package_folder

_FORM = re.compile(r"^\s*(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE | re.MULTILINE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")

#: Types of plain values: what one looks like, what it is called, and an example.
_PLAIN = {
    "integer": (r"[+-]?\d{1,18}", ("an integer", "2018")),
    "boolean": ("true|false", ("a boolean", "true")),
}

#: What a parameter is bound to.
Terms = ox.NamedNode | ox.Literal | tuple[ox.NamedNode | ox.Literal, ...]


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question.

    Attributes:
        name: the variable it binds, without ``?``.
        type: an entity type such as ``study`` (a slug or an IRI is accepted), ``iri``,
            ``string``, ``integer`` or ``boolean``.
        required: whether the question makes no sense without it.
        description: what it means, in one sentence.
        example: a value that has an answer in the shipped documents; of an ``iri``, the part
            after the base.
        values: all that it may be, if that is a closed list.
        many: whether several may be given, with commas or spaces between them.
        suggested: whether the question says nothing without it or another one like it.
    """

    name: str
    type: str
    required: bool
    description: str
    example: str = ""
    values: tuple[str, ...] = ()
    many: bool = False
    suggested: bool = False

    def sample(self, base: str = DEFAULT_BASE) -> str:
        """Return the example as a user would type it."""
        return f"{base}{self.example}" if self.type == "iri" else self.example

    def terms(self, value: str, base: str = DEFAULT_BASE) -> tuple[ox.NamedNode | ox.Literal, ...]:
        """Read what a user typed: one value, or several if it takes many.

        Raises:
            ParameterError: a value does not fit the type.
        """
        return tuple(self.term(one, base) for one in _several(value, self.many))

    def term(self, value: str, base: str = DEFAULT_BASE) -> ox.NamedNode | ox.Literal:
        """Read one value that a user typed.

        Raises:
            ParameterError: the value does not fit the type.
        """
        if self.values and value not in self.values:
            known = ", ".join(self.values)
            raise ParameterError(f"{self.name}={value!r} is not one of its values; give {known}")
        if self.type == "string":
            return ox.Literal(value)
        if self.type in _PLAIN:
            pattern, example = _PLAIN[self.type]
            if not re.fullmatch(pattern, value):
                raise ParameterError(
                    f"{self.name}={value!r} is not {example[0]}; give one such as "
                    f"{self.name}={self.example or example[1]}"
                )
            return ox.Literal(value == "true" if self.type == "boolean" else int(value))
        if self.type in ENTITY_TYPES and _SLUG.fullmatch(value):
            return ox.NamedNode(entity_iri(base, self.type, value))
        if _IRI.fullmatch(value):
            with suppress(ValueError):
                return ox.NamedNode(value)
        raise ParameterError(
            f"{self.name}={value!r} is not a name of this type ({self.type}); give an absolute IRI"
            + (" or a slug" if self.type in ENTITY_TYPES else "")
            + (f", such as {self.name}={self.sample(base)}" if self.example else "")
        )


@dataclass(frozen=True)
class Question:
    """A named question: its header and its SPARQL text."""

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def form(self) -> str:
        """Return ``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``."""
        match = _FORM.search(self.text)
        if match is None:
            raise QueryFileError(f"{self.name}.rq holds no SELECT, CONSTRUCT, ASK or DESCRIBE")
        return match[1].upper()

    @property
    def purpose(self) -> str:
        """Return ``page`` or ``export`` if the question serves the site itself, else nothing."""
        first = self.keywords[0] if self.keywords else ""
        return first if first in {"page", "export"} else ""

    def sample(self, base: str = DEFAULT_BASE) -> dict[str, str]:
        """Return values of its parameters that have an answer in the shipped documents."""
        return {item.name: item.sample(base) for item in self.parameters if item.example}

    def bind(self, values: Mapping[str, Terms]) -> str:
        """Return the query with terms bound: one to a parameter, or several if it takes many.

        Raises:
            ParameterError: an unknown parameter, or a required one left out.
        """
        known = {parameter.name for parameter in self.parameters}
        if unknown := sorted(set(values) - known):
            raise ParameterError(
                f"{self.name} has no parameter {', '.join(unknown)}; it takes "
                + (", ".join(sorted(known)) or "none")
            )
        text = self.text
        for parameter in self.parameters:
            if parameter.name in values:
                given = values[parameter.name]
                terms = given if isinstance(given, tuple) else (given,)
                text = _fill(text, parameter.name, " ".join(map(str, terms)))
            elif parameter.required:
                raise ParameterError(f"{self.name} needs {parameter.name}: {parameter.description}")
        return text

    def read(self, given: Mapping[str, str], base: str = DEFAULT_BASE) -> str:
        """Return the query with values bound that a user typed (empty ones count as left out)."""
        types = {parameter.name: parameter for parameter in self.parameters}
        values: dict[str, Terms] = {}
        for name, value in given.items():
            if name not in types:
                self.bind({name: ox.Literal(value)})
            if value.strip():
                values[name] = types[name].terms(value, base)
        return self.bind(values)


def _several(value: str, many: bool) -> list[str]:
    return re.split(r"[,\s]+", value.strip(", \n\t")) if many else [value]


def _fill(text: str, name: str, term: str) -> str:
    """Put serialised terms into every slot of a parameter."""
    return _slot(name).sub(lambda match: match[1] + term + match[2], text)


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(r"(VALUES\s+\?" + re.escape(name) + r"\s*\{\s*)UNDEF(\s*\})", re.IGNORECASE)


def header(path: Path) -> dict[str, Any]:
    """Read the YAML header of an ``.rq`` file.

    Raises:
        QueryFileError: no header, or one that is not YAML.
    """
    lines = path.read_text("utf-8").splitlines()
    source = "\n".join(line[3:] for line in lines if line.startswith("#+ "))
    try:
        data = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise QueryFileError(f"{path}: the #+ header is not YAML: {error}") from error
    if not isinstance(data, dict) or "title" not in data:
        raise QueryFileError(f"{path}: needs a header in lines that start with '#+ ', with a title")
    return data


def read_question(path: Path) -> Question:
    """Read a question from its file.

    Raises:
        QueryFileError: the header is unusable, or a parameter has no slot in the query.
    """
    data = header(path)
    text = path.read_text("utf-8")
    parameters = tuple(
        Parameter(
            name,
            spec["type"],
            bool(spec.get("required", False)),
            spec["description"],
            str(spec.get("example", "")),
            tuple(map(str, spec.get("values", ()))),
            bool(spec.get("many", False)),
            bool(spec.get("suggested", False)),
        )
        for name, spec in (data.get("parameters") or {}).items()
    )
    for parameter in parameters:
        if not _slot(parameter.name).search(text):
            raise QueryFileError(
                f"{path}: parameter {parameter.name} needs the slot "
                f"`VALUES ?{parameter.name} {{ UNDEF }}` in the query"
            )
    return Question(
        name=path.stem,
        title=data["title"],
        description=data.get("description", ""),
        keywords=tuple(data.get("keywords", ())),
        parameters=parameters,
        text=text,
    )


@cache
def questions() -> dict[str, Question]:
    """Return every shipped question by name."""
    files = sorted(package_folder("queries").glob("*.rq"))
    return {path.stem: read_question(path) for path in files}


def question(name: str) -> Question:
    """Return one shipped question.

    Raises:
        QueryFileError: there is none of that name; the message lists those there are.
    """
    try:
        return questions()[name]
    except KeyError:
        raise QueryFileError(
            f"no question is called {name!r}; there are " + ", ".join(questions())
        ) from None
