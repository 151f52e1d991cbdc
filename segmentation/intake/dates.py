"""Dates among text and numbers: which columns hold them, how they are written, what they say."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.intake.cell_text import CellText

_TIME = r"(?:[T ]\s*[0-9]{1,2}[:.h][0-9]{2}.*)?$"
# The first three letters, without accents, in English, German, French, Spanish, Italian, Dutch.
_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "mar": 3, "maa": 3, "mrt": 3, "apr": 4,
    "abr": 4, "avr": 4, "may": 5, "mai": 5, "mag": 5, "mei": 5, "jun": 6, "juin": 6, "giu": 6,
    "jul": 7, "juil": 7, "lug": 7, "aug": 8, "ago": 8, "aou": 8, "sep": 9, "set": 9, "oct": 10,
    "okt": 10, "ott": 10, "nov": 11, "dec": 12, "dez": 12, "dic": 12,
}  # fmt: skip
_MONTH = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[a-z]*\.?"
_WEEKDAY = r"^(?:[a-z]{2,10}\.?,? )?"
_DAY, _MON = r"(?P<d>0?[1-9]|[12][0-9]|3[01])", r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>[0-9]{4}|[0-9]{2})"
_FOUR = r"(?P<y>[0-9]{4})"
DAY_FIRST, MONTH_FIRST = "day-month-year", "month-day-year"
EITHER = "day and month in either order, then the year"
# Order matters: a column is called by the first form that nearly all of its cells have.
_FORMS: dict[str, str] = {
    "year-month-day": rf"^{_FOUR}[-/.]{_MON}[-/.]{_DAY}{_TIME}",
    DAY_FIRST: rf"^{_DAY}[-/.]{_MON}[-/.]{_YEAR}{_TIME}",
    MONTH_FIRST: rf"^{_MON}[-/.]{_DAY}[-/.]{_YEAR}{_TIME}",
    "day, name of the month, year": (
        rf"(?i){_WEEKDAY}{_DAY}(?:st|nd|rd|th)?\.?(?:[- ]| de ){_MONTH}(?:[- ,]+| de ){_YEAR}"
        + _TIME
    ),
    "name of the month, day, year": (
        rf"(?i){_WEEKDAY}{_MONTH}[- ]{_DAY}(?:st|nd|rd|th)?,? {_FOUR}{_TIME}"
    ),
    "year-month": r"^(?P<y>(?:19|20)[0-9]{2})[-/]" + _MON + "$",
    "year, month and day without a sign": (
        r"^(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?:T?[0-9]{4,6})?$"
    ),
}  # fmt: skip
_RECOGNISED = tuple(_FORMS)[:-1]
_TOLD_BY_THEMSELVES = tuple(form for form in _FORMS if form not in (DAY_FIRST, MONTH_FIRST))
_MOST = 0.9
# Units since 1970 of seconds and their thousandths, and Excel's days, from 2000 to 2040 and from
# 1955 to 2064.
_CLOCKS: tuple[tuple[float, float, str], ...] = (
    (946_684_800, 2_208_988_800, "s"),
    (946_684_800_000, 2_208_988_800_000, "ms"),
    (946_684_800_000_000, 2_208_988_800_000_000, "us"),
    (20_000, 60_000, "excel"),
)
_EXCEL_BEGINS = np.datetime64("1899-12-30")
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_SHORT = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def date_order(text: CellText) -> str | None:
    """How the dates of a column are written, or None where fewer than 90 % of its cells are dates.

    `05/04/2020` fits two orders: the one that more cells of the column allow is told, and both
    where they allow both.
    """
    plain = _plain(text.sample.distinct)
    sample = CellText(plain, text.sample.counts, text.sample.codes)
    if max(sample.share(_FORMS[form]) for form in _RECOGNISED) < _MOST / 2:
        return None
    filled = ~text.says_nothing
    total = text.count(filled)
    words = _plain(text.distinct)
    best, most = None, 0
    for order in _RECOGNISED:
        matched = np.asarray(pc.match_substring_regex(words, _FORMS[order]), dtype=bool)
        found = text.count(matched & filled)
        if found > most:
            best, most = order, found
        elif found == most and order == MONTH_FIRST and best == DAY_FIRST:
            best = EITHER
    return best if total and most >= _MOST * total else None


def read_dates(cells: pa.Array, order: str) -> np.ndarray:
    """(u,) datetime64[D] of text cells; NaT where a cell is no date, or a day that never was.

    Parameters
    ----------
    cells : (u,) text; the time of the day is left aside.
    order : one of the forms that `date_order` tells, not EITHER. Cells that are written in another
        form count too, where that leaves no doubt which part is the day.

    Examples
    --------
    >>> read_dates(pa.array(["31/12/2010 8:26", "2011-02-29", "1 Mar 2011"]), "day-month-year")
    array(['2010-12-31',        'NaT', '2011-03-01'], dtype='datetime64[D]')
    """
    words = _plain(pc.utf8_trim_whitespace(pc.cast(cells, pa.large_string())))
    days = np.full(len(words), np.datetime64("NaT", "D"))
    for form in dict.fromkeys((order, *_TOLD_BY_THEMSELVES)):
        left = np.flatnonzero(np.isnat(days))
        if len(left):
            days[left] = _as_written(words.take(pa.array(left)), form)
    return days


def day_and_month(cells: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """The first and the second number of dates such as 05/04/2020, where both can be a month."""
    parts = pc.extract_regex(cells, _FORMS[DAY_FIRST]).drop_null()
    return _numbers(parts.field("d")), _numbers(parts.field("m"))


def _plain(words: pa.Array) -> pa.Array:
    """Without accents: märz, février and août are months too."""
    if pc.all(pc.string_is_ascii(words)).as_py() is not False:
        return words
    return pc.replace_substring_regex(pc.utf8_normalize(words, form="NFKD"), r"\p{Mn}", "")


def _as_written(words: pa.Array, form: str) -> np.ndarray:
    found = pc.extract_regex(words, _FORMS[form])
    days = np.full(len(words), np.datetime64("NaT", "D"))
    at = np.flatnonzero(np.asarray(pc.is_valid(found)))
    parts = found.drop_null()
    year = _numbers(parts.field("y"))
    # As POSIX reads years of two digits: 69 to 99 are of the last century.
    year = np.where(year < 69, year + 2000, np.where(year < 100, year + 1900, year))
    has_day = parts.type.get_field_index("d") >= 0
    day = _numbers(parts.field("d")) if has_day else np.ones(len(year), dtype=np.int64)
    days[at] = real_days(year, _months(parts.field("m")), day)
    return days


def _months(words: pa.Array) -> np.ndarray:
    coded = words.dictionary_encode()
    spelled = [word.lower() for word in coded.dictionary.to_pylist()]
    numbers = [int(word) if word.isdigit() else _MONTHS[word] for word in spelled]
    named: np.ndarray = np.array(numbers, dtype=np.int64)[coded.indices.to_numpy()]
    return named


def _numbers(words: pa.Array) -> np.ndarray:
    numbers: np.ndarray = pc.cast(words, pa.int64()).to_numpy(zero_copy_only=False)
    return numbers


def real_days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """(u,) datetime64[D]; NaT for the 31st of February, the 13th month, the year 9999."""
    sound = (year >= _FIRST_YEAR) & (year < _LAST_YEAR) & (month >= 1) & (month <= 12)
    months = np.where(sound, (year - 1970) * 12 + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    days = first + np.where(sound, day - 1, 0)
    sound &= (day >= 1) & (days.astype("datetime64[M]") == months.astype("datetime64[M]"))
    return np.where(sound, days, np.datetime64("NaT", "D"))


def are_compact_dates(values: np.ndarray) -> bool:
    """Whether numbers are dates such as 19970101: eight digits, each with a real month and day."""
    filled = values[~np.isnan(values)]
    if not len(filled) or filled.min() < 19000101 or filled.max() > 21001231:
        return False
    whole = filled.astype(np.int64)
    month, day = whole // 100 % 100, whole % 100
    real = (whole == filled) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    return bool(real.mean() >= _MOST)


def are_clock_readings(values: np.ndarray) -> bool:
    """Whether numbers count time from a fixed moment, as computers and Excel do.

    Figures of that size are common, so ask only where a column's name speaks of time.
    """
    return _clock(values[~np.isnan(values)]) is not None


def _clock(filled: np.ndarray) -> str | None:
    if not len(filled):
        return None
    low, high = filled.min(), filled.max()
    fitting = (unit for start, end, unit in _CLOCKS if start <= low and high <= end)
    return next(fitting, None)


def read_date_numbers(values: np.ndarray) -> np.ndarray:
    """(n,) datetime64[D] of numbers such as 20110131, Excel's days, or seconds since 1970 (UTC);
    NaT where missing, or where they are none of these.

    >>> read_date_numbers(np.array([20110131.0, np.nan])), read_date_numbers(np.array([45000.5]))
    (array(['2011-01-31',        'NaT'], dtype='datetime64[D]'), array(['2023-03-15'], dtype='datetime64[D]'))
    """  # noqa: E501  (doctest output can't be folded)
    days = np.full(len(values), np.datetime64("NaT", "D"))
    at = np.flatnonzero(~np.isnan(values))
    filled = values[at]
    if are_compact_dates(values):
        whole = filled.astype(np.int64)
        days[at] = real_days(whole // 10000, whole // 100 % 100, whole % 100)
    elif (unit := _clock(filled)) == "excel":
        days[at] = _EXCEL_BEGINS + np.floor(filled).astype(np.int64)
    elif unit is not None:
        days[at] = np.floor(filled).astype(np.int64).astype(f"datetime64[{unit}]").astype("M8[D]")
    return days


def spoken(day: np.datetime64) -> str:
    """A day as people say it: 9 Dec 2011.

    >>> spoken(np.datetime64("2011-12-09"))
    '9 Dec 2011'
    """
    date = day.astype("datetime64[D]").item()
    return f"{date.day} {_SHORT[date.month - 1]} {date.year}"
