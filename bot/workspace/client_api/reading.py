"""The page looks: the whole workspace at the start, a channel's messages, a file's bytes."""

from starlette.requests import Request
from starlette.responses import Response

from bot.workspace.client_api.ask import Ask, member_of
from bot.workspace.errors import Declined
from bot.workspace.model import Json
from bot.workspace.payloads import for_page
from bot.workspace.seed import APP, TEAM
from bot.workspace.sending import send_file
from bot.workspace.workspace import Workspace

SAMPLES = [
    {
        "key": "mall",
        "title": "Sample customers",
        "description": "240 made-up shoppers with age, income and spending",
    }
]
# Shown in the page; anything else is only ever offered for download.
SHOWN = {"image/png", "image/jpeg", "image/gif"}


async def boot(ask: Ask) -> Json:
    """Everything that a page needs to start."""
    workspace, app = ask.workspace, ask.workspace.options.app
    return {
        "team": {"id": TEAM, "name": workspace.options.team_name},
        "me": ask.me,
        "members": for_page.member_list(workspace),
        "channels": for_page.channel_list(workspace, ask.me),
        "app": {
            "id": APP,
            "name": app.name,
            "user": workspace.bot_user,
            "description": app.description,
        },
        "commands": [
            {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
            for c in app.commands
        ],
        "suggestions": [
            {"text": s.text, "description": s.description} for s in workspace.options.suggestions
        ],
        "bot_connected": workspace.socket_mode.connected,
        "samples": SAMPLES if workspace.options.samples else [],
    }


async def messages(ask: Ask) -> Json:
    """A channel's messages, or a thread's, oldest first."""
    channel, thread = ask.channel(), ask.word("thread_ts")
    state = ask.workspace.state
    if thread:
        root = state.message(channel.id, thread)
        found = [*([root] if root else []), *state.replies(channel.id, thread)]
    else:
        found = list(state.top_level(channel.id))
        mark_read(ask)
    seen = [message for message in found if message.only_for in (None, ask.me)]
    return {"messages": [for_page.message(ask.workspace, each, ask.me) for each in seen]}


def mark_read(ask: Ask) -> None:
    """Note that the member has seen everything in the channel."""
    state = ask.workspace.state
    state.last_read[ask.me, ask.channel().id] = state.new_ts()


async def read(ask: Ask) -> Json:
    """The member has a channel on screen."""
    mark_read(ask)
    return {}


async def file_content(request: Request) -> Response:
    """A file's bytes for a member who sees it."""
    workspace: Workspace = request.app.state.workspace
    try:
        me = member_of(request, workspace)
    except Declined as error:
        return Response(str(error), status_code=403)
    found = workspace.state.files.get(request.path_params["file"])
    if found is None or found.deleted or not workspace.state.can_see_file(me, found):
        return Response("This file does not exist, or you may not see it.", status_code=404)
    download = bool(request.query_params.get("download")) or found.mimetype not in SHOWN
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    path = workspace.files.path(found.id)
    return await send_file(path, found, attachment=download, headers=headers)
