"""The files that people share, as the desk sees them: described by Slack, fetched by us."""

from pathlib import Path
from typing import Any

from bot.desk import SharedFile
from bot.slack.download import Downloader
from bot.slack.outbox import Outbox


class SlackFiles:
    """Describes and fetches shared files."""

    def __init__(self, outbox: Outbox, downloader: Downloader, max_bytes: int) -> None:
        self._outbox = outbox
        self._downloader = downloader
        self._max_bytes = max_bytes

    def describe(self, file_id: str) -> SharedFile:
        info = self._outbox.file_info(file_id)
        return SharedFile(
            id=info["id"],
            name=info.get("name") or info.get("title") or info["id"],
            size=int(info.get("size") or 0),
            mimetype=info.get("mimetype") or "",
            url=info.get("url_private_download") or info.get("url_private") or "",
            person=info.get("user") or "",
            shares=shares_of(info),
        )

    def fetch(self, file: SharedFile, destination: Path) -> None:
        self._downloader.fetch(file.url, destination, self._max_bytes, file.name)


def shares_of(info: dict[str, Any]) -> dict[str, str]:
    """channel -> timestamp of the latest message that brought the file there."""
    shares: dict[str, str] = {}
    for kind in (info.get("shares") or {}).values():
        for channel, messages in kind.items():
            if messages:
                shares[channel] = max(message["ts"] for message in messages)
    return shares
