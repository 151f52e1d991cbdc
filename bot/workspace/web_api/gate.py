"""The gate of the Web API: token, scope and requested trouble, then the method, then the answer."""

import json
from time import perf_counter
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.workspace.errors import SlackError
from bot.workspace.faults import Dropped, Fault, RateLimited, Refused, ServerTrouble, Slow
from bot.workspace.journal import ApiCall
from bot.workspace.model import Json
from bot.workspace.web_api import METHODS
from bot.workspace.web_api.method import Call, Method, need
from bot.workspace.workspace import Workspace


async def arguments(request: Request) -> Json:
    """The arguments of a call from its query, its form or its JSON body."""
    args: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return {**args, **body}
    if kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        async with request.form() as form:
            return {**args, **{k: v for k, v in form.items() if isinstance(v, str)}}
    return args


def token_of(request: Request, args: Json) -> str:
    """The token from the header, or from the arguments, where it is taken out."""
    sent = str(args.pop("token", "") or "")
    header = request.headers.get("authorization", "")
    return header.removeprefix("Bearer ").strip() or sent


def admit(workspace: Workspace, method: Method, token: str) -> None:
    """Refuse a call without the token and the scope that its method needs."""
    tokens = workspace.tokens
    if not token:
        raise SlackError("not_authed")
    if token not in (tokens.bot, tokens.app):
        raise SlackError("invalid_auth")
    if token == tokens.bot and tokens.bot_error:
        raise SlackError(tokens.bot_error)
    if (token == tokens.app) != (method.token == "app"):
        raise SlackError("not_allowed_token_type")
    if method.token == "app":
        _admit_app(workspace, method)
    else:
        need(Call(workspace, {}), *method.scopes)


def _admit_app(workspace: Workspace, method: Method) -> None:
    granted = workspace.tokens.app_scopes
    if granted.isdisjoint(method.scopes):
        needed, provided = ",".join(method.scopes), ",".join(sorted(granted))
        raise SlackError("missing_scope", needed=needed, provided=provided)


def carry_out(workspace: Workspace, name: str, token: str, args: Json) -> Json:
    """The answer of a method, or of its refusal."""
    method = METHODS.get(name)
    try:
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        admit(workspace, method, token)
        return {"ok": True, **method.run(Call(workspace, args))}
    except SlackError as error:
        return {"ok": False, "error": error.code, **error.extras}


async def web_api(request: Request) -> Response:
    """One call of the Web API."""
    workspace: Workspace = request.app.state.workspace
    name, started = request.path_params["method"], perf_counter()
    try:
        args = await arguments(request)
    except SlackError as error:
        return JSONResponse({"ok": False, "error": error.code})
    token = token_of(request, args)
    fault = workspace.faults.take(name, args)
    answer, response = await _answer(workspace, (name, token, args), fault)
    workspace.journal.called(
        ApiCall(
            name,
            args,
            answer,
            response.status_code,
            workspace.clock.now(),
            perf_counter() - started,
        )
    )
    if isinstance(fault, Dropped):
        request.app.state.cut(request.scope["client"])
    return response


async def _answer(
    workspace: Workspace, call: tuple[str, str, Json], fault: Fault | None
) -> tuple[Json | None, Response]:
    if isinstance(fault, RateLimited):
        return _rate_limited(fault)
    if isinstance(fault, ServerTrouble):
        return None, PlainTextResponse("The server is in trouble.", fault.status)
    if isinstance(fault, Refused):
        return _as_json({"ok": False, "error": fault.error, **fault.extras})
    if isinstance(fault, Dropped):
        answer = carry_out(workspace, *call) if fault.after else None
        return answer, Response()
    if isinstance(fault, Slow):
        await workspace.clock.sleep_until(workspace.clock.now() + fault.seconds)
    return _as_json(carry_out(workspace, *call), workspace)


def _as_json(answer: Json, workspace: Workspace | None = None) -> tuple[Json, Response]:
    headers: dict[str, Any] = {"cache-control": "no-store"}
    if workspace is not None:
        headers["x-oauth-scopes"] = ",".join(sorted(workspace.tokens.scopes))
    return answer, JSONResponse(answer, headers=headers)


def _rate_limited(fault: RateLimited) -> tuple[Json, Response]:
    answer: Json = {"ok": False, "error": "ratelimited"}
    return answer, JSONResponse(answer, 429, {"retry-after": str(fault.retry_after)})
