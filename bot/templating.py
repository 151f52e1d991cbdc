"""Jinja2 for everything that people read: strict, escaped for Slack's mrkdwn, figures formatted.

Templates lie in `templates/` and are meant to be edited by a marketer.
"""

import math
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.place_hints import in_slack
from segmentation.phrasing import listed, number_word, sentence, spoken

ROOT = Path(__file__).parent
# Signs that Slack would read as bold, strike-through, code; names get their look-alikes.
LOOK_ALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
EDGE_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
AGES = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def templates_folder() -> Path:
    """The repository's `templates/`, or the copy that was installed with the package."""
    beside = ROOT.parent / "templates"
    return beside if beside.is_dir() else ROOT / "templates"


def escape(text: object) -> str:
    """Slack's three: & < > (an HTML escape would also break quotes)."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def verbatim(text: object) -> str:
    """A name from a file as it stands: one line, no mention, no formatting, nothing else."""
    one_line = " ".join(str(text).split()).translate(LOOK_ALIKES)
    return escape(EDGE_UNDERSCORE.sub("ˍ", one_line))


def ago(seconds: float) -> str:
    """`just now`, `5 minutes ago`, `3 hours ago`, `2 days ago`."""
    for length, unit in AGES:
        if seconds >= length:
            return f"{count(int(seconds // length), unit)} ago"
    return "just now"


def percent(share: float) -> str:
    """A share as a whole percent, with one decimal under 10 %."""
    value = share * 100
    # Halves go up, as people round, not to the even neighbour, as Python does.
    return f"{value:.1f} %" if 0 < value < 9.95 else f"{math.floor(round(value, 9) + 0.5)} %"


def figure(value: float) -> str:
    """A number with three significant figures and thousands marks: 12,300 · 56.1 · 0.42."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2g}"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 customer`, `3,204 customers`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


FILTERS: dict[str, Callable[..., Any]] = {
    "esc": escape,
    "percent": percent,
    "figure": figure,
    "count": count,
    "verbatim": verbatim,
    "ago": ago,
    "word": number_word,
    "listed": listed,
    "spoken": spoken,
    "sentence": sentence,
}


_own: list[Path] = []


def use_templates(folder: Path | None) -> None:
    """Read from a marketer's own folder from now on; what it lacks comes with the program."""
    _own[:] = [folder] if folder else []


def environment(folder: Path | None = None) -> Environment:
    """The environment of a templates folder, else of the one in use; undefined variables are
    errors."""
    return _environment((*([folder] if folder else _own), templates_folder()))


@lru_cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    env = Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=False,  # mrkdwn is not HTML; cells and names pass through `esc`
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(FILTERS)
    return env


def render(template: str, **facts: Any) -> str:
    """The text of a template, without the blank lines around it."""
    return in_slack(environment().get_template(template).render(**facts).strip())
