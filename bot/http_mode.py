"""HTTP mode: Slack's requests on a port, signatures checked before anything is read from them."""

from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

MOST_BYTES = 2_000_000


def http_app(app: App, signing_secret: str, healthy: Callable[[], bool]) -> Starlette:
    """An ASGI app: POST /slack/events for everything that Slack sends, GET /health."""
    verifier = SignatureVerifier(signing_secret)
    handler = SlackRequestHandler(app)

    async def events(request: Request) -> Response:
        body = await request.body()
        if len(body) > MOST_BYTES:
            return PlainTextResponse("too large", 413)
        if not is_signed(verifier, body, request):
            # Nothing of the body is logged: it did not come from Slack.
            return PlainTextResponse("not signed by Slack", 401)
        return await handler.handle(request)

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok") if healthy() else PlainTextResponse("not ready", 503)

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/health", health, methods=["GET"]),
        ]
    )


def is_signed(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    """Whether Slack signed this body within the last five minutes."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    return timestamp.isdigit() and verifier.is_valid(body, timestamp, signature)
