"""Equipoise in a browser: pages, linked data and SPARQL over one graph being served."""

from flask import Flask
from jinja2 import StrictUndefined

from graph.service import Service
from web import error_pages, filters, linked_data, pages, protocol
from web.headers import add_headers
from web.site import attach, site

__all__ = ["create_app"]


def create_app(service: Service) -> Flask:
    """Return the application that serves a graph: the only place where its parts are joined."""
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.url_map.converters |= {
        "dotless": linked_data.Dotless,
        "dotlesspath": linked_data.DotlessPath,
    }
    attach(app, service)
    filters.register(app)
    error_pages.register(app)
    app.register_blueprint(pages.blueprint())
    app.register_blueprint(linked_data.blueprint())
    app.register_blueprint(protocol.blueprint)
    app.add_url_rule("/robots.txt", "robots", lambda: app.send_static_file("robots.txt"))
    app.before_request(lambda: site().service.refresh())
    app.after_request(add_headers)
    return app
