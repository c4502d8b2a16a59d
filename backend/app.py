"""The application: `create_app()` ties the features to one Flask app."""

import logging
import sys

import structlog
from flask import Flask
from flask_migrate import Migrate

from backend import cli, db, health, metrics, pages, problems
from backend.accounts import pages as entering
from backend.accounts.memory import Callers
from backend.accounts.routes import blueprint as accounts
from backend.addresses import LateRule
from backend.articles.routes import blueprint as articles
from backend.audit_trail import blueprint as audit_trail
from backend.board import pages as browser_pages
from backend.board.now.routes import blueprint as now
from backend.board.public_brand import blueprint as public_brand
from backend.board.walls.routes import blueprint as walls
from backend.board.words.routes import blueprint as words
from backend.changes.routes import blueprint as changes
from backend.config import Config
from backend.deadlines.routes import blueprint as deadlines
from backend.duty import pages as duty_pages
from backend.duty.routes import blueprint as duty
from backend.feedback.routes import blueprint as feedback
from backend.figures.routes import blueprint as figures
from backend.findings import blueprint as findings
from backend.following import feeds, friend, unsubscribing
from backend.following import services as following_services
from backend.following.routes import blueprint as following
from backend.forwarding.memory import Positions
from backend.forwarding.routes import blueprint as forwarding
from backend.http import IdConverter, OrjsonProvider
from backend.inbox import pages as mail_pages
from backend.inbox.routes import blueprint as inbox
from backend.outages import telling
from backend.outages.behind.routes import blueprint as behind
from backend.outages.listed import Listed
from backend.outages.routes import blueprint as outages
from backend.outages.story.routes import blueprint as story
from backend.people.routes import blueprint as people
from backend.reading.log import ReadingLog
from backend.reading.routes import blueprint as readings
from backend.specification import describe
from backend.teams.routes import blueprint as teams
from backend.tickets.attachments.routes import blueprint as attachments
from backend.tickets.bulk import blueprint as bulk
from backend.tickets.leaving import blueprint as leaving
from backend.tickets.previews import blueprint as previews
from backend.tickets.routes import blueprint as tickets
from backend.tickets.uploads.routes import blueprint as uploads
from backend.tickets.views.routes import blueprint as views
from backend.watch import Watch
from backend.withdrawing import blueprint as withdrawing

BASE = "/api/v1"
FEATURES = (
    accounts,
    teams,
    deadlines,
    forwarding,
    tickets,
    bulk,
    leaving,
    previews,
    views,
    attachments,
    uploads,
    outages,
    behind,
    story,
    duty,
    inbox,
    articles,
    following,
    changes,
    figures,
    audit_trail,
    people,
    feedback,
    findings,
    now,
    withdrawing,
    walls,
    words,
    readings,
    public_brand,
)

HEAR_OF_OUTAGES: tuple[telling.Reaction, ...] = (following_services.hear,)
"""Features above outages that react to each change of one, in the change's transaction."""


def create_app(config: Config | None = None) -> Flask:
    """The app with `config` (default: from the environment); raises Misconfigured."""
    config = config or Config.from_env()
    _log_to_standard_error()
    app = Flask("backend", static_folder=None)
    app.json = OrjsonProvider(app)
    app.url_rule_class = LateRule
    app.url_map.converters["id"] = IdConverter
    app.url_map.strict_slashes = False
    app.extensions["doorgeven.config"] = config
    app.config["SECRET_KEY"] = config.secret_key
    db.init_app(app, config)
    app.extensions[telling.ABOVE] = HEAR_OF_OUTAGES
    _remember(app)
    Migrate(app, db.extension, directory=str(cli.MIGRATIONS), render_as_batch=True)
    api = describe(app)
    for feature in FEATURES:
        api.register_blueprint(feature, url_prefix=BASE)
    problems.init_app(app)
    answered_by_pages = (entering, mail_pages, duty_pages, friend, feeds, unsubscribing, browser_pages)
    for edge in (health, metrics, pages, *answered_by_pages, cli):
        edge.init_app(app)
    return app


def _remember(app: Flask) -> None:
    """The process's memories, and the watch that keeps them right once it is started (backend/wsgi.py)."""
    watch, callers, positions = Watch(app), Callers(), Positions()
    app.extensions |= {"doorgeven.watch": watch, "doorgeven.callers": callers, "doorgeven.positions": positions}
    watch.on_change(callers.refresh)
    watch.on_change(positions.refresh)
    app.extensions["doorgeven.readings"] = ReadingLog(app)
    listed = app.extensions["doorgeven.listed"] = Listed(watch, positions)
    watch.on_change(listed.refresh)


def _log_to_standard_error() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
