"""What a file's name and first bytes tell: its type, the size of a picture, a preview of text."""

import codecs
import struct
from dataclasses import dataclass
from pathlib import PurePath

PNG = b"\x89PNG\r\n\x1a\n"
TEXT_TYPES = {"csv", "text", "tsv", "json", "markdown", "python", "html", "xml", "yaml"}
TYPES: dict[str, tuple[str, str, str]] = {
    ".csv": ("text/csv", "csv", "CSV"),
    ".tsv": ("text/tab-separated-values", "tsv", "TSV"),
    ".txt": ("text/plain", "text", "Plain Text"),
    ".md": ("text/markdown", "markdown", "Markdown (raw)"),
    ".json": ("application/json", "json", "JSON"),
    ".html": ("text/html", "html", "HTML"),
    ".py": ("text/x-python", "python", "Python"),
    ".png": ("image/png", "png", "PNG"),
    ".jpg": ("image/jpeg", "jpg", "JPEG"),
    ".jpeg": ("image/jpeg", "jpg", "JPEG"),
    ".gif": ("image/gif", "gif", "GIF"),
    ".pdf": ("application/pdf", "pdf", "PDF"),
    ".zip": ("application/zip", "zip", "Zip"),
    ".parquet": ("application/vnd.apache.parquet", "binary", "Binary"),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        "Excel Spreadsheet",
    ),
    ".pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
        "PowerPoint Presentation",
    ),
}
UNKNOWN = ("application/octet-stream", "binary", "Binary")
PREVIEW_LINES = 5
PREVIEW_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What can be said of a file without reading it all."""

    mimetype: str
    filetype: str
    pretty_type: str
    width: int | None = None
    height: int | None = None
    preview: str | None = None
    lines: int | None = None


def facts(name: str, head: bytes) -> FileFacts:
    """The facts of a file from its name and its first bytes."""
    mimetype, filetype, pretty = TYPES.get(PurePath(name).suffix.lower(), UNKNOWN)
    width, height = png_size(head)
    preview = _preview(head) if filetype in TEXT_TYPES else None
    lines = None if preview is None else preview.count("\n") + 1
    return FileFacts(mimetype, filetype, pretty, width, height, preview, lines)


def png_size(head: bytes) -> tuple[int | None, int | None]:
    """Width and height in pixels from a PNG's header; (None, None) for anything else."""
    if not head.startswith(PNG) or len(head) < 24:
        return None, None
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _preview(head: bytes) -> str | None:
    if b"\x00" in head:
        return None
    try:  # an incremental decoder forgives a character that the cut went through
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    return "\n".join(text.splitlines()[:PREVIEW_LINES])[:PREVIEW_CHARACTERS]
