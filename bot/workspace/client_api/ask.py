"""One request of the page: who asks, what was sent, and the checks that most requests need."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.workspace.delivery import NoAnswer, NoApp
from bot.workspace.errors import Declined, SlackError
from bot.workspace.model import Channel, Json, Message, View
from bot.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Ask:
    """A request of a member's page with its decoded body."""

    workspace: Workspace
    me: str
    data: Json

    def word(self, key: str, default: str = "") -> str:
        """A string that was sent."""
        return str(self.data.get(key) or default)

    def mapping(self, key: str) -> Json:
        """An object that was sent; empty if there was none."""
        value = self.data.get(key) or {}
        if not isinstance(value, dict):
            raise Declined("The request was not understood.")
        return value

    def channel(self) -> Channel:
        """The channel that is meant; one that the member may not read does not exist."""
        found = self.workspace.state.channels.get(self.word("channel"))
        if found is None or not self.workspace.state.can_read(self.me, found):
            raise Declined("This channel does not exist, or you are not in it.")
        return found

    def own_channel(self) -> Channel:
        """The channel that is meant, of which the member is a member."""
        found = self.channel()
        if self.me not in found.members:
            raise Declined(f"You are not in #{found.name}. Join it first.")
        return found

    def thread(self, channel: Channel) -> str | None:
        """The root of the thread that is meant; None outside threads."""
        ts = self.word("thread_ts")
        root = self.workspace.state.message(channel.id, ts) if ts else None
        if ts and root is None:
            raise Declined("The message that you answer to is gone.")
        return (root.thread_ts or root.ts) if root else None

    def message(self, channel: Channel) -> Message:
        """The message that is meant, if the member sees it."""
        found = self.workspace.state.message(channel.id, self.word("ts"))
        if found is None or found.only_for not in (None, self.me):
            raise Declined("This message is gone.")
        return found

    def view(self) -> View:
        """The member's open modal that is meant."""
        found = self.workspace.state.views.get(self.word("view_id"))
        if found is None or found.user != self.me:
            raise Declined("This dialog is no longer open.")
        return found


Handler = Callable[[Ask], Awaitable[Json]]


def member_of(request: Any, workspace: Workspace) -> str:
    """The acting member of a request: `as`, or the first person."""
    me = request.query_params.get("as") or workspace.state.humans()[0].id
    member = workspace.state.members.get(me)
    if member is None or member.is_bot:
        raise Declined("Nobody of that name is in this workspace.")
    return str(me)


async def _body(request: Request) -> Json:
    if request.method == "GET":
        return dict(request.query_params)
    if request.headers.get("content-type", "").startswith("multipart/"):
        form = await request.form()
        return {**form, "uploads": [*form.getlist("files"), *form.getlist("file")]}
    try:
        body = await request.json()
    except ValueError:
        raise Declined("The request was not understood.") from None
    if not isinstance(body, dict):
        raise Declined("The request was not understood.")
    return body


def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A handler as a route: what goes wrong is told in the answer."""

    async def run(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        try:
            ask = Ask(workspace, member_of(request, workspace), await _body(request))
            answer = {"ok": True, **await handler(ask)}
        except (Declined, SlackError) as error:
            answer = {"ok": False, "error": str(error)}
        except NoApp:
            answer = {"ok": False, "error": "dispatch_failed"}
        except NoAnswer:
            answer = {"ok": False, "error": "operation_timeout"}
        finally:
            await request.close()
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    return run
