"""The living sources that a channel may use, and what it has of them."""

from bot.desk import Desk
from bot.request import Request
from bot.result import ListedSource, SourcesListed
from bot.services.use_source import allowed_sources


def list_sources(request: Request, desk: Desk) -> SourcesListed:
    """Each source that is open to the channel, with its latest version there."""
    names = allowed_sources(request, desk)
    return SourcesListed(
        request.place.channel, tuple(_listed(name, request.place.channel, desk) for name in names)
    )


def _listed(name: str, channel: str, desk: Desk) -> ListedSource:
    series = next((one for one in desk.store.series_of(channel) if one.source == name), None)
    versions = desk.store.versions_of(series.id) if series else ()
    if not versions:
        return ListedSource(name)
    latest = versions[-1]
    return ListedSource(name, latest.version, desk.age_seconds(latest.created_at))
