"""The people and channels that every workspace starts with: a small shop and its bot."""

from bot.workspace.model import Channel, Kind, Member
from bot.workspace.options import WorkspaceOptions
from bot.workspace.state import State

TEAM = "T0MARIGOLD"
OTHER_TEAM = "T0ELSEWHER"
APP = "A0SEGMENTB"
BOT = "B0SEGMENTB"
BOT_USER = "U0SEGMENTB"

PEOPLE = (
    Member("U0ADAOKAFO", "ada", "Ada Okafor", "Marketing", "b5446e"),
    Member("U0BENLINDQ", "ben", "Ben Lindqvist", "CRM", "2f6f8f"),
    Member("U0CHIARARO", "chiara", "Chiara Rossi", "Sales", "5b7f3a"),
)
ADA, BEN, CHIARA = (person.id for person in PEOPLE)
EVERYBODY = (ADA, BEN, CHIARA)

CHANNELS: tuple[tuple[str, str, Kind, tuple[str, ...], str], ...] = (
    ("C0CUSTOMER", "customers", "channel", (*EVERYBODY, BOT_USER), "Who buys from us, and why"),
    ("C0GENERAL0", "general", "channel", EVERYBODY, "Everything else"),
    ("C0BOARD000", "board", "private", (CHIARA,), "Plans that are not ready"),
    ("D0ADABOT00", "", "im", (ADA, BOT_USER), ""),
)


def sow(state: State, options: WorkspaceOptions) -> None:
    """Fill an empty state with the seeded members and channels."""
    bot = Member(
        BOT_USER, options.app.name, options.app.name, options.app.description, "3f3d9e", True
    )
    for member in (*PEOPLE, bot):
        state.members[member.id] = member
    created = int(state.clock.now())
    for id_, name, kind, members, topic in CHANNELS:
        state.put_channel(Channel(id_, name, kind, members[0], created, members, topic))
