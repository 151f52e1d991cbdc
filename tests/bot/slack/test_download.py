"""Files are fetched from known hosts only, whole or not at all, and the token goes nowhere else."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from bot.slack.download import Downloader
from bot.slack.troubles import (
    DownloadRefused,
    FileGone,
    MissingScope,
    SlackTrouble,
    SlackUnreachable,
    TokenRefused,
)
from segmentation.errors import FileTooLarge
from tests.bot.slack.small_server import SmallServer, serving

CSV = b"age,income\n30,50\n" * 1_000
TOKEN = SecretStr("xoxb-secret")
LOGIN = b"\n<!DOCTYPE html><html><head><title>Sign in</title></head></html>"
STATUS = {"gone": 404, "forbidden": 403, "unknown": 401, "broken": 500}


async def growing() -> AsyncIterator[bytes]:
    for _ in range(50):
        yield b"x" * 65_536


async def cut_off() -> AsyncIterator[bytes]:
    yield CSV[:100]


async def answer(request: Request) -> Response:
    path = request.url.path.removeprefix("/")
    if path in STATUS:
        return Response(status_code=STATUS[path])
    if path == "login":
        return Response(LOGIN, media_type="text/html; charset=utf-8")
    if path == "growing":
        return StreamingResponse(growing(), media_type="text/csv")
    if path == "short":
        return StreamingResponse(cut_off(), headers={"content-length": "5000"})
    if path == "round":
        return RedirectResponse("/round")
    if path == "elsewhere":
        return RedirectResponse(request.query_params["to"])
    if path == "moved":
        return RedirectResponse("/customers.csv")
    return Response(CSV, media_type="text/csv")


@pytest.fixture(scope="module")
def server() -> Iterator[SmallServer]:
    with serving(answer) as running:
        yield running


@pytest.fixture
def fetcher(server: SmallServer) -> Iterator[Downloader]:
    server.seen.clear()
    with httpx.Client() as http:
        yield Downloader(TOKEN, ("files.slack.com", server.host), http)


def fetch(fetcher: Downloader, url: str, folder: Path, most: int = 1_000_000) -> Path:
    return fetcher.fetch(url, folder / "deep" / "table", most, "customers.csv").path


def left_behind(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_fetched_whole_with_the_token(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    got = fetcher.fetch(server.url("/customers.csv"), tmp_path / "table", len(CSV))
    assert got.path.read_bytes() == CSV
    assert (got.size, got.content_type) == (len(CSV), "text/csv")
    assert [seen[:2] for seen in server.seen] == [("/customers.csv", "Bearer xoxb-secret")]
    assert left_behind(tmp_path) == [got.path]


def test_a_redirect_within_the_known_hosts_is_followed(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    assert fetch(fetcher, server.url("/moved"), tmp_path).read_bytes() == CSV


def test_the_token_does_not_follow_a_redirect_to_another_host(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    with serving(answer) as stranger, pytest.raises(DownloadRefused):
        fetch(fetcher, server.url(f"/elsewhere?to={stranger.url('/steal')}"), tmp_path)
    assert stranger.seen == []
    assert left_behind(tmp_path) == []


def test_redirects_without_end_are_given_up(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    with pytest.raises(DownloadRefused, match="without end"):
        fetch(fetcher, server.url("/round"), tmp_path)
    assert len(server.seen) == 6


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/files-pri/T-F/customers.csv",
        "https://files.slack.com.evil.example/x",
        "https://evil.example/https://files.slack.com/x",
        "https://files.slack.com@evil.example/x",
        "https://files.slack.com:8443/x",
        "http://files.slack.com/x",
        "http://127.0.0.1:1/x",
        "http://localhost/x",
        "file:///etc/passwd",
        "ftp://files.slack.com/x",
        "//files.slack.com/x",
        "https://[::1/x",
        "",
    ],
)
def test_no_other_address_is_asked(fetcher: Downloader, tmp_path: Path, url: str) -> None:
    with pytest.raises(DownloadRefused, match="SLACK_FILE_HOSTS"):
        fetch(fetcher, url, tmp_path)


def test_plain_http_is_taken_from_this_machine_only_even_where_the_host_is_named(
    tmp_path: Path,
) -> None:
    with httpx.Client() as http:
        fetcher = Downloader(TOKEN, ("intranet.example:8080",), http)
        with pytest.raises(DownloadRefused):
            fetch(fetcher, "http://intranet.example:8080/x", tmp_path)


def test_a_file_that_grows_over_the_limit_is_cut_off_and_nothing_stays(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    with pytest.raises(FileTooLarge, match=r"limits\.max_bytes") as caught:
        fetch(fetcher, server.url("/growing"), tmp_path)
    assert caught.value.name == "customers.csv"
    assert left_behind(tmp_path) == []


def test_a_file_that_announces_too_much_is_not_read_at_all(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    with pytest.raises(FileTooLarge, match=f"{len(CSV):,}"):
        fetch(fetcher, server.url("/customers.csv"), tmp_path, most=10)


def test_a_download_that_breaks_off_leaves_the_older_file_alone(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    target = fetch(fetcher, server.url("/customers.csv"), tmp_path)
    with pytest.raises(SlackUnreachable):
        fetch(fetcher, server.url("/short"), tmp_path)
    assert target.read_bytes() == CSV
    assert left_behind(tmp_path) == [target]


@pytest.mark.parametrize(
    ("path", "trouble", "words"),
    [
        ("/gone", FileGone, "deleted before I could read it"),
        ("/forbidden", MissingScope, "`files:read`"),
        ("/login", MissingScope, "`files:read`"),
        ("/unknown", TokenRefused, "SLACK_BOT_TOKEN"),
        ("/broken", SlackUnreachable, "HTTP 500"),
    ],
)
def test_each_kind_of_trouble_says_what_to_do(
    fetcher: Downloader,
    server: SmallServer,
    tmp_path: Path,
    path: str,
    trouble: type[SlackTrouble],
    words: str,
) -> None:
    with pytest.raises(trouble, match=words):
        fetch(fetcher, server.url(path), tmp_path)
    assert left_behind(tmp_path) == []


def test_a_web_page_that_someone_really_shared_is_not_taken_for_the_login_page(
    fetcher: Downloader, server: SmallServer, tmp_path: Path
) -> None:
    got = fetcher.fetch(server.url("/login"), tmp_path / "table", 1_000, "newsletter.html")
    assert got.path.read_bytes() == LOGIN


def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with serving(answer) as gone:
        pass
    with httpx.Client() as http:
        fetcher = Downloader(TOKEN, (gone.host,), http)
        with pytest.raises(SlackUnreachable):
            fetch(fetcher, gone.url("/customers.csv"), tmp_path)
