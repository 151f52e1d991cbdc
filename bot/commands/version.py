"""`version of customers.csv`, `version other`: which table the file at hand is."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.decide_version import make_version, own_table

SAID = re.compile(r"version\s+(?:(?P<other>other|another|none|own|new)\b.*|(?:of\s+)?(?P<name>.+))",
                  re.IGNORECASE | re.DOTALL)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """Say that a file is the next version of a table, or a table of its own."""

    name: str = "version"
    words: tuple[str, ...] = ("version",)
    computes: bool = True
    help: CommandHelp = CommandHelp(
        "version of NAME · version other",
        "Say that the file at hand is a new version of a table, or another table",
        "version of customers.csv",
    )

    def computes_for(self, words: str) -> bool:
        """A table of its own needs no computing."""
        said = SAID.match(words.strip())
        return bool(said and said["name"])

    def parse(self, words: str) -> str | None:
        said = SAID.fullmatch(words.strip())
        if said is None:
            raise NotUnderstood(
                "A version of which table?",
                "Say for instance `version of customers.csv`, or `version other`.",
            )
        return None if said["other"] else said["name"].strip(" \t\"'“”„`*")

    def run(self, request: Request, arguments: str | None, desk: Desk) -> Result:
        if arguments is None:
            return own_table(request, desk)
        return make_version(request, arguments, desk)


add(Version())
