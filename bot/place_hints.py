"""Hints that fit where they are read: what one says in Slack, what one types in a terminal.

The core's sentences name both ways at once, Slack's first: (`rows customers`, or --kind customers).
Each place shows its own.
"""

import re

BOTH = re.compile(r"(?P<slack>`[^`]+`), or (?P<terminal>--[\w-]+(?: [\w=%.]+)?)")
AGAIN = re.compile(r"\bdrop (?:it|that|this) here(?: again)?")
BRING = re.compile(r"\b([Dd])rop (?=an? |the )")
TO_BRING = {"D": "Bring ", "d": "bring "}


def in_slack(text: str) -> str:
    """The text without what is typed in a terminal.

    >>> in_slack("Say what each row is (`rows customers`, or --kind customers).")
    'Say what each row is (`rows customers`).'
    """
    return BOTH.sub(r"\g<slack>", text)


def in_terminal(text: str) -> str:
    """The text without what is said in Slack, and without channels to drop files into.

    >>> in_terminal("Say what each row is (`rows customers`, or --kind customers).")
    'Say what each row is (--kind customers).'
    >>> in_terminal("Export it as CSV and drop it here again. Drop a file with more rows.")
    'Export it as CSV and try again. Bring a file with more rows.'
    """
    own = AGAIN.sub("try again", BOTH.sub(r"\g<terminal>", text))
    return BRING.sub(lambda found: TO_BRING[found.group(1)], own)
