"""Files over HTTP for the bot: bytes come in at upload addresses and go out with the token."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.workspace.file_store import pieces
from bot.workspace.model import File
from bot.workspace.seed import TEAM
from bot.workspace.sending import send_file
from bot.workspace.services import share_files
from bot.workspace.web_api.files import visible
from bot.workspace.workspace import Workspace

LOGIN = """<!DOCTYPE html>
<html lang="en"><head><title>Sign in to {team} | Slack</title></head>
<body><h1>Sign in to {team}</h1><p>This file is for members who are signed in.</p></body></html>
"""


async def upload(request: Request) -> Response:
    """The bytes of a file that was announced with files.getUploadURLExternal."""
    workspace: Workspace = request.app.state.workspace
    file_id, _, secret = request.path_params["key"].partition("-")
    found = workspace.state.files.get(file_id)
    if found is None or found.complete or secret != workspace.upload_secret(file_id):
        return PlainTextResponse("Upload not found", 404)
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        size = await _from_form(workspace, request, found)
    else:
        size = await workspace.files.receive(file_id, request.stream())
    share_files.received(workspace, found, size)
    return PlainTextResponse(f"OK - {size}")


async def _from_form(workspace: Workspace, request: Request, found: File) -> int:
    async with request.form() as form:
        for value in form.values():
            if isinstance(value, UploadFile):
                return await workspace.files.receive(found.id, pieces(value))
    return workspace.files.write(found.id, b"")


def _may_read(workspace: Workspace, request: Request) -> bool:
    tokens = workspace.tokens
    sent = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return sent == tokens.bot and not tokens.bot_error and tokens.granted(("files:read",))


async def download(request: Request) -> Response:
    """The bytes of a file; without the right to it a login page with status 200, as on Slack."""
    workspace: Workspace = request.app.state.workspace
    team, _, file_id = request.path_params["key"].partition("-")
    if not _may_read(workspace, request):
        return HTMLResponse(LOGIN.format(team=workspace.options.team_name))
    found = workspace.state.files.get(file_id)
    if team != TEAM or found is None or found.deleted or not visible(workspace, found):
        return PlainTextResponse("file_deleted" if found and found.deleted else "not found", 404)
    return await send_file(workspace.files.path(found.id), found, attachment=True)
