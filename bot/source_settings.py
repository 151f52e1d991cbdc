"""[sources.…] of config.toml: tables that are read by themselves, and what can be wrong there."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, urlsplit

from pydantic import Field

from bot.allowed_hosts import is_allowed
from bot.config_section import Section
from segmentation.errors import PlainlySaid
from segmentation.reading.one_select import one_select

Way = Literal["query", "parquet", "csv_url"]
WAYS: tuple[Way, ...] = ("query", "parquet", "csv_url")
DATABASES = ("postgresql+psycopg://", "sqlite:///")
# What may hold a secret by mistake is never shown.
UNSHOWN = ("url", "csv_url", "password_env")
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
CHANNEL_ID = re.compile(r"[CDG][A-Z0-9]{2,}")
CHANNEL_NAME = re.compile(r"#?[^A-Z\s#@,]{1,80}")
Names = Annotated[tuple[str, ...], Field(strict=False)]


class SourceSettings(Section):
    """One table that is read by itself: where it is, who may ask for it, how much it may cost."""

    url: str = ""
    query: str = ""
    parquet: str = ""
    csv_url: str = ""
    hosts: Names = ()
    password_env: str = ""
    channels: Names = ()
    rows: Annotated[int, Field(ge=10)] = 1_000_000
    seconds: Annotated[float, Field(gt=0, le=3_600)] = 60.0

    @property
    def way(self) -> Way:
        """Which of the three ways it is read."""
        return next(way for way in WAYS if getattr(self, way))

    @property
    def channel_names(self) -> frozenset[str]:
        """Those of the channels that are given by name."""
        given = (channel.removeprefix("#") for channel in self.channels)
        return frozenset(name for name in given if not CHANNEL_ID.fullmatch(name))


def source_problems(sources: object) -> Iterator[str]:
    """What is wrong with the sources beyond the types of single settings, a sentence each.

    sources: the table as it was written, with or without other mistakes. No sentence repeats what
    may be a password.
    """
    if not isinstance(sources, dict):
        return
    for name, source in sources.items():
        if not isinstance(source, dict):
            continue
        if not NAME.fullmatch(name):
            yield (
                f"sources.{name!r} is no name that people can say: take small letters, digits,"
                " - and _."
            )
        for problem in _problems(source):
            yield f"sources.{name} {problem}."


def _problems(source: Mapping[str, Any]) -> Iterator[str]:
    ways = [way for way in WAYS if source.get(way)]
    if len(ways) > 1:
        yield f"has {' and '.join(ways)}; a source is read in one way only"
    if source.get("url") and "query" not in ways:
        yield "has a url but no query"
    elif not ways:
        yield "says nothing to read: it needs url and query, or parquet, or csv_url"
    if "query" in ways:
        yield from _database_problems(source)
    if "csv_url" in ways:
        yield from _address_problems(source)
    elif source.get("hosts"):
        yield "has hosts, which only a csv_url needs"
    yield from _channel_problems(source)
    yield from _variable_problems(source)


def _database_problems(source: Mapping[str, Any]) -> Iterator[str]:
    url, query = source.get("url"), source.get("query")
    if not url:
        yield "has a query but no url of the database to ask"
    elif isinstance(url, str):
        if not url.startswith(DATABASES):
            yield f"has a url that does not begin with {' or '.join(DATABASES)}"
        if _holds_password(url):
            yield f"has a password in its url; {_INSTEAD}"
    if isinstance(query, str):
        try:
            one_select(query, "")
        except PlainlySaid as refused:
            yield f"has a query that {getattr(refused, 'why', '').removeprefix('its query ')}"


def _address_problems(source: Mapping[str, Any]) -> Iterator[str]:
    url, hosts = source["csv_url"], source.get("hosts") or ()
    if not isinstance(url, str) or not isinstance(hosts, list | tuple):
        return
    if _holds_password(url):
        yield f"has a password in its csv_url; {_INSTEAD}"
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        scheme, host, port = "", "", None
    if scheme not in ("https", "http") or not host:
        yield "has a csv_url that is no web address such as https://exports.example.com/crm.csv"
    elif not is_allowed(scheme, host, port, hosts):
        named = f"{host}:{port}" if port else host
        yield (
            f"has a csv_url on {named}: name that in hosts, and take https (plain http is for this"
            " very machine only, named with its port)"
        )


def _channel_problems(source: Mapping[str, Any]) -> Iterator[str]:
    channels = source.get("channels")
    if not channels:
        yield "needs channels, the ids or names of those that may use it"
    elif isinstance(channels, list | tuple):
        for channel in channels:
            if isinstance(channel, str) and not (
                CHANNEL_ID.fullmatch(channel) or CHANNEL_NAME.fullmatch(channel)
            ):
                yield f"has a channel {channel!r} that is neither an id (C0123ABCD) nor a name"


def _variable_problems(source: Mapping[str, Any]) -> Iterator[str]:
    variable = source.get("password_env")
    if isinstance(variable, str) and variable:
        if not VARIABLE.fullmatch(variable):
            yield (
                "has a password_env that is no name of an environment variable, such as"
                " CRM_PASSWORD; the password itself does not belong here"
            )
        if source.get("parquet"):
            yield "has a password_env, which a parquet file has no use for"


_INSTEAD = "name the environment variable that holds it in password_env instead"


def _holds_password(url: str) -> bool:
    """Whether a secret stands before the host, or among the parameters of the address."""
    try:
        parts = urlsplit(url)
        return bool(parts.password) or "password" in parse_qs(parts.query)
    except ValueError:
        return False
