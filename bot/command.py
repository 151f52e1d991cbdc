"""What a command is: words that people say, arguments read from them, a result; and the registry.

A command answers to one or more first words (`profile`, or `k` of `k=5`), reads the rest with
`parse`, and `run` gives a result object. It returns data, never blocks, and knows no Slack.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol, runtime_checkable

from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from segmentation.errors import BadRequest

FIRST_WORD = re.compile(r"[a-z]+|\?", re.IGNORECASE)


class NotUnderstood(BadRequest):
    """Words that no command answers to, or arguments that it cannot read."""


class Command(Protocol):
    """One subcommand. A frozen dataclass: its fields are its parameters.

    words: the first words it answers to; the first of them is its name.
    help: usage, summary and an example, for `/segment help` and for the completion list.
    computes: whether it needs the heavy machinery (and so waits its turn behind other analyses).
    """

    @property
    def name(self) -> str: ...
    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def help(self) -> CommandHelp: ...
    @property
    def computes(self) -> bool: ...

    def parse(self, words: str) -> Any:
        """The arguments in these words (all of them, the first included). Raises NotUnderstood."""
        ...

    def run(self, request: Request, arguments: Any, desk: Desk) -> Result | None:
        """What was found out; None where what was done shows by itself."""
        ...


@runtime_checkable
class ComputesAtTimes(Protocol):
    """A command whose arguments decide whether it needs the heavy machinery."""

    def computes_for(self, words: str) -> bool: ...


COMMANDS: dict[str, Command] = {}


def add(command: Command) -> Command:
    """Register a command under each of its words."""
    for word in command.words:
        if word in COMMANDS:
            raise ValueError(f"two commands answer to {word!r}")
        COMMANDS[word] = command
    return command


def commands() -> tuple[Command, ...]:
    """Every command once, in the order of registration."""
    return tuple(dict.fromkeys(COMMANDS.values()))


def helps() -> tuple[CommandHelp, ...]:
    """What people can say, in the order of the help."""
    return tuple(command.help for command in commands() if command.name != "welcome")


@dataclass(frozen=True, slots=True)
class Understood:
    """A command and the arguments that were read for it."""

    command: Command
    arguments: Any


def find(words: str) -> Command:
    """The command that answers to these words. Raises NotUnderstood with the nearest ones."""
    said = words.strip()
    first = FIRST_WORD.match(said)
    word = first.group().lower() if first else ""
    if word in COMMANDS:
        return COMMANDS[word]
    near = get_close_matches(word, COMMANDS, n=1, cutoff=0.7)
    hint = f"Did you mean `{COMMANDS[near[0]].help.example}`?" if near else "Say `help` for a list."
    raise NotUnderstood(f"I don't know what “{said[:80]}” asks for.", hint)


def understand(words: str) -> Understood:
    """The command in these words with its arguments. Raises NotUnderstood."""
    command = find(words)
    return Understood(command, command.parse(words.strip()))


def needs_computing(request: Request) -> bool:
    """Whether a request waits its turn behind other analyses."""
    if request.file_id:
        return True
    try:
        command = find(request.words)
    except NotUnderstood:
        return False
    if isinstance(command, ComputesAtTimes):
        return command.computes_for(request.words)
    return command.computes
