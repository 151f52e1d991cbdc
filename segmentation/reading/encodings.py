"""From the bytes of a text file in whatever encoding to UTF-8."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentation.reading.file_kind import utf16_without_bom

CHUNK = 1 << 24
_SAMPLE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Asked only where non-Western script is likely, because on a few accented letters every
# single-byte table fits equally well.
_NON_WESTERN = (
    "cp932", "big5", "gb18030", "euc_jp", "euc_kr", "cp1251", "koi8_r", "cp1253", "cp1255",
    "cp1256", "cp874",
)  # fmt: skip
# A few neighbouring accents are no evidence of a script that is all made of foreign letters.
_ENOUGH_FOREIGN = 8
_BETWEEN_WORDS = bytes.maketrans(b'\t;,"', b"    ")
_SPOKEN = {"cp932": "shift_jis"}
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_NON_ASCII_RUN = re.compile(rb"[\x80-\xff][\x40-\xff]?[\x80-\xff]+")


@dataclass(frozen=True)
class Decoded:
    """Text as UTF-8 without a byte order mark.

    encoding: the codec that the file was written in.
    replaced: how many characters could not be read and stand as U+FFFD.
    """

    data: pa.Buffer
    encoding: str
    replaced: int = 0


def to_utf8(data: pa.Buffer) -> Decoded:
    """Find the encoding of a whole file and rewrite it as UTF-8; valid UTF-8 is not copied.

    Byte order marks are believed; then UTF-8 where all of it is valid; then UTF-8 with a few
    broken characters; then what charset-normalizer finds for non-Western scripts; then
    Windows-1252, and Latin-1 for what that does not define.
    """
    start = bytes(memoryview(data)[:4])
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return _after_mark(data.slice(len(mark)), encoding)
    wide = utf16_without_bom(bytes(memoryview(data)[:_SAMPLE]))
    if wide:
        return _transcoded(data, wide, "replace")
    return Decoded(data, "utf-8") if _is_utf8(data) else _legacy(data)


def _after_mark(rest: pa.Buffer, encoding: str) -> Decoded:
    if encoding == "utf-8-sig" and _is_utf8(rest):
        return Decoded(rest, encoding)
    return _transcoded(rest, encoding.removesuffix("-sig"), "replace", encoding)


def _is_utf8(data: pa.Buffer) -> bool:
    """Whether a buffer is valid UTF-8; a single Arrow string over it is checked without a copy."""
    if len(data) == 0:
        return True
    offsets = pa.py_buffer(np.array([0, len(data)], dtype=np.int64))
    try:
        pa.LargeStringArray.from_buffers(1, offsets, data).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _legacy(data: pa.Buffer) -> Decoded:
    sample = _telling_bytes(data)
    if _nearly_utf8(sample):
        return _transcoded(data, "utf-8", "replace")
    for encoding in (*_guesses(sample), "cp1252"):
        try:
            return _transcoded(data, encoding, "strict")
        except UnicodeDecodeError:
            continue
    return _transcoded(data, "latin-1", "strict")


def _chunks(data: pa.Buffer) -> Iterator[bytes]:
    view = memoryview(data)
    for start in range(0, len(view), CHUNK):
        yield bytes(view[start : start + CHUNK])


def _telling_bytes(data: pa.Buffer) -> bytes:
    """Lines around the non-ASCII bytes of a file, at most 256 KiB."""
    for chunk in _chunks(data):
        first = _NON_ASCII.search(chunk)
        if first:
            begin = chunk.rfind(b"\n", 0, first.start()) + 1
            sample = chunk[begin : begin + _SAMPLE]
            return sample[: sample.rfind(b"\n") + 1] or sample
    return b""


def _nearly_utf8(sample: bytes) -> bool:
    """Whether most foreign letters are whole: other encodings hardly ever look like that."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for sign in text if sign > "\x7f") - broken
    return whole >= 2 * broken


def _guesses(sample: bytes) -> tuple[str, ...]:
    """Non-Western encodings that fit, best first; none where foreign bytes stand alone."""
    foreign = len(_NON_ASCII.findall(sample))
    in_runs = sum(len(_NON_ASCII.findall(run)) for run in _NON_ASCII_RUN.findall(sample))
    if in_runs < max(_ENOUGH_FOREIGN, 0.5 * foreign):
        return ()
    from charset_normalizer import from_bytes  # slow to import and seldom needed

    # Separators are no part of words, and none of them is half of a letter in these encodings.
    words = sample.translate(_BETWEEN_WORDS)
    best = from_bytes(words, cp_isolation=list(_NON_WESTERN)).best()
    return (best.encoding,) if best else ()


def _transcoded(data: pa.Buffer, encoding: str, errors: str, called: str = "") -> Decoded:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    sink, replaced = pa.BufferOutputStream(), 0
    for chunk in _chunks(data):
        text = decoder.decode(chunk)
        replaced += text.count("\ufffd") if errors == "replace" else 0
        sink.write(text.encode("utf-8"))
    sink.write(decoder.decode(b"", final=True).encode("utf-8"))
    return Decoded(sink.getvalue(), called or _SPOKEN.get(encoding, encoding), replaced)
