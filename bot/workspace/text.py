"""Text as Slack keeps it: escaped, with mentions and links; and as a page shows it: with emoji."""

import re
from functools import lru_cache
from typing import Any

import emoji

# Slack's own names for what Unicode's list calls otherwise.
SLACK_NAMES = {
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_orange_circle": "🟠",
    "large_purple_circle": "🟣",
    "large_brown_circle": "🟤",
    "simple_smile": "🙂",
}
KEPT = re.compile(r"<(?:@[UW]\w+|#[CGD]\w+(?:\|[^>]*)?|!(?:here|channel|everyone))>")
LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")
TOKEN = re.compile(r"<@(?P<user>[UW]\w+)>|<#(?P<channel>[CGD]\w+)[^>]*>|<(?P<url>https?://[^>|]+)>")
SHORTCODE = re.compile(r":([a-z0-9_+'-]+):")
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


def escape(text: str) -> str:
    """Slack's three: & < >."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The way back from `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str) -> str:
    """What a person typed, as Slack stores it: escaped, mentions kept, addresses made links."""
    parts, last = [], 0
    for match in KEPT.finditer(text):
        parts += [_linked(text[last : match.start()]), match.group()]
        last = match.end()
    return "".join([*parts, _linked(text[last:])])


def _linked(text: str) -> str:
    parts, last = [], 0
    for match in LINK.finditer(text):
        parts += [escape(text[last : match.start()]), f"<{escape(match.group())}>"]
        last = match.end()
    return "".join([*parts, escape(text[last:])])


def mentions(text: str, user: str) -> bool:
    """Whether a stored text mentions a member."""
    return f"<@{user}>" in text


def rich_text(text: str, block_id: str) -> dict[str, Any]:
    """The rich_text block that Slack makes of a typed message."""
    elements: list[dict[str, Any]] = []
    last = 0
    for match in TOKEN.finditer(text):
        elements += _plain(text[last : match.start()])
        elements.append(_token(match))
        last = match.end()
    elements += _plain(text[last:])
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _plain(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": unescape(text)}] if text else []


def _token(match: re.Match[str]) -> dict[str, Any]:
    if match["user"]:
        return {"type": "user", "user_id": match["user"]}
    if match["channel"]:
        return {"type": "channel", "channel_id": match["channel"]}
    return {"type": "link", "url": unescape(match["url"])}


@lru_cache(maxsize=2048)
def emoji_of(name: str) -> str | None:
    """The character of a shortcode without its colons; None where there is none."""
    plain = name.split("::", 1)[0]
    found = SLACK_NAMES.get(plain) or emoji.emojize(f":{plain}:", language="alias")
    return None if found == f":{plain}:" else found


def emojized(text: str) -> str:
    """The text with shortcodes outside code turned into characters."""
    if ":" not in text:
        return text
    parts = CODE.split(text)
    parts[::2] = [SHORTCODE.sub(_character, part) for part in parts[::2]]
    return "".join(parts)


def _character(match: re.Match[str]) -> str:
    return emoji_of(match[1]) or match.group()
