"""`score`: new customers sorted into the segments that stand; a slash command opens the form."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.file_words import SCORE_WORDS
from bot.request import Request
from bot.result import CommandHelp, Result, ScoreOffered
from bot.services.find_analysis import subject_of
from bot.services.score_upload import standing_record


@dataclass(frozen=True, slots=True)
class Score:
    """Say in which segments the customers of another file are, and change nothing."""

    name: str = "score"
    words: tuple[str, ...] = SCORE_WORDS
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "score", "Sort new customers into the segments as they stand: no new version", "score"
    )

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        return ScoreOffered(subject_of(standing_record(request, desk), desk))


add(Score())
