"""The Bolt app: how Slack's payloads reach the listeners, and one handler for what goes wrong."""

import json
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.errors import PlainError
from bot.listeners import register_all
from bot.reception import Reception
from segmentation.errors import SegmentationError

log = structlog.get_logger()


def build_app(client: WebClient, reception: Reception) -> App:
    """A Bolt app in which the work is committed before the ack.

    With process_before_response a listener ends before Slack gets its answer: when the commit
    fails there is no ack, and Slack sends the event again. Signatures are checked before a request
    comes here (`http_mode.py`); Socket Mode has none.
    """
    app = App(
        client=client,
        process_before_response=True,
        token_verification_enabled=False,
        request_verification_enabled=False,
    )
    register_all(app, reception)

    @app.error
    def not_handed_over(error: Exception, body: dict[str, Any]) -> BoltResponse:
        if isinstance(error, SegmentationError | PlainError) and "response_url" in body:
            return BoltResponse(status=200, body={"text": str(error)})
        # The body may hold what people wrote; only its kind is logged.
        log.error("listener failed", kind=body.get("type") or body.get("command"), exc_info=error)
        return BoltResponse(status=500)

    return app


def handle_envelope(app: App, envelope: dict[str, Any]) -> dict[str, Any] | None:
    """What to ack a Socket Mode envelope with; None if it must come again."""
    response = app.dispatch(BoltRequest(mode="socket_mode", body=envelope["payload"]))
    if response.status != 200:
        return None
    if not response.body:
        return {}
    kind = response.headers.get("content-type", [""])[0]
    if kind.startswith("application/json"):
        body: dict[str, Any] = json.loads(response.body)
        return body
    return {"text": response.body}
