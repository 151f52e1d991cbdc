"""A stored file as an HTTP answer."""

from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response

from bot.workspace.model import File

# A client that leaves while a file is being opened for streaming leaves it open; small files are
# read in one go instead, which cannot be interrupted.
WHOLE_BYTES = 8_000_000


async def send_file(
    path: Path, file: File, *, attachment: bool, headers: dict[str, str] | None = None
) -> Response:
    """The bytes of a file, to be saved (`attachment`) or shown."""
    kind = "attachment" if attachment else "inline"
    if file.size > WHOLE_BYTES:
        return FileResponse(
            path,
            media_type=file.mimetype,
            filename=file.name,
            content_disposition_type=kind,
            headers=headers,
        )
    named = {"content-disposition": f"{kind}; filename*=utf-8''{quote(file.name)}"}
    content = await run_in_threadpool(path.read_bytes)
    return Response(content, media_type=file.mimetype, headers={**named, **(headers or {})})
