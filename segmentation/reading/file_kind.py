"""What a file is when it is no table of text: told from its first bytes, said in plain words."""

import re

from segmentation.reading.zip_kind import ZipKind, zip_kind

# Prefixes that no table of text starts with.
_CERTAIN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"{\\rtf", "a rich-text document"),
    (b"%!PS", "a PostScript document"),
    (b"\x1f\x8b", "a gzip archive (unpack it first)"),
    (b"\xfd7zXZ", "an xz archive (unpack it first)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive (unpack it first)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file"),
    (b"SQLite format 3", "an SQLite database"),
)
# Prefixes that could also be the first letters of a header: believed only for binary content.
_IF_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"PAR1", "a Parquet file"),
    (b"PARE", "an encrypted Parquet file"),
    (b"ARROW1", "an Arrow file, which I can't open"),
    (b"Rar!", "a RAR archive (unpack it first)"),
    (b"BZh", "a bzip2 archive (unpack it first)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"$FL", "an SPSS file, which I can't open"),
    (b"\x93NUMPY", "a NumPy file, which I can't open"),
    (b"\x89HDF", "an HDF5 file, which I can't open"),
)
_ZIPS: dict[ZipKind, str] = {
    "workbook": "a workbook (Excel or OpenDocument)",
    "word": "a Word document",
    "slides": "a PowerPoint presentation",
    "text": "an OpenDocument text or drawing",
    "files": "a ZIP archive (unpack it first)",
}
_HTML = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|div|meta)\b", re.I | re.S
)
_XML = re.compile(rb"\s*<(\?xml|[a-z][\w:.-]*[\s>])", re.I)
_JSON = re.compile(rb"\s*(\{\s*[\"}]|\[\s*([\[{\"\]]|-?\d|true\b|false\b|null\b))")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Shares of zero bytes, at every other place.
_NO_ZEROS, _SOME_ZEROS, _MOST_ZEROS = 0.05, 0.2, 0.7
# Line ends, tabs and the separators that old exports put between fields are no sign of binary.
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\r\v\f\x1a\x1c\x1d\x1e\x1f"))


def other_kind(head: bytes, file_name: str) -> str | None:
    """What these first bytes are, if they are no table of text.

    Parameters
    ----------
    head : the first bytes of the file, 64 KiB are plenty.
    file_name : helps to tell workbooks from other ZIP archives.

    Returns
    -------
    A phrase that completes "it is …", or None where a table of text is possible.

    Examples
    --------
    >>> other_kind(b"%PDF-1.7", "report.csv")
    'a PDF'
    >>> other_kind(b"id,age", "customers.csv") is None
    True
    """
    for prefix, kind in _CERTAIN:
        if head.startswith(prefix):
            return kind
    packed = zip_kind(head, file_name)
    if packed:
        return _ZIPS[packed]
    if head[257:262] == b"ustar":
        return "a TAR archive (unpack it first)"
    if head.startswith(_BOMS[1:]) or utf16_without_bom(head):
        return None
    if _is_binary(head):
        return _binary(head)
    return _markup(head.removeprefix(_BOMS[0]))


def looks_like_json(head: bytes) -> bool:
    """Whether a file begins as a JSON document does, in UTF-8 or UTF-16.

    >>> looks_like_json(b'[{"id": 1}]'), looks_like_json(b"[Age],[Income]")
    (True, False)
    """
    wide = "utf-16" if head.startswith(_BOMS[1:]) else utf16_without_bom(head)
    if wide:
        head = head.decode(wide, "ignore").encode("utf-8", "ignore")
    return _JSON.match(head.removeprefix(_BOMS[0])) is not None


def utf16_without_bom(head: bytes) -> str | None:
    """The UTF-16 codec of these bytes where it shows without a byte order mark: every other byte is
    zero in plain Western text, and still many are in a table of other scripts, which needs line
    ends, delimiters and digits."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 2:
        return None
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > _SOME_ZEROS and zeros_even < _NO_ZEROS:
        codec = "utf-16-le"
    elif zeros_even > _SOME_ZEROS and zeros_odd < _NO_ZEROS:
        codec = "utf-16-be"
    else:
        return None
    return codec if max(zeros_even, zeros_odd) > _MOST_ZEROS or _reads_well(head, codec) else None


def _reads_well(head: bytes, codec: str) -> bool:
    """Whether these bytes are lines of printable text."""
    text = head.decode(codec, "ignore")
    return "\n" in text and all(sign.isprintable() or sign in "\t\r\n" for sign in text)


def _is_binary(head: bytes) -> bool:
    """Many signs that no text has. A few zero bytes are a slip of the program that wrote it."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    zeros = head.count(0)
    return controls > max(1, len(head) // 100) or zeros > max(3, len(head) // 20)


def _binary(head: bytes) -> str:
    for prefix, kind in _IF_BINARY:
        if head.startswith(prefix):
            return kind
    return "a film or a picture" if head[4:8] == b"ftyp" else "binary data"


def _markup(head: bytes) -> str | None:
    if _HTML.match(head):
        return "a web page (HTML)"
    if _XML.match(head) and b"</" in head:
        return "an XML document"
    return "a JSON document" if _JSON.match(head) else None
