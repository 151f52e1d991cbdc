"""What a person asked for, from whichever door: words, place, person; travels as a job's JSON."""

import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

MENTION = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")
Door = Literal["slash", "mention", "message", "button", "modal", "upload", "schedule"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where to answer. thread_ts is None at the top level of a channel."""

    team: str
    channel: str
    thread_ts: str | None = None

    @property
    def is_direct(self) -> bool:
        """A conversation with the bot alone, where nothing needs to be private."""
        return self.channel.startswith(("D", "U", "W"))


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for. identity names the event behind it: asked twice, it is one job.

    analysis_id: the analysis a button belongs to; None for the one at hand in this place.
    file_id: the file of an upload.
    response_url: where a private answer may go even if the bot is not in the channel.
    """

    identity: str
    words: str
    place: Place
    person: str
    door: Door
    analysis_id: str | None = None
    file_id: str | None = None
    response_url: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Request":
        return cls(**{**fields, "place": Place(**fields["place"])})


def upload_request(place: Place, person: str, file_id: str, words: str = "") -> Request:
    """The request for the analysis of a shared file: however it is told of, it is one job."""
    return Request(
        identity=f"upload:{place.team}:{place.channel}:{file_id}",
        words=words,
        place=place,
        person=person,
        door="upload",
        file_id=file_id,
    )


def spoken(text: str) -> str:
    """The words of a message without mentions, a leading `/segment`, and Slack's escapes."""
    words = MENTION.sub(" ", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"^\s*/?segment\b(?!\s*\d)", "", " ".join(words.split())).strip()
