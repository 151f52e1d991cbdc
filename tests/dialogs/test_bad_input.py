"""Files that cannot be used: one plain sentence with what to do, once, in the thread."""

import pytest

from bot.workspace.faults import Refused
from bot.workspace.person import Person
from tests.dialogs.office import Office
from tests.table_files import zipped

pytestmark = pytest.mark.slow

HEAD = b"CustomerID,Age,Income\n"
ROWS = b"".join(b"%d,%d,%d\n" % (i, 20 + i, 900 * i) for i in range(1, 31))

FILES = {
    "empty": ("empty.csv", b"", "is empty"),
    "only a header": ("header.csv", HEAD, "is empty"),
    "all text": ("text.csv", b"name,city\n" + b"a,b\nc,d\n" * 20, "no column of numbers"),
    "a picture called csv": ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "couldn't read"),
    "a PDF": ("export.pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", "couldn't read"),
    "a web page": ("page.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "read"),
    "a packed picture": ("photo.zip", zipped({"a.png": b"\x89PNG\r\n\x1a\n"}), "without a table"),
    "two tables": ("two.zip", zipped({"a.csv": HEAD + ROWS, "b.csv": HEAD + ROWS}), "a.csv, b.csv"),
    "a broken workbook": ("broken.xlsx", b"PK\x03\x04broken", "cut short or damaged"),
    "JSON of prose": ("page.json", b'{"title": "Our year"}', "without a list of records"),
    "two rows": ("two.csv", HEAD + b"1,20,100\n2,30,200\n", "at least 10 customers"),
    "all rows equal": ("same.csv", b"Age,Income\n" + b"30,500\n" * 40, "say the same"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_used_gets_one_plain_answer(
    office: Office, ada: Person, room: str, case: str
) -> None:
    name, content, words = FILES[case]
    ts = ada.drop(room, name, content)
    answer = ada.wait_for(words, room, thread=ts, timeout=30)
    assert "Traceback" not in answer.said
    assert len(ada.messages(room, thread=ts)) == 2


def test_one_column_of_numbers_is_enough(ada: Person, room: str) -> None:
    values = b"".join(b"%d\n" % v for v in [*range(10, 40), *range(500, 530)])
    ts = ada.drop(room, "one.csv", b"spend\n" + values)
    ada.wait_for("one.csv", room, thread=ts, timeout=60)
    assert "Two" in ada.wait_for("spend", room, thread=ts, timeout=60).said


def test_another_encoding_is_read_all_the_same(ada: Person, room: str) -> None:
    text = "Größe;Umsatz\n" + "".join(f"{i};{i * 3},5\n" for i in range(1, 40))
    ts = ada.drop(room, "umsatz.csv", text.encode("cp1252"))
    answer = ada.wait_for("in umsatz.csv", room, thread=ts, timeout=60)
    assert "�" not in answer.said


def test_a_picture_in_a_channel_is_none_of_the_bots_business(
    office: Office, ada: Person, room: str
) -> None:
    picture = ada.drop(room, "holiday.png", b"\x89PNG\r\n\x1a\n" + bytes(200))
    ts = ada.drop(room, "two.csv", HEAD + b"1,20,100\n")
    ada.wait_for("at least 10 customers", room, thread=ts, timeout=30)
    assert len(ada.messages(room, thread=picture)) == 1


def test_a_file_deleted_before_the_download_is_said_to_be_gone(
    office: Office, ada: Person, room: str
) -> None:
    office.workspace.fail("files.info", Refused("file_deleted"))
    ts = ada.drop(room, "gone.csv", HEAD + ROWS)
    trouble = ada.wait_for("no longer there", room, timeout=30)
    assert trouble.ts > ts


def test_a_missing_permission_is_named(office: Office, ada: Person, room: str) -> None:
    refused = Refused("missing_scope", {"needed": "files:read", "provided": "chat:write"})
    office.workspace.fail("files.info", refused)
    ada.drop(room, "secret.csv", HEAD + ROWS)
    ada.wait_for("files:read", room, timeout=30)


def test_nothing_half_stored_stays_behind(office: Office, ada: Person, room: str) -> None:
    before = set((office.data_dir / "files").rglob("ds_*"))
    ts = ada.drop(room, "two.csv", HEAD + b"1,20,100\n2,30,200\n")
    ada.wait_for("at least 10 customers", room, thread=ts, timeout=30)
    ada.command(room, "/segment status")
    ada.wait_for(lambda m: m.ephemeral, room)
    assert set((office.data_dir / "files").rglob("ds_*")) == before


def test_a_file_over_the_limit_names_the_setting(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    office = Office(tmp_path_factory.mktemp("small"))
    (office.data_dir / "config.toml").write_text("[limits]\nmax_bytes = 1000\n")
    try:
        office.start_bot()
        with Person(office.workspace, "Ada") as ada:
            room = office.room(ada)
            ts = ada.drop(room, "large.csv", HEAD + ROWS * 10)
            ada.wait_for("limits.max_bytes", room, thread=ts, timeout=30)
    finally:
        office.close()
