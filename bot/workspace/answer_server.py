"""The addresses that commands and presses give for answers."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.workspace.errors import SlackError
from bot.workspace.services.answer import Place, answer
from bot.workspace.services.triggers import use_response_url
from bot.workspace.workspace import Workspace

GONE = {"no_url", "expired_url", "used_url"}


async def respond(request: Request) -> Response:
    """An answer that the app sends to a response_url."""
    workspace: Workspace = request.app.state.workspace
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return PlainTextResponse("invalid_payload", 400)
    try:
        url = use_response_url(workspace, request.path_params["key"])
        place = Place(url.channel, url.user, url.message_ts, url.thread_ts)
        answer(workspace, place, body)
    except SlackError as error:
        status = 404 if error.code in GONE else 400
        return JSONResponse({"ok": False, "error": error.code, **error.extras}, status)
    return PlainTextResponse("ok")
