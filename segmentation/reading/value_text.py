"""Values that carry a type, as the text that a CSV file of them would have."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

# Spreadsheets keep 15 digits; what stands behind them is the noise of binary fractions.
_DIGITS = 15
# Beyond this a whole number is written with an exponent.
_PLAIN_BELOW = 1e21
_WHOLE = re.compile(r"(-?\d+)\.0+")
_PLAIN_DECIMAL = re.compile(r"-?\d+\.\d+")


def cell_text(value: object) -> str | None:
    """The text of one cell of a spreadsheet; None where nothing stands.

    Numbers are freed of noise (`1` for 1.0, `0.3` for 0.30000000000000004), dates and times are
    in ISO form, without midnight.

    Examples
    --------
    >>> [cell_text(value) for value in (1.0, 0.1 + 0.2, True, "  ", datetime(2024, 5, 1, 13, 45))]
    ['1', '0.3', 'true', None, '2024-05-01 13:45:00']
    """
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _span(value)
    return None if value is None else str(value)


def number_text(value: float) -> str | None:
    """A number in at most 15 digits; None for what is no number."""
    if not isfinite(value):
        return None
    if value == int(value) and abs(value) < 10**_DIGITS:
        return str(int(value))
    short = f"{value:.{_DIGITS}g}"
    if "e" in short and 1 <= abs(value) < _PLAIN_BELOW:
        return str(int(value))
    return short


def literal_text(literal: str) -> str:
    """A number as it is written in a JSON document, without a fraction of zeros.

    >>> literal_text("12.0"), literal_text("12.50"), literal_text("1e3")
    ('12', '12.50', '1e3')
    """
    whole = _WHOLE.fullmatch(literal)
    return whole[1] if whole else literal


def _moment(value: datetime) -> str:
    if value.time() == time() and value.tzinfo is None:
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def _span(value: timedelta) -> str:
    """Hours, minutes and seconds; hours may go beyond 24."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{sign}{hour:02}:{minute:02}:{second:02}"
