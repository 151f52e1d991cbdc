"""Numbers from text: decimal comma, thousands, currency, percent, brackets for negatives."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.intake.cell_text import CellText

DecimalSign = Literal[".", ","]

# Beyond this a cell is a slip of the keyboard, and its square would no longer be finite.
LARGEST = 1e100
_CURRENCY = (
    r"(?:us\$|r\$|a\$|c\$|ca\$|au\$|nz\$|hk\$|s\$|mx\$|\$|€|£|¥|₹|₽|₩|₺|₴|₪|฿|₫|₦|₱|₡|₸"
    r"|usd|eur|gbp|jpy|cny|rmb|inr|rs|brl|aud|cad|nzd|sgd|hkd|chf|sfr|fr|sek|nok|dkk|kr|pln|zł|zl"
    r"|czk|kč|huf|ft|try|tl|rub|руб|zar|mxn|krw|thb|idr|rp|myr|rm|ils|aed|sar|元|円|dollars?|euros?)"
)
# Some abbreviations of currencies end in a point that belongs to no number.
_POINTED = r"(?i)(rs|sfr|fr|kr|rp|руб)\."
# What is left of a cell when its digits and their separators shrink to one #.
_SHAPE = re.compile(rf"(?i)(\(?)([+-]?)({_CURRENCY}?)([+-]?)#(%|{_CURRENCY})?(-?)(\)?)")
_POWER = r"(?i)^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)e[+-]?[0-9]{1,3}$"
_DIGITS = r"[.,' ]*[0-9][0-9.,' ]*"
_NO_DIGITS = r"[^0-9.,' ]+"
_GROUPS = r"[0-9]{{1,3}}(?:(?:{0}[0-9]{{3}})+|(?: [0-9]{{3}})+|(?:'[0-9]{{3}})+)"
_INDIAN = r"[0-9]{{1,2}}(?:{0}[0-9]{{2}})+{0}[0-9]{{3}}"
_FORM = rf"^(?:(?:[0-9]+|{_GROUPS}|{_INDIAN})(?:{{1}}[0-9]*)?|{{1}}[0-9]+)$"
_FORMS: dict[DecimalSign, str] = {
    ".": _FORM.format(",", r"\."),
    ",": _FORM.format(r"\.", ","),
}
_SEPARATORS: dict[DecimalSign, str] = {".": "[ ',]", ",": "[ '.]"}
_UNICODE_SIGNS = (("−", "-"), ("–", "-"), ("’", "'"), ("`", "'"), ("´", "'"))


@dataclass(frozen=True)
class Written:
    """How the distinct cells of a column are written, before they are read as numbers.

    text: the column.
    core: (u,) the digits of each cell with what separates them, "" where it is no number; numbers
    with an exponent stand there whole.
    negative, currency, percent: (u,) what stands around the digits.
    power: (u,) whether there is an exponent.
    as_point, as_comma: (u,) whether the digits make sense with this decimal sign.
    """

    text: CellText
    core: pa.Array
    negative: np.ndarray
    currency: np.ndarray
    percent: np.ndarray
    power: np.ndarray
    as_point: np.ndarray
    as_comma: np.ndarray

    @property
    def numeric(self) -> np.ndarray:
        """(u,) which cells are numbers with one decimal sign or the other."""
        either: np.ndarray = self.as_point | self.as_comma
        return either

    @property
    def decimal(self) -> DecimalSign | None:
        """The decimal sign that more cells can only be written with; None where none tells."""
        point = self.text.count(self.as_point & ~self.as_comma)
        comma = self.text.count(self.as_comma & ~self.as_point)
        return None if point == comma else "." if point > comma else ","

    def share(self, marked: np.ndarray) -> float:
        """The share of numbers that are marked, 0 to 1."""
        return self.text.count(marked & self.numeric) / max(1, self.text.count(self.numeric))

    def cores_like(self, pattern: str) -> np.ndarray:
        """(u,) which digits match a regular expression."""
        return np.asarray(pc.match_substring_regex(self.core, pattern), dtype=bool)


def plain_numbers(cells: pa.ChunkedArray) -> np.ndarray | None:
    """(n,) float64 of a column in which every filled cell is a plain number; None otherwise.

    The quick way for most columns: digits with an optional point, sign and exponent. Empty
    cells and `nan` are NaN.
    """
    try:
        numbers = pc.cast(cells, pa.float64())
    except pa.ArrowInvalid:
        return None
    values: np.ndarray = numbers.to_numpy()
    return values


def written(text: CellText) -> Written:
    """Take the distinct cells of a column apart into digits and what stands around them."""
    clean = _plain_signs(text.distinct)
    shapes = pc.replace_substring_regex(clean, _DIGITS, "#").dictionary_encode()
    spelled = shapes.dictionary.to_pylist()
    which = shapes.indices.to_numpy()
    matches = [_SHAPE.fullmatch(shape.replace(" ", "")) for shape in spelled]
    power = np.asarray(pc.match_substring_regex(clean, _POWER), dtype=bool)
    known = np.array([match is not None for match in matches], dtype=bool)[which]
    core = pc.utf8_trim_whitespace(pc.replace_substring_regex(clean, _NO_DIGITS, ""))
    core = pc.if_else(pa.array(known), core, pc.if_else(pa.array(power), clean, ""))
    return Written(
        text,
        core,
        negative=_told(matches, _is_negative)[which],
        currency=_told(matches, _has_currency)[which],
        percent=_told(matches, lambda match: match[5] == "%")[which],
        power=power,
        as_point=_fits(core, ".") | power,
        as_comma=_fits(core, ","),
    )


def _plain_signs(words: pa.Array) -> pa.Array:
    """Full-width digits, odd blanks, minus signs and apostrophes in their ASCII form."""
    if not pc.all(pc.string_is_ascii(words)).as_py():
        words = pc.utf8_normalize(words, form="NFKC")
        for found, plain in _UNICODE_SIGNS:
            words = pc.replace_substring(words, found, plain)
    pointed = pc.any(pc.match_substring_regex(words, _POINTED)).as_py()
    return pc.replace_substring_regex(words, _POINTED, r"\1") if pointed else words


def _told(
    matches: Sequence[re.Match[str] | None], tells: Callable[[re.Match[str]], bool]
) -> np.ndarray:
    return np.array([match is not None and tells(match) for match in matches], dtype=bool)


def _is_negative(match: re.Match[str]) -> bool:
    brackets = match[1] == "(" and match[7] == ")"
    return brackets or "-" in (match[2], match[4], match[6])


def _has_currency(match: re.Match[str]) -> bool:
    return bool(match[3]) or (match[5] or "%") != "%"


def _fits(core: pa.Array, decimal: DecimalSign) -> np.ndarray:
    return np.asarray(pc.match_substring_regex(core, _FORMS[decimal]), dtype=bool)


def read_numbers(column: Written, decimal: DecimalSign) -> np.ndarray:
    """(u,) float64 of the distinct cells read with this decimal sign, NaN where it is no number.

    Brackets and a trailing minus make a number negative; `45%` is 45.
    """
    fits = column.as_point if decimal == "." else column.as_comma
    digits = pc.replace_substring_regex(column.core, _SEPARATORS[decimal], "")
    if decimal == ",":
        digits = pc.replace_substring(digits, ",", ".")
    numbers = pc.cast(pc.if_else(pa.array(fits), digits, None), pa.float64())
    values: np.ndarray = numbers.to_numpy(zero_copy_only=False)
    return np.where(column.negative, -values, values)


def groups_only(column: Written, sign: str) -> bool:
    """Whether a sign that could be a decimal one only ever stands before three digits, as
    thousands do: no number begins with 0, none of a thousand or more goes without the sign."""
    fits = column.cores_like(rf"^(?:[1-9][0-9]{{0,2}}(?:\{sign}[0-9]{{3}})+|[0-9]{{1,3}})$")
    return bool(fits[column.numeric].all())


def ends_in_zero(column: Written) -> bool:
    """Whether a grouped number ends in 0, which programs seldom write behind a decimal sign."""
    return bool(column.cores_like(r"[.,][0-9]*0$").any())
