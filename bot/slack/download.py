"""Files that people share, fetched safely: known hosts only, the token nowhere else, capped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr

from bot.allowed_hosts import is_allowed
from bot.slack.troubles import (
    DownloadRefused,
    MissingScope,
    SlackTrouble,
    SlackUnreachable,
    TokenRefused,
    file_gone,
)
from segmentation.errors import FileTooLarge

REDIRECTS = 5
SETTING = "limits.max_bytes"
METHOD = "file download"
LOGIN_PAGE = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True)
class DownloadedFile:
    """A file that was fetched whole. size in bytes."""

    path: Path
    size: int
    content_type: str


class Downloader:
    """Fetches files with the bot's token. hosts: `host` or `host:port`, matched exactly."""

    def __init__(self, token: SecretStr | None, hosts: tuple[str, ...], http: httpx.Client) -> None:
        self._token = token
        self._hosts = frozenset(host.lower() for host in hosts)
        self._http = http

    def fetch(self, url: str, destination: Path, max_bytes: int, name: str = "") -> DownloadedFile:
        """Write the file to the destination, whole or not at all. name: as people know it.

        Raises FileTooLarge, FileGone, MissingScope, DownloadRefused, SlackUnreachable.
        """
        try:
            with self._opened(url) as answer:
                _check(answer)
                return _save(answer, destination, max_bytes, name or destination.name)
        except httpx.InvalidURL:
            raise _refused("its address makes no sense") from None
        except httpx.HTTPError as error:
            raise SlackUnreachable(type(error).__name__, method=METHOD) from None

    @contextmanager
    def _opened(self, address: str) -> Iterator[httpx.Response]:
        """The answer behind a chain of redirects, each of which must be allowed."""
        url = httpx.URL(address)
        for _ in range(REDIRECTS + 1):
            self._allow(url)
            with self._http.stream("GET", url, headers=self._headers()) as answer:
                if not answer.is_redirect:
                    yield answer
                    return
                url = url.join(answer.headers["location"])
        raise _refused("it leads from one address to the next without end")

    def _allow(self, url: httpx.URL) -> None:
        """Let pass what lies on a known host, by https or on this very machine."""
        if not is_allowed(url.scheme, url.host, url.port, self._hosts):
            raise _refused(f"it lies on {url.scheme}://{url.host}")

    def _headers(self) -> dict[str, str]:
        token = self._token.get_secret_value() if self._token else ""
        return {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}


def _refused(why: str) -> DownloadRefused:
    return DownloadRefused(
        f"I don't fetch this file, because {why}.",
        "Upload it to Slack itself; other file hosts can be named in SLACK_FILE_HOSTS.",
        method=METHOD,
    )


def _check(answer: httpx.Response) -> None:
    """Raise the trouble that a status speaks of."""
    trouble: SlackTrouble | None = None
    if answer.status_code in (404, 410):
        trouble = file_gone(METHOD)
    elif answer.status_code == 401:
        trouble = TokenRefused(
            "Slack doesn't accept my token for downloads.",
            "Ask whoever installed me to set SLACK_BOT_TOKEN anew and to restart me.",
            method=METHOD,
        )
    elif answer.status_code == 403:
        trouble = MissingScope("files:read", method=METHOD)
    elif not answer.is_success:
        trouble = SlackUnreachable(f"it answers HTTP {answer.status_code}", method=METHOD)
    if trouble:
        raise trouble


def _save(answer: httpx.Response, destination: Path, most: int, name: str) -> DownloadedFile:
    """Stream to a file beside the destination, which takes its place when it is complete."""
    announced = int(answer.headers.get("content-length") or 0)
    if announced > most:
        raise _too_large(name, announced, most)
    destination.parent.mkdir(parents=True, exist_ok=True)
    partial = destination.with_name(f".{destination.name}.part")
    content_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        size = _stream(answer, partial, most, name)
        if content_type == "text/html" and _is_login_page(partial, name):
            raise MissingScope("files:read", method=METHOD)
        partial.replace(destination)
    finally:
        partial.unlink(missing_ok=True)
    return DownloadedFile(destination, size, content_type)


def _stream(answer: httpx.Response, partial: Path, most: int, name: str) -> int:
    size = 0
    with partial.open("wb") as file:
        for piece in answer.iter_bytes(1 << 18):
            size += len(piece)
            if size > most:
                raise _too_large(name, size, most)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return size


def _is_login_page(file: Path, name: str) -> bool:
    """Slack answers 200 with a web page where the permission is missing."""
    if name.lower().endswith((".html", ".htm")):
        return False
    with file.open("rb") as opened:
        return opened.read(512).lstrip().lower().startswith(LOGIN_PAGE)


def _too_large(name: str, found: int, most: int) -> FileTooLarge:
    return FileTooLarge(name, "bytes", f"{found:,}", f"{most:,}", SETTING)
