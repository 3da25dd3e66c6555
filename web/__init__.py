"""Equipoise in a browser: pages, linked data and SPARQL over one graph being served."""

from flask import Flask
from jinja2 import StrictUndefined

from graph.service import Service
from web import error_pages, pages
from web.api import answers, description
from web.http import compression, health, kept
from web.http.headers import add_headers
from web.http.tokens import Token
from web.linked import discovery, downloads, graph_store, ontology, plots, records, thing_tables
from web.pages import compare, resource, validation, why
from web.pages import graph as views
from web.reading import filters
from web.site import attach, site
from web.sparql import completion, protocol, workbench

__all__ = ["create_app"]


def create_app(service: Service, token: Token | None = None) -> Flask:
    """Return the application that serves a graph: the only place where its parts are joined.

    Args:
        service: the graph being served.
        token: what editors must send to change documents; without one nobody can.
    """
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.url_map.converters |= {
        "dotless": records.Dotless,
        "dotlesspath": records.DotlessPath,
    }
    attach(app, service)
    kept.register(app)
    filters.register(app)
    error_pages.register(app)
    app.register_blueprint(pages.blueprint())
    app.register_blueprint(compare.blueprint())
    app.register_blueprint(records.blueprint())
    app.register_blueprint(ontology.blueprint)
    app.register_blueprint(why.blueprint)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(resource.blueprint)
    app.register_blueprint(validation.blueprint)
    app.register_blueprint(discovery.blueprint())
    app.register_blueprint(downloads.blueprint())
    app.register_blueprint(thing_tables.blueprint())
    app.register_blueprint(plots.blueprint())
    app.register_blueprint(graph_store.blueprint(token))
    app.register_blueprint(answers.blueprint)
    app.register_blueprint(description.blueprint)
    app.register_blueprint(completion.blueprint)
    app.register_blueprint(workbench.blueprint)
    app.register_blueprint(protocol.blueprint)
    app.register_blueprint(health.blueprint)
    app.before_request(lambda: site().service.refresh())
    compression.register(app)
    app.after_request(add_headers)
    return app
