"""Numbers from text: decimal comma, thousands, currency, percent, brackets for negatives."""

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
    r"us\$|r\$|a\$|c\$|ca\$|au\$|nz\$|hk\$|s\$|mx\$|\$|€|£|¥|₹|₽|₩|₺|₴|₪|฿|₫|₦|₱|₡|₸"
    r"|usd|eur|gbp|jpy|cny|rmb|inr|rs\.?|brl|aud|cad|nzd|sgd|hkd|chf|sfr\.?|fr\.|sek|nok|dkk|kr\.?"
    r"|pln|zł|zl|czk|kč|huf|ft|try|tl|rub|руб\.?|zar|mxn|krw|thb|idr|rp\.?|myr|rm|ils|aed|sar|元|円"
    r"|dollars?|euros?"
)
_SHAPE = (
    rf"(?i)^(?P<open>\(?)\s*(?P<sign>[+-]?)\s*(?P<before>(?:{_CURRENCY})?)\s*(?P<sign2>[+-]?)"
    r"(?P<core>[0-9.,][0-9.,' ]*)(?P<power>(?:e[+-]?[0-9]{1,3})?)"
    rf"\s*(?P<after>(?:%|{_CURRENCY})?)\s*(?P<tail>-?)(?P<close>\)?)$"
)
_GROUPS = r"[0-9]{{1,3}}(?:(?:{0}[0-9]{{3}})+|(?: [0-9]{{3}})+|(?:'[0-9]{{3}})+)"
_INDIAN = r"[0-9]{{1,2}}(?:{0}[0-9]{{2}})+{0}[0-9]{{3}}"
_FORM = rf"^(?:(?:[0-9]+|{_GROUPS}|{_INDIAN})(?:{{1}}[0-9]*)?|{{1}}[0-9]+)$"
_FORMS: dict[DecimalSign, str] = {
    ".": _FORM.format(",", r"\."),
    ",": _FORM.format(r"\.", ","),
}
_SEPARATORS = r"[ ']"
_UNICODE_SIGNS = (("−", "-"), ("–", "-"), ("’", "'"), ("`", "'"), ("´", "'"))


@dataclass(frozen=True)
class Written:
    """How the distinct cells of a column are written, before they are read as numbers.

    text: the column.
    parts: struct array of the pieces of each cell, null where it is no number.
    as_point, as_comma: (u,) whether the digits make sense with this decimal sign.
    """

    text: CellText
    parts: pa.StructArray
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

    def part_share(self, name: str, pattern: str) -> float:
        """The share of numbers whose part matches a regular expression."""
        piece = pc.fill_null(pc.struct_field(self.parts, name), "")
        matched = np.asarray(pc.match_substring_regex(piece, pattern), dtype=bool)
        return self.text.count(matched & self.numeric) / max(1, self.text.count(self.numeric))


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
    """Take the distinct cells of a column apart into sign, currency, digits and so on."""
    clean = pc.utf8_normalize(text.distinct, form="NFKC")
    for found, plain in _UNICODE_SIGNS:
        clean = pc.replace_substring(clean, found, plain)
    parts = pc.extract_regex(clean, pattern=_SHAPE)
    core = pc.utf8_trim_whitespace(pc.struct_field(parts, "core"))
    return Written(text, parts, _fits(core, "."), _fits(core, ","))


def _fits(core: pa.Array, decimal: DecimalSign) -> np.ndarray:
    fits = pc.match_substring_regex(core, _FORMS[decimal])
    return np.asarray(pc.fill_null(fits, False), dtype=bool)


def read_numbers(column: Written, decimal: DecimalSign) -> np.ndarray:
    """(u,) float64 of the distinct cells read with this decimal sign, NaN where it is no number.

    Brackets and a trailing minus make a number negative; `45%` is 45.
    """
    fits = column.as_point if decimal == "." else column.as_comma
    digits = pc.replace_substring_regex(pc.struct_field(column.parts, "core"), _SEPARATORS, "")
    digits = pc.replace_substring(digits, "," if decimal == "." else ".", "")
    digits = pc.replace_substring(digits, decimal, ".")
    power = pc.struct_field(column.parts, "power")
    whole = pc.binary_join_element_wise(digits, power, pa.scalar("", digits.type))
    numbers = pc.cast(pc.if_else(pa.array(fits), whole, None), pa.float64())
    values: np.ndarray = numbers.to_numpy(zero_copy_only=False) * _signs(column.parts)
    return values


def _signs(parts: pa.StructArray) -> np.ndarray:
    minus = np.zeros(len(parts), dtype=bool)
    for name, sign in (("open", "("), ("sign", "-"), ("sign2", "-"), ("tail", "-")):
        piece = pc.fill_null(pc.equal(pc.struct_field(parts, name), sign), False)
        minus |= np.asarray(piece, dtype=bool)
    return np.where(minus, -1.0, 1.0)


def groups_only(column: Written, sign: str) -> bool:
    """Whether a sign that could be a decimal one only ever stands before three digits, as
    thousands do: no number begins with 0, none of a thousand or more goes without the sign."""
    cores = pc.struct_field(column.parts, "core")
    stop = "\\" + sign
    grouped = pc.match_substring_regex(cores, rf"^[1-9][0-9]{{0,2}}({stop}[0-9]{{3}})+$")
    small = pc.match_substring_regex(cores, r"^[0-9]{1,3}$")
    fits = np.asarray(pc.fill_null(pc.or_(grouped, small), False), dtype=bool)
    return bool(fits[column.numeric].all())


def ends_in_zero(column: Written) -> bool:
    """Whether a grouped number ends in 0, which programs seldom write behind a decimal sign."""
    cores = pc.struct_field(column.parts, "core")
    return bool(pc.any(pc.match_substring_regex(cores, r"[.,][0-9]*0$")).as_py())
