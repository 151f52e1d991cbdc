"""A table behind an address, fetched from a real server: bounded, and sent nowhere else."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from bot.services.fetching_csv import WebTable
from bot.services.reading_sources import Living, look_at, read_living
from bot.source_settings import SourceSettings
from segmentation.source_errors import (
    AddressRefused,
    SourceEmpty,
    SourceGone,
    SourceRefused,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnreachable,
    SourceUnusable,
)
from segmentation.spec import Limits
from tests.bot.slack.small_server import SmallServer, serving

CSV = b"customer_id,spend\n" + b"".join(b"%d,%d\n" % (n, n * 7 % 50) for n in range(100))
KEY = "sig=a-secret-key"


class Servers:
    """The server that is named, and another on this machine that is not."""

    def __init__(self, stack: ExitStack) -> None:
        self.other = stack.enter_context(serving(self._other))
        self.named = stack.enter_context(serving(self._named))

    async def _other(self, request: Request) -> Response:
        return Response(CSV)

    async def _named(self, request: Request) -> Response:
        match request.url.path:
            case "/crm.csv":
                return Response(CSV, media_type="text/csv")
            case "/packed":
                return Response(gzip.compress(CSV), headers={"Content-Encoding": "gzip"})
            case "/empty":
                return Response(b"")
            case "/login":
                return Response(b"<!DOCTYPE html><html><body>Sign in</body></html>")
            case "/moved":
                return RedirectResponse(self.named.url("/crm.csv"))
            case "/away":
                return RedirectResponse(self.other.url("/crm.csv"))
            case "/round":
                return RedirectResponse(self.named.url("/round"))
            case "/endless":
                return StreamingResponse(endless())
            case "/silent":
                await request.receive()  # until the other side goes
                return Response(CSV)
        return Response(status_code=int(request.url.path.strip("/")))


async def endless() -> AsyncIterator[bytes]:
    """A file that never ends, a line at a time."""
    while True:
        yield b"1,2\n"
        await asyncio.sleep(0)  # the server's turn, to see whether anyone still reads


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(stack)


def table(server: SmallServer, path: str, password: str | None = None, user: str = "") -> WebTable:
    url = server.url(f"{path}?{KEY}").replace("http://", f"http://{user}@" if user else "http://")
    secret = SecretStr(password) if password else None
    # Little time only where it has to run out.
    seconds = 1 if path in ("/endless", "/silent") else 30
    return WebTable("crm", url, (server.host,), secret, seconds, 10**12)


def test_a_table_is_fetched_whole_and_its_key_with_it(servers: Servers, tmp_path: Path) -> None:
    for path in ("/crm.csv", "/moved"):
        table(servers.named, path).fetch(tmp_path / "table")
        assert (tmp_path / "table").read_bytes() == CSV


def test_what_the_server_packs_is_read_within_the_limits_of_files(
    servers: Servers, tmp_path: Path
) -> None:
    source = living(servers, "/packed")
    assert read_living(source, Limits(), tmp_path / "table")["rows"] == 100
    with pytest.raises(SourceTooLarge, match="max_decompressed_bytes"):
        read_living(source, Limits(max_decompressed_bytes=200), tmp_path / "table")


def living(servers: Servers, path: str) -> Living:
    url, hosts = servers.named.url(path), (servers.named.host,)
    return Living("crm", SourceSettings(csv_url=url, hosts=hosts, channels=("C1",)))


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("/away", AddressRefused, "`hosts`"),
        ("/round", AddressRefused, "without end"),
        ("/404", SourceGone, "`csv_url`"),
        ("/401", SourceRefused, "`password_env`"),
        ("/503", SourceUnreachable, "HTTP 503"),
        ("/endless", SourceTooSlow, r"1 second,.*`sources\.crm\.seconds`"),
        ("/silent", SourceTooSlow, r"1 second,"),
    ],
)
def test_each_refusal_is_told_without_the_address(
    servers: Servers, tmp_path: Path, path: str, error: type[Exception], said: str
) -> None:
    servers.other.seen.clear()
    with pytest.raises(error, match=said) as told:
        table(servers.named, path, "hunter2").fetch(tmp_path / "table")
    assert KEY not in f"{told.value} {table(servers.named, path, 'hunter2').password!r}"
    assert told.value.__cause__ is None
    assert servers.other.seen == []


def test_a_file_beyond_the_bound_in_bytes_is_not_read_to_its_end(
    servers: Servers, tmp_path: Path
) -> None:
    small = WebTable("crm", servers.named.url("/crm.csv"), (servers.named.host,), None, 30, 100)
    with pytest.raises(SourceTooLarge, match=r"100.*`limits\.max_bytes`"):
        small.fetch(tmp_path / "table")
    more = WebTable("crm", servers.named.url("/endless"), (servers.named.host,), None, 30, 20)
    with pytest.raises(SourceTooLarge):
        more.fetch(tmp_path / "table")


def test_nothing_listens_there(tmp_path: Path) -> None:
    closed = WebTable("crm", "http://127.0.0.1:1/crm.csv", ("127.0.0.1:1",), None, 30, 100)
    with pytest.raises(SourceUnreachable, match="can't be reached"):
        closed.fetch(tmp_path / "table")


@pytest.mark.parametrize(
    ("user", "sent"), [("", "Bearer hunter2"), ("ada", "Basic YWRhOmh1bnRlcjI=")]
)
def test_the_password_is_sent_as_a_token_or_as_that_of_the_user_in_the_address(
    servers: Servers, tmp_path: Path, user: str, sent: str
) -> None:
    servers.named.seen.clear()
    table(servers.named, "/crm.csv", "hunter2", user).fetch(tmp_path / "table")
    assert [authorization for _, authorization, _ in servers.named.seen] == [sent]


def test_the_password_is_not_sent_on_to_another_host(servers: Servers, tmp_path: Path) -> None:
    servers.other.seen.clear()
    both = (servers.named.host, servers.other.host)
    WebTable("crm", servers.named.url("/away"), both, SecretStr("hunter2"), 30, 9_000).fetch(
        tmp_path / "table"
    )
    assert [authorization for _, authorization, _ in servers.other.seen] == [None]


def test_a_page_to_sign_in_is_no_table_and_nothing_is_empty(
    servers: Servers, tmp_path: Path
) -> None:
    with pytest.raises(SourceUnusable, match="web page"):
        read_living(living(servers, "/login"), Limits(), tmp_path / "table")
    with pytest.raises(SourceEmpty):
        read_living(living(servers, "/empty"), Limits(), tmp_path / "table")


def test_looking_does_not_wait_for_the_file(servers: Servers) -> None:
    assert look_at(living(servers, "/endless")) == "its web server answers"
    with pytest.raises(SourceGone):
        look_at(living(servers, "/404"))
