"""Figures and column names as pictures write them."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from segmentation.column_words import feature_label, normalised, with_unit

_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1850, 2150
_YEAR = re.compile(r"^(year|yr|jahr|annee)\b|\b(birth|geburts|naissance)[a-z]* ?(year|jahr)?$")
_NOT_COUNTED = ("days", "months", "years")
_LINK = re.compile(r" (?:at|between|in|of|on|per|since|to) ")
_MONEY = {"charges", "earnings", "payments", "purchases", "sales", "savings"}
_called: ContextVar[Mapping[str, str] | None] = ContextVar("what columns are called", default=None)
_LARGE = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))


def figure(value: float) -> str:
    """A number with about three significant figures and thousands marks.

    >>> [figure(v) for v in (12300, 56.14, 0.4213, 81, 4_560_000, -3)]
    ['12,300', '56.1', '0.42', '81', '4.56 m', '−3']
    """
    sign, size = "−" if value < 0 else "", abs(value)
    for unit, word in _LARGE:
        if size >= unit:
            return f"{sign}{size / unit:.3g} {word}"
    if size == int(size) or size >= 99.95:
        return f"{sign}{size:,.0f}"
    text = f"{size:.1f}" if size >= 9.95 else f"{size:#.2g}"
    return sign + text if float(text) else "0"


def percent(share: float) -> str:
    """A share as a whole percent, with one decimal under 10 %.

    >>> percent(0.405), percent(0.031), percent(0), percent(0.0001)
    ('41 %', '3.1 %', '0 %', '< 0.1 %')
    """
    value = share * 100
    if 0 < value < 0.05:
        return "< 0.1 %"
    # Halves go up, as people round, not to the even neighbour, as Python does.
    return f"{value:.1f} %" if 0 < value < 9.95 else f"{math.floor(round(value, 9) + 0.5)} %"


def number_word(number: int) -> str:
    """Five for 5; figures above twelve."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def count(number: int, noun: str) -> str:
    """`1 customer`, `3,204 customers`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@contextmanager
def calling(columns: Mapping[str, str]) -> Iterator[None]:
    """Inside the block, `spoken` and `titled` call these columns so (`Analysis.called`).

    >>> with calling({"F": "flights"}):
    ...     spoken("F"), titled("F"), spoken("R")
    ('flights', 'Flights', 'R')
    """
    token = _called.set(columns)
    try:
        yield
    finally:
        _called.reset(token)


def spoken(column: str) -> str:
    """A column's name as it reads in a sentence.

    >>> spoken("Annual Income (k$)"), spoken("CREDIT_LIMIT")
    ('annual income', 'credit limit')
    """
    return (_called.get() or {}).get(column) or feature_label(column)[0]


def titled(column: str) -> str:
    """A column's name as it stands beside an axis, with its unit.

    >>> titled("Annual Income (k$)"), titled("recency_days"), titled("monetary_value_usd")
    ('Annual income (k$)', 'Time since the last purchase (days)', 'Spend ($)')
    """
    label, unit = spoken(column), feature_label(column)[1]
    return f"{sentence(label)} ({unit})" if unit else sentence(label)


def quantity(value: float, column: str) -> str:
    """A figure of a column with the unit that the column's name tells.

    >>> quantity(86.54, "Annual Income (k$)"), quantity(-3, "balance"), quantity(12, "tenure_days")
    ('$86.5k', '−3', '12 days')
    >>> quantity(1969.2, "Year_Birth"), quantity(1, "Recency (days)"), quantity(-1, "tenure_days")
    ('1969', '1 day', '−1 day')
    """
    if _FIRST_YEAR <= value <= _LAST_YEAR and _YEAR.search(normalised(column)):
        return f"{value:.0f}"
    sign = "−" if value < 0 and figure(value) != "0" else ""
    return sign + with_unit(figure(abs(value)), feature_label(column)[1])


def listed(words: Sequence[str], most: int = 4) -> str:
    """`a, b and c`; beyond `most`, `a, b and 3 more`."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def money_of(labels: Sequence[str]) -> str:
    """What a share of money is a share of, by the words of the columns that it is the sum of.

    >>> money_of(["monthly charges"]), money_of(["yearly amount spent"]), money_of(["wine", "fish"])
    ('all monthly charges', 'the yearly amount spent', 'the money')
    """
    if len(labels) != 1 or labels[0] in {"spend", "total spend"}:
        return "the money"
    return f"{'all' if several(labels[0]) else 'the'} {labels[0].removeprefix('total ')}"


def counted(label: str) -> bool:
    """Whether a label names things that are counted: orders, children, years in work.

    >>> [counted(label) for label in ("web visits", "kids at home", "use of discounts", "income")]
    [True, True, False, False]
    """
    last = _LINK.split(label, maxsplit=1)[0].split()[-1]
    linked = _LINK.search(label) is not None
    return several(label) and last not in _MONEY and (linked or last not in _NOT_COUNTED)


def several(label: str) -> bool:
    """Whether a label is a plural: payments, children, visits to the website.

    >>> [several(label) for label in ("minimum payments", "kids at home", "status", "days a week")]
    [True, True, False, False]
    """
    last = _LINK.split(label, maxsplit=1)[0].split()[-1]
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return plural or last in {"children", "people"}


def compared(label: str, *, more: bool) -> str:
    """`more orders`, `longer the time since the last purchase`, `lower the age`.

    >>> compared("orders", more=True), compared("age", more=False)
    ('more orders', 'lower the age')
    """
    if counted(label):
        return f"{'more' if more else 'fewer'} {label}"
    if label.split()[0] in {"time", "duration", "length"}:
        return f"{'longer' if more else 'shorter'} the {label}"
    return f"{'higher' if more else 'lower'} the {label}"


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def abridged(sentences: Sequence[str], most: int) -> str:
    """As many whole sentences as fit into `most` characters, and how many were left out."""
    kept: list[str] = []
    for place, part in enumerate(sentences):
        rest = f" {len(sentences) - place} more not said here."
        if len(" ".join([*kept, part])) + len(rest) > most:
            return " ".join(kept) + rest if kept else part[: most - 1] + "…"
        kept.append(part)
    return " ".join(kept)
