"""The addresses of the client API."""

from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.workspace.client_api import acting, places, reading, talking
from bot.workspace.client_api.ask import Handler, endpoint
from bot.workspace.client_api.live import events

LOOKS: dict[str, Handler] = {"boot": reading.boot, "messages": reading.messages}
ACTS: dict[str, Handler] = {
    "read": reading.read,
    "message": talking.say,
    "message/delete": talking.delete_message,
    "upload": talking.upload,
    "file/delete": talking.delete_file,
    "sample": talking.sample,
    "command": acting.command,
    "action": acting.action,
    "view/submit": acting.submit,
    "view/close": acting.close,
    "view/file": acting.view_file,
    "home": acting.home,
    "dm": places.dm,
    "channel": places.create,
    "invite": places.invite,
    "leave": places.leave,
    "join": places.join,
}


def client_routes() -> list[BaseRoute]:
    """All routes that the page uses."""
    return [
        WebSocketRoute("/client/events", events),
        Route("/client/files/{file}", reading.file_content),
        *(Route(f"/client/{path}", endpoint(look)) for path, look in LOOKS.items()),
        *(Route(f"/client/{path}", endpoint(act), methods=["POST"]) for path, act in ACTS.items()),
    ]
