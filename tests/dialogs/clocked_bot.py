"""The real bot under a clock that a test moves: python clocked_bot.py CLOCK_FILE.

The file holds a moment in ISO form, with its zone; digests are looked at several times a second.
"""

import sys
from datetime import datetime
from pathlib import Path

from bot.bootstrap import build_bot
from bot.settings import load_settings


def main(clock_file: Path) -> None:
    def clock() -> datetime:
        return datetime.fromisoformat(clock_file.read_text(encoding="utf-8"))

    with build_bot(load_settings(None), clock, tick_seconds=0.3) as bot:
        bot.connect()
        sys.stdin.readline()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
