"""Text in whatever encoding becomes UTF-8."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.reading.encodings import Decoded, to_utf8

GERMAN = "Name;Straße;Umsatz\nJürgen Müller;Köln;12,50 €\nAnaïs;Orléans;3,20 €\n" * 5
JAPANESE = "顧客,年齢,収入\n山田太郎,34,500\n佐藤花子,45,600\n鈴木一郎,23,300\n" * 5
CHINESE = "客戶,年齡,收入\n王小明,34,500\n陳大文,45,600\n" * 5
RUSSIAN = "клиент;возраст;доход\nИван;34;500\nМария;45;600\n" * 5


def decoded(data: bytes) -> tuple[str, Decoded]:
    result = to_utf8(pa.py_buffer(data))
    return result.data.to_pybytes().decode("utf-8"), result


@pytest.mark.parametrize(
    ("text", "written", "called"),
    [
        (GERMAN, "utf-8", "utf-8"), (GERMAN, "utf-8-sig", "utf-8-sig"),
        (GERMAN, "cp1252", "cp1252"), (JAPANESE, "utf-8", "utf-8"),
        (JAPANESE, "shift_jis", "shift_jis"), (CHINESE, "big5", "big5"),
        (RUSSIAN, "cp1251", "cp1251"), ("plain\n", "ascii", "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_told(text: str, written: str, called: str) -> None:
    read, result = decoded(text.encode(written))
    assert read == text
    assert (result.encoding, result.replaced) == (called, 0)


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf_16_is_read_with_and_without_its_mark(order: str, mark: str) -> None:
    read, result = decoded((mark + GERMAN).encode(f"utf-16-{order}"))
    assert read == GERMAN
    assert result.encoding == f"utf-16-{order}"


def test_bytes_that_windows_leaves_undefined_are_latin_1() -> None:
    read, result = decoded("caf\xe9 \x81\n".encode("latin-1"))
    assert read == "café \x81\n"
    assert result.encoding == "latin-1"


def test_one_broken_letter_does_not_spoil_a_file_in_utf_8() -> None:
    read, result = decoded("Zoë, Köln, Zürich, \n".encode() + b"\xff\n")
    assert read == "Zoë, Köln, Zürich, \n\ufffd\n"
    assert (result.encoding, result.replaced) == ("utf-8", 1)


def test_a_foreign_letter_far_down_is_noticed() -> None:
    data = b"id,name\n" + b"1,plain\n" * 200_000 + "2,Zoë\n".encode("cp1252")
    read, result = decoded(data)
    assert read.endswith("Zoë\n")
    assert result.encoding == "cp1252"


@given(st.text())
def test_valid_utf_8_is_left_as_it_is(text: str) -> None:
    data = text.encode()
    if data[:4].startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or "\x00" in text:
        return
    read, result = decoded(data)
    assert (read, result.encoding) == (text, "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_become_valid_utf_8(data: bytes) -> None:
    decoded(data)
