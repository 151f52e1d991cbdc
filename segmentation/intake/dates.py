"""Dates among text and numbers: which columns hold them, and in which order day and month stand."""

import numpy as np
import pyarrow.compute as pc

from segmentation.intake.cell_text import CellText

_TIME = r"(?:[T ]\s*[0-9]{1,2}:[0-9]{2}.*)?$"
_MONTH = r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*\.?"
_DAY, _MON = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:[0-9]{4}|[0-9]{2})"
# Order matters: a column is called by the first form that nearly all of its cells have.
_FORMS: tuple[tuple[str, str], ...] = (
    ("year-month-day", rf"^[0-9]{{4}}[-/.]{_MON}[-/.]{_DAY}{_TIME}"),
    ("day-month-year", rf"^{_DAY}[-/.]{_MON}[-/.]{_YEAR}{_TIME}"),
    ("month-day-year", rf"^{_MON}[-/.]{_DAY}[-/.]{_YEAR}{_TIME}"),
    ("day, name of the month, year", rf"(?i)^{_DAY}\.?[- ]{_MONTH}[- ,]+{_YEAR}{_TIME}"),
    ("name of the month, day, year", rf"(?i)^{_MONTH} {_DAY}(?:st|nd|rd|th)?,? [0-9]{{4}}{_TIME}"),
    ("year-month", r"^(?:19|20)[0-9]{2}[-/]" + _MON + "$"),
)
_MOST = 0.9
# Seconds and thousandths since 1970 from 2000 to 2040, and Excel's days from 1955 to 2064.
_CLOCKS = ((946_684_800, 2_208_988_800), (946_684_800_000, 2_208_988_800_000), (20_000, 60_000))


def date_order(text: CellText) -> str | None:
    """How the dates of a column are written, or None where fewer than 90 % of its cells are dates.

    `05/04/2020` fits two orders: the one that more cells of the column allow is told, and both
    where they allow both.
    """
    if max(text.sample.share(form) for _, form in _FORMS) < _MOST / 2:
        return None
    filled = ~text.says_nothing
    total = text.count(filled)
    best, most = None, 0
    for order, form in _FORMS:
        matched = np.asarray(pc.match_substring_regex(text.distinct, form), dtype=bool)
        found = text.count(matched & filled)
        if found > most:
            best, most = order, found
        elif found == most and order == "month-day-year" and best == "day-month-year":
            best = "day and month in either order, then the year"
    return best if total and most >= _MOST * total else None


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
    """Whether whole numbers count time from a fixed moment, as computers and Excel do.

    Figures of that size are common, so ask only where a column's name speaks of time.
    """
    filled = values[~np.isnan(values)]
    if not len(filled):
        return False
    low, high = filled.min(), filled.max()
    return any(start <= low and high <= end for start, end in _CLOCKS)
