"""Answers through a response_url: an interaction's own address, good for 5 uses in 30 minutes."""

from dataclasses import dataclass
from typing import Any

import httpx

from bot.slack.troubles import TriggerSpent, trouble_of

SPENT = ("used_url", "expired_url", "no_such_url")


@dataclass(frozen=True, slots=True)
class Responded:
    """Shaped like an answer of the Web API."""

    data: dict[str, Any]


def respond(http: httpx.Client, url: str, payload: dict[str, Any]) -> Responded:
    """Send a private answer there. Raises TriggerSpent when the address no longer works."""
    try:
        answer = http.post(url, json={"response_type": "ephemeral", **payload})
    except httpx.HTTPError as error:
        raise OSError(type(error).__name__) from None
    if answer.status_code == httpx.codes.OK and answer.text.strip() in ("ok", '{"ok":true}', ""):
        return Responded({"ok": True})
    raise _trouble(answer)


def _trouble(answer: httpx.Response) -> Exception:
    said = answer.text.strip()
    try:
        code = str(answer.json().get("error"))
    except ValueError:
        code = said[:60]
    if code in SPENT or answer.status_code == httpx.codes.NOT_FOUND:
        return TriggerSpent(
            "That took too long, and Slack no longer lets me answer privately there.",
            "Ask me once more.",
            method="response_url",
            code=code,
        )
    return trouble_of("response_url", {"error": code})
