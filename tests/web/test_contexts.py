"""Templates use what their context declares, and everything declared is explained."""

import dataclasses
from collections.abc import Iterator
from typing import Annotated, get_args, get_origin, get_type_hints

import jinja2.meta
import jinja2.nodes
import pytest
from flask import Flask

from web import contexts
from web.contexts import Context, Frame

GIVEN_BY_FLASK = {"config", "request", "session", "g", "get_flashed_messages", "url_for"}


def subclasses(kind: type[Context]) -> Iterator[type[Context]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from subclasses(sub)


PAGES = [sub for sub in subclasses(Context) if hasattr(sub, "template")]


@pytest.mark.parametrize("context", [Frame, *PAGES], ids=lambda context: context.__name__)
def test_every_field_has_help(context: type[Context]) -> None:
    """Each field says in one sentence what it holds."""
    hints = get_type_hints(context, include_extras=True)
    helps = {
        field.name: get_args(hints[field.name])[1]
        for field in dataclasses.fields(context)
        if get_origin(hints[field.name]) is Annotated
    }

    assert {field.name for field in dataclasses.fields(context)} == set(helps)
    assert [] == [name for name, text in helps.items() if not text.endswith(".")]


@pytest.mark.parametrize("context", PAGES, ids=lambda context: context.__name__)
def test_a_template_uses_only_its_context(app: Flask, context: type[Context]) -> None:
    """No name in a template, its base or its imports comes from anywhere else."""
    known = {field.name for field in dataclasses.fields(context)}
    known |= set(app.jinja_env.globals) - GIVEN_BY_FLASK

    assert set() == names(app, context.template) - known


@pytest.mark.parametrize("context", PAGES, ids=lambda context: context.__name__)
def test_a_template_uses_its_whole_context(app: Flask, context: type[Context]) -> None:
    """No field is made for nothing."""
    declared = {field.name for field in dataclasses.fields(context)} - {"page"}

    assert set() == declared - names(app, context.template)


def test_every_template_has_a_context(app: Flask) -> None:
    """Each page template belongs to exactly one context."""
    found = [name for name in app.jinja_env.list_templates() if not name.startswith("_")]
    pages = {name for name in found if name.endswith(".html")} - {"base.html"}

    assert pages == {context.template for context in PAGES}
    assert len(PAGES) == len({context.template for context in PAGES})


def test_contexts_are_frozen() -> None:
    """A template cannot change what it was given."""
    assert all(context.__dataclass_params__.frozen for context in PAGES)  # type: ignore[attr-defined]
    assert contexts.Context.__doc__


def names(app: Flask, template: str) -> set[str]:
    """Return the variables that a template and those it builds on take from outside."""
    assert app.jinja_env.loader is not None
    source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, template)
    tree = app.jinja_env.parse(source)
    found = jinja2.meta.find_undeclared_variables(tree)
    for other in jinja2.meta.find_referenced_templates(tree):
        if other:
            found |= names(app, other)
    imported = {node.target for node in tree.find_all(jinja2.nodes.Import)}
    return found - imported - {"ui", "caller"}
