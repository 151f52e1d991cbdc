"""`who C-1029`: one customer's segment, why it is that one, and what would move it."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.explain_customer import explain_customer
from bot.services.find_analysis import find_subject
from bot.services.show_drift import Against
from bot.services.show_moves import show_moves

LEAD = re.compile(r"^who\b(?:\s+is\b)?\s*(?:customer\b)?\s*", re.IGNORECASE)
LONGEST = 120
MOVED = ("moved", "has moved", "changed", "changed segment")  # nobody is called so


@dataclass(frozen=True, slots=True)
class Who:
    """Why one customer is where it is; the answer is for the one who asked."""

    name: str = "who"
    words: tuple[str, ...] = ("who",)
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "who CUSTOMER", "Which segment a customer is in, why, and what would move it", "who C-1029"
    )

    def parse(self, words: str) -> str:
        typed = LEAD.sub("", words).strip(" ?`\"'“”")
        if not typed or len(typed) > LONGEST:
            raise NotUnderstood("Which customer?", "Say an identifier, for instance `who C-1029`.")
        return typed

    def run(self, request: Request, arguments: str, desk: Desk) -> Result:
        if arguments.lower() in MOVED:
            return show_moves(request, Against(), desk)
        return explain_customer(find_subject(request, desk), arguments, desk)


add(Who())
