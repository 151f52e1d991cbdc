"""`rename 3 "VIPs"`: a segment gets a name of one's own."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.modals.fields import MOST_LETTERS
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.rename_segment import rename_segment

SAID = re.compile(r"^\w+\s+(?:segment\s+)?(\d{1,3})\b\s*(?:to\b|as\b|=)?\s*(.*)$", re.IGNORECASE)
QUOTES = " \t\"'“”„‟‘’«»`"
EXAMPLE = 'rename 3 "VIPs"'


@dataclass(frozen=True, slots=True)
class NewName:
    """Which segment, and what it is to be called."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Call a segment what the team calls it; the name follows its customers to the next cut."""

    name: str = "rename"
    words: tuple[str, ...] = ("rename", "call")
    computes: bool = False
    help: CommandHelp = CommandHelp(EXAMPLE, "Give a segment a name of your own", EXAMPLE)

    def parse(self, words: str) -> NewName:
        said = SAID.match(" ".join(words.split()))
        name = said[2].strip(QUOTES) if said else ""
        if said is None or not name:
            raise NotUnderstood("Which segment, and which name?", f"Say for instance `{EXAMPLE}`.")
        if len(name) > MOST_LETTERS:
            raise NotUnderstood(
                f"That name has {len(name)} letters; {MOST_LETTERS} is the most.",
                f"Say a shorter one, as in `{EXAMPLE}`.",
            )
        return NewName(int(said[1]), name)

    def run(self, request: Request, arguments: NewName, desk: Desk) -> Result:
        return rename_segment(request, arguments.number, arguments.name, desk)


add(Rename())
