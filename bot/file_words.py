"""Words that come with a file: whether they ask to score it, and the requests in such a message."""

import re
from typing import Any

from bot.request import Place, Request, spoken, upload_request

SCORE_WORDS = ("score", "assign", "classify")
SCORE = SCORE_WORDS[0]
# The whole of what is said, not a word in it: “Score of the survey” asks for nothing.
ASKED = re.compile(
    rf"(?:(?:please|just|only)\s+)*(?:{'|'.join(SCORE_WORDS)})"
    r"(?:\s+(?:this|these|those|them|it|the|a|new|my|our|all|file|list|table|customers?|people"
    r"|please|only|here))*\s*[.!?]*",
    re.IGNORECASE,
)


def asks_to_score(words: str) -> bool:
    """Whether what is said with a file asks to score it.

    >>> asks_to_score("score this"), asks_to_score("Please classify these customers.")
    (True, True)
    >>> asks_to_score("score of the survey"), asks_to_score("here is the new export")
    (False, False)
    """
    return ASKED.fullmatch(words.strip()) is not None


def uploads_of(event: dict[str, Any], body: dict[str, Any]) -> list[Request]:
    """The requests in a message that carries files, one a file."""
    words = SCORE if asks_to_score(spoken(event.get("text") or "")) else ""
    place = Place(body["team_id"], event["channel"])
    files = event.get("files", ())
    return [upload_request(place, event["user"], file["id"], words) for file in files]
