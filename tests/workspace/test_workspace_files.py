"""Files: uploads in three steps, downloads with the token only, deletion, and who sees what."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from bot.workspace.file_facts import facts, png_size
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace
from tests.workspace.wire import BOT_ID, CUSTOMERS, GENERAL, error_of, refused

CSV = b"age,spend\n" + b"31,81\n" * 200
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (1200).to_bytes(4, "big") + (800).to_bytes(4, "big")


@pytest.fixture
def http() -> Any:
    with httpx.Client(trust_env=False) as plain:
        yield plain


def dropped(ada: Person, client: WebClient, channel: str = "#customers") -> Any:
    """A file that Ada dropped, as the bot sees it."""
    ts = ada.drop(channel, "shop.csv", CSV)
    file = next(m for m in ada.messages(channel) if m.ts == ts).files[0]["id"]
    return client.files_info(file=file)["file"]


def test_a_dropped_file_is_described(client: WebClient, ada: Person) -> None:
    file = dropped(ada, client)
    assert (file["name"], file["size"], file["user"]) == ("shop.csv", len(CSV), ada.id)
    assert (file["mimetype"], file["filetype"], file["pretty_type"]) == ("text/csv", "csv", "CSV")
    assert file["preview"].startswith("age,spend\n31,81\n")
    assert file["channels"] == [CUSTOMERS]
    (share,) = file["shares"]["public"][CUSTOMERS]
    assert share["ts"] == ada.messages("#customers")[0].ts


def test_a_file_is_downloaded_with_the_token(
    workspace: RunningWorkspace, client: WebClient, ada: Person, http: httpx.Client
) -> None:
    file = dropped(ada, client)
    header = {"authorization": f"Bearer {workspace.bot_token}"}
    for url in (file["url_private"], file["url_private_download"]):
        assert url.startswith(f"http://{workspace.file_host}/files-pri/")
        answer = http.get(url, headers=header)
        assert (answer.content, answer.headers["content-type"]) == (CSV, "text/csv; charset=utf-8")


def test_without_the_token_or_the_scope_a_login_page_comes_with_status_200(
    workspace: RunningWorkspace, client: WebClient, ada: Person, http: httpx.Client
) -> None:
    url = dropped(ada, client)["url_private"]
    header = {"authorization": f"Bearer {workspace.bot_token}"}
    workspace.withdraw("files:read")
    for headers in ({}, {"authorization": "Bearer xoxb-other"}, header):
        answer = http.get(url, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert b"Sign in" in answer.content
        assert b"age,spend" not in answer.content
    assert refused(client.files_info, file="F0")["needed"] == "files:read"


def test_a_file_in_a_channel_without_the_bot_is_out_of_its_reach(
    workspace: RunningWorkspace, client: WebClient, ada: Person, http: httpx.Client
) -> None:
    ada.drop("#general", "shop.csv", CSV)
    seen = ada.messages("#general")[0].files[0]
    assert error_of(client.files_info, file=seen["id"]) == "file_not_found"
    header = {"authorization": f"Bearer {workspace.bot_token}"}
    url = f"{workspace.url}/files-pri/T0MARIGOLD-{seen['id']}/shop.csv"
    assert http.get(url, headers=header).status_code == 404
    assert ada.download(seen["url"]) == CSV


def test_a_deleted_file_is_gone_everywhere(
    workspace: RunningWorkspace, client: WebClient, ada: Person, http: httpx.Client
) -> None:
    file = dropped(ada, client)
    ada.delete_file(file["id"])
    header = {"authorization": f"Bearer {workspace.bot_token}"}
    assert http.get(file["url_private"], headers=header).status_code == 404
    assert error_of(client.files_info, file=file["id"]) == "file_deleted"
    assert client.files_list()["files"] == []
    assert ada.messages("#customers")[0].files == []
    history = client.conversations_history(channel=CUSTOMERS)["messages"]
    assert history[0]["files"] == [{"id": file["id"], "mode": "tombstone"}]
    assert not list(workspace.workspace.files.path("x").parent.iterdir())


def test_the_bot_deletes_its_own_files_only(client: WebClient, ada: Person) -> None:
    assert error_of(client.files_delete, file=dropped(ada, client)["id"]) == "cant_delete_file"
    own = client.files_upload_v2(channel=CUSTOMERS, filename="a.txt", content="x")["file"]["id"]
    assert client.files_delete(file=own)["ok"]


def test_an_upload_goes_through_three_steps(
    client: WebClient, ada: Person, http: httpx.Client
) -> None:
    root = ada.say("#customers", "draw")
    start = client.files_getUploadURLExternal(
        filename="map.png", length=len(PNG), alt_txt="Map of segments"
    )
    entry = {"id": start["file_id"], "title": "The map"}
    too_early = error_of(client.files_completeUploadExternal, files=[entry])
    assert too_early == "file_not_found"
    assert http.post(start["upload_url"], content=PNG).text == f"OK - {len(PNG)}"
    done = client.files_completeUploadExternal(
        files=[entry], channel_id=CUSTOMERS, thread_ts=root, initial_comment="Here"
    )
    (file,) = done["files"]
    assert (file["title"], file["alt_txt"]) == ("The map", "Map of segments")
    assert (file["original_w"], file["original_h"]) == (1200, 800)
    seen = ada.wait_for("Here", thread=root)
    assert (seen.files[0]["alt"], seen.files[0]["width"]) == ("Map of segments", 1200)
    assert ada.download(seen.files[0]["url"]) == PNG
    assert error_of(client.files_completeUploadExternal, files=[entry]) == "file_not_found"


def test_an_upload_may_come_as_a_form(client: WebClient, http: httpx.Client) -> None:
    start = client.files_getUploadURLExternal(filename="a.csv", length=len(CSV))
    assert http.post(start["upload_url"], files={"file": ("a.csv", CSV)}).status_code == 200
    client.files_completeUploadExternal(files=[{"id": start["file_id"]}])
    assert client.files_info(file=start["file_id"])["file"]["size"] == len(CSV)


def test_an_upload_address_cannot_be_guessed(client: WebClient, http: httpx.Client) -> None:
    url = client.files_getUploadURLExternal(filename="a.csv", length=3)["upload_url"]
    forged = url[:-1] + ("0" if url[-1] != "0" else "1")
    assert http.post(forged, content=b"abc").status_code == 404


@pytest.mark.parametrize("alone", [True, False])
def test_a_file_that_is_not_shared_is_shown_in_blocks_to_those_who_see_them(
    client: WebClient, ada: Person, ben: Person, alone: bool
) -> None:
    """As pictures in messages are: uploaded without a channel, named by their id."""
    file = client.files_upload_v2(filename="map.png", content=PNG)["file"]["id"]
    picture = {"type": "image", "slack_file": {"id": file}, "alt_text": "Map"}
    if alone:
        client.chat_postEphemeral(channel=CUSTOMERS, user=ada.id, text="map", blocks=[picture])
    else:
        client.chat_postMessage(channel=CUSTOMERS, text="map", blocks=[picture])
    block = ada.wait_for("map").blocks[0]
    assert (block["width"], block["height"]) == (1200, 800)
    assert ada.download(block["image_url"]) == PNG
    if alone:
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            ben.download(f"/client/files/{file}?as={ben.id}")
    else:
        assert ben.download(f"/client/files/{file}?as={ben.id}") == PNG


def test_a_block_cannot_show_what_is_no_picture_or_not_the_bots(
    client: WebClient, ada: Person
) -> None:
    table = dropped(ada, client)["id"]
    for file in (table, "F0NOWHERE0", ""):
        picture = {"type": "image", "slack_file": {"id": file}, "alt_text": "Map"}
        answer = refused(client.chat_postMessage, channel=CUSTOMERS, text="x", blocks=[picture])
        assert "invalid slack file" in answer["response_metadata"]["messages"][0]


def test_files_are_listed_newest_first_by_channel_and_owner(client: WebClient, ada: Person) -> None:
    first = dropped(ada, client)["id"]
    own = client.files_upload_v2(channel=CUSTOMERS, filename="a.txt", content="x")["file"]["id"]
    assert [f["id"] for f in client.files_list()["files"]] == [own, first]
    assert [f["id"] for f in client.files_list(user=BOT_ID)["files"]] == [own]
    assert client.files_list(channel=GENERAL)["files"] == []
    page = client.files_list(count=1, page=2)
    assert [f["id"] for f in page["files"]] == [first]
    assert page["paging"] == {"count": 1, "total": 2, "page": 2, "pages": 2}


def test_a_large_upload_is_kept_on_disk_piece_by_piece(
    workspace: RunningWorkspace, ada: Person, client: WebClient
) -> None:
    content = bytes(range(256)) * 4096 * 20
    ada.drop("#customers", "big.bin", content)
    seen = ada.messages("#customers")[0].files[0]
    assert seen["size"] == len(content)
    assert workspace.workspace.files.path(seen["id"]).stat().st_size == len(content)


def test_where_files_may_be_shared_is_checked(client: WebClient, http: httpx.Client) -> None:
    start = client.files_getUploadURLExternal(filename="a.csv", length=3)
    http.post(start["upload_url"], content=b"a,b")
    entry = [{"id": start["file_id"]}]
    share = client.files_completeUploadExternal
    assert error_of(share, files=entry, channel_id="C0NOWHERE") == "channel_not_found"
    assert error_of(share, files=entry, channel_id=GENERAL) == "not_in_channel"
    lost = {"channel_id": CUSTOMERS, "thread_ts": "1.000001"}
    assert error_of(share, files=entry, **lost) == "thread_not_found"
    assert share(files=entry, channel_id=CUSTOMERS)["ok"]
    assert error_of(client.files_getUploadURLExternal, filename="", length=3) == "invalid_arguments"
    assert (
        error_of(client.files_getUploadURLExternal, filename="a", length=0) == "invalid_arguments"
    )


def test_the_size_of_a_picture_is_read_from_its_header() -> None:
    assert png_size(PNG) == (1200, 800)
    assert png_size(PNG[:20]) == (None, None)
    assert png_size(b"GIF89a") == (None, None)


@pytest.mark.parametrize(
    ("name", "head", "preview"),
    [
        ("a.csv", "naïve,b\n".encode(), "naïve,b"),
        ("a.csv", "naïve".encode()[:3], "na"),
        ("a.csv", "naïve".encode("latin-1"), "naïve"),
        ("a.csv", "a,b".encode("utf-16"), None),
        ("a.csv", b"", ""),
        ("a.png", b"text", None),
        ("a.xyz", b"text", None),
    ],
)
def test_texts_have_a_preview_in_whatever_encoding(
    name: str, head: bytes, preview: str | None
) -> None:
    assert facts(name, head).preview == preview
