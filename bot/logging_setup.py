"""Logs: structured, to standard error, without what people wrote."""

import logging
import sys

import structlog

from bot.settings import Settings

QUIET = (
    "alembic",
    "slack_sdk",
    "slack_bolt",
    "httpx",
    "httpcore",
    "websockets",
    "dbos",
    "uvicorn",
    "apscheduler",
)


def set_up_logging(settings: Settings) -> None:
    """Text on a terminal, JSON elsewhere, unless the settings say which."""
    level = getattr(logging, settings.logging.level.upper())
    wanted = settings.logging.format
    as_json = wanted == "json" or (wanted == "auto" and not sys.stderr.isatty())
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    for name in QUIET:
        # The libraries' own chatter can hold message texts and tokens.
        logging.getLogger(name).setLevel(logging.WARNING)
    # Never with the values of local variables: they may hold what people wrote.
    text = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if as_json else []),
            structlog.processors.JSONRenderer() if as_json else text,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
