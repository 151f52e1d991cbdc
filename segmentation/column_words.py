"""What a column's name says in words: a label for sentences, a unit, a form to match against."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from segmentation.glued_words import parted

if TYPE_CHECKING:
    from segmentation.results import Column

_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][^\W\d_A-Z])")
_NOT_WORD = re.compile(r"[^\w%$€£]+|_+")
_SCALE = re.compile(r"[\d.,]+\s*(?:-|–|to|bis|à|/)\s*[\d.,]+")

_CURRENCIES = {
    "usd": "$", "us$": "$", "$": "$", "dollar": "$", "dollars": "$",
    "eur": "€", "euro": "€", "euros": "€", "€": "€",
    "gbp": "£", "pounds": "£", "£": "£",
}  # fmt: skip
_TIMES_1000 = {"k", "t", "thousand", "thousands", "tsd"}
_UNITS = {
    "day": "days", "days": "days", "tage": "days", "jours": "days",
    "week": "weeks", "weeks": "weeks", "wochen": "weeks",
    "mo": "months", "month": "months", "months": "months", "monate": "months", "mois": "months",
    "year": "years", "years": "years", "yrs": "years", "jahre": "years", "ans": "years",
    "hours": "hours", "hrs": "hours", "min": "minutes", "mins": "minutes",
    "minutes": "minutes", "sec": "seconds", "secs": "seconds", "seconds": "seconds",
    "km": "km", "miles": "miles", "kg": "kg",
    "%": "%", "pct": "%", "percent": "%", "prozent": "%",
}  # fmt: skip
# As the last word of a name these are units; a singular ("visits month") may be another thing.
_TRAILING = {word for word, unit in _UNITS.items() if word == unit} | {
    "yrs", "hrs", "mins", "secs", "pct", "usd", "eur", "gbp", "thousands", "tage", "jahre",
}  # fmt: skip
_LEADING = (("number", "of"), ("no", "of"), ("nr", "of"), ("count", "of"),
            ("num",), ("nr",), ("cnt",), ("mnt",), ("amt",), ("anzahl",))  # fmt: skip
_SPELLED_OUT = {
    "avg": "average", "qty": "quantity", "amt": "amount", "trx": "transactions",
    "txn": "transactions", "txns": "transactions", "pct": "percent", "prc": "percent",
    "freq": "frequency", "acct": "account", "oneoff": "one-off", "yrs": "years",
    "hh": "household", "cust": "customer", "custs": "customers",
    "prod": "product", "prods": "products", "num": "number", "tot": "total", "ttl": "total",
    "bal": "balance", "max": "maximum", "addr": "address", "idx": "index", "desc": "description",
    "dept": "department", "pmt": "payment", "pymt": "payment", "pmts": "payments",
    "prev": "previous", "purch": "purchases", "hrs": "hours", "mins": "minutes",
    "mth": "month", "mths": "months", "yr": "year", "grp": "group", "seg": "segment",
    "svc": "service", "installments": "instalments", "ed": "education",
}  # fmt: skip
# Words that belong together, and how people say them.
_TOGETHER = {
    "customer cat": "customer category", "product cat": "product category",
    "age cat": "age category", "kid home": "kids at home", "teen home": "teenagers at home",
    "year birth": "year of birth", "visits bank": "bank visits", "visits online": "online visits",
    "visits month": "visits per month", "deals purchases": "purchases on deals",
    "instalments purchases": "instalment purchases",
    "purchases instalments": "instalment purchases", "purchases frequency": "purchase frequency",
    "purchases transactions": "purchase transactions", "percent full payment": "paid in full",
}  # fmt: skip
_TOGETHER_PATTERN = re.compile(rf"\b(?:{'|'.join(_TOGETHER)})\b")
# Whole labels that have a plainer word.
_PLAINER = {
    "monetary": "spend", "monetary value": "spend", "frequency": "orders",
    "recency": "time since the last purchase", "tenure": "time as a customer",
    "reside": "household size", "pdays": "days since the previous contact",
    "poutcome": "previous outcome",
}  # fmt: skip

_known: ContextVar[Mapping[str, str] | None] = ContextVar("units of cells", default=None)


@contextmanager
def in_units(columns: Iterable["Column"]) -> Iterator[None]:
    """Inside the block, these columns have the units that their cells carry, where their names tell
    none: income of cells such as €1,200 is told as €1,200.

    columns : of a dataset, as it was read.
    """
    token = _known.set({column.name: column.unit for column in columns if column.unit})
    try:
        yield
    finally:
        _known.reset(token)


def currency_sign(mark: str) -> str:
    """`$`, `€` or `£` for what stands beside the digits of a cell; empty for any other.

    >>> currency_sign("EUR"), currency_sign("$"), currency_sign("R$"), currency_sign("kg")
    ('€', '$', '', '')
    """
    return _CURRENCIES.get(mark.strip().casefold(), "")


def _tokens(name: str) -> list[str]:
    return [word for word in _NOT_WORD.split(_CAMEL.sub(" ", name)) if word]


def normalised(name: str) -> str:
    """A column's name as patterns see it: lower case, no accents, words apart by one space.

    >>> normalised("Annual Income (k$)"), normalised("DebtIncomeRatio"), normalised("Größe_2")
    ('annual income k$', 'debt income ratio', 'grosse 2')
    """
    plain = unicodedata.normalize("NFKD", " ".join(_tokens(name)).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_apart(name: str) -> str:
    """A column's name as patterns of concepts see it: normalised, glued words parted.

    >>> words_apart("PRICEEACH"), words_apart("annualincome")
    ('price each', 'annual income')
    """
    return " ".join(part for word in normalised(name).split() for part in parted(word))


def _unit_of(text: str) -> str:
    """The unit in a bracket's words; empty for scales such as 1-100 and for remarks."""
    text = text.strip().casefold()
    if not text or _SCALE.fullmatch(text):
        return ""
    words = re.findall(r"us\$|[tk]?[$€£]|%|[^\W\d_]+", text)
    glued = [part for word in words for part in _unglued(word)]
    currency = next((_CURRENCIES[word] for word in glued if word in _CURRENCIES), None)
    thousand = "k" if _TIMES_1000 & set(glued) else ""
    if currency is not None:
        return thousand + currency
    if len(glued) == 1:
        return thousand or _UNITS.get(glued[0], text if len(text) <= 4 else "")
    return ""


def _unglued(word: str) -> tuple[str, ...]:
    """`keur` and `teur` are thousands of euros."""
    if word[:1] in _TIMES_1000 and word[1:] in _CURRENCIES:
        return word[0], word[1:]
    return (word,)


def _without_noise(words: list[str]) -> list[str]:
    folded = [word.casefold() for word in words]
    for lead in _LEADING:
        if len(words) > len(lead) and tuple(folded[: len(lead)]) == lead:
            return words[len(lead) :]
    return words


def _trailing_unit(words: list[str]) -> tuple[list[str], str]:
    """Split a unit off the end: tenure_months, income_usd, tenure in days."""
    last = words[-1].casefold() if words else ""
    if len(words) < 2 or not (last in _TRAILING or set(last) & set("$€£%")):
        return words, ""
    rest = words[:-1]
    if rest[-1].casefold() in {"per", "of", "a", "first", "last"}:
        return words, ""
    if len(rest) > 1 and rest[-1].casefold() in {"in", "by"}:
        rest = rest[:-1]
    return rest, _unit_of(last)


def feature_label(name: str) -> tuple[str, str]:
    """How to call a column in a sentence, and its unit where the name tells one.

    Returns
    -------
    label, unit: the unit is a symbol ("$", "k$", "%"), a word ("days") or empty; of columns whose
    name tells none it is that of their cells, inside `in_units`.

    >>> feature_label("Annual Income (k$)")
    ('annual income', 'k$')
    >>> feature_label("Spending Score (1-100)"), feature_label("tenure_months")
    (('spending score', ''), ('time as a customer', 'months'))
    >>> feature_label("ONEOFF_PURCHASES"), feature_label("NumWebPurchases")
    (('one-off purchases', ''), ('web purchases', ''))
    >>> feature_label("QUANTITYORDERED"), feature_label("custcat"), feature_label("Kidhome")
    (('quantity ordered', ''), ('customer category', ''), ('kids at home', ''))
    >>> feature_label("monetary_value_usd"), feature_label("returned_share_pct")
    (('spend', '$'), ('returned share', '%'))
    """
    unit = next((u for u in map(_unit_of, _BRACKETS.findall(name)) if u), "")
    bare = _BRACKETS.sub(" ", name)
    tokens = _tokens(bare) or _tokens(name) or ["unnamed"]
    words, trailing = _trailing_unit([part for token in tokens for part in parted(token)])
    words = _without_noise(words)
    shouted = not any(letter.islower() for letter in bare)
    label = " ".join(_cased(word, shouted and len(words) + len(words[0]) > 2) for word in words)
    label = _TOGETHER_PATTERN.sub(lambda found: _TOGETHER[found.group()], label)
    told = unit or trailing or (_known.get() or {}).get(name, "")
    return _PLAINER.get(label, label), told


def _cased(word: str, shouted: bool) -> str:
    """Lower case, but GMV stays GMV in a name that is not written in capitals throughout."""
    known = _SPELLED_OUT.get(word.casefold())
    if known is None and word.isupper() and len(word) <= 4 and not shouted:
        return word
    return known or word.lower()


def with_unit(figure: str, unit: str) -> str:
    """A figure that has been written out, with its unit where people put it.

    >>> with_unit("86.5", "k$"), with_unit("-5", "€"), with_unit("12", "%"), with_unit("3", "days")
    ('$86.5k', '-€5', '12 %', '3 days')
    >>> with_unit("1", "days"), with_unit("-1", "miles"), with_unit("1.5", "days")
    ('1 day', '-1 mile', '1.5 days')
    """
    symbol, thousand = unit.removeprefix("k"), "k" if unit.startswith("k") else ""
    if symbol in {"$", "€", "£"}:
        sign, digits = ("-", figure[1:]) if figure.startswith("-") else ("", figure)
        return f"{sign}{symbol}{digits}{thousand}"
    if unit == "k":
        return f"{figure}k"
    if figure.lstrip("-−") == "1" and unit in _UNITS.values():
        unit = unit.removesuffix("s")
    return f"{figure} {unit}" if unit else figure
