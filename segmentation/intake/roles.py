"""What each column is taken for, and why, in a plain sentence."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from segmentation.intake.column import ColumnView
from segmentation.intake.dates import are_clock_readings
from segmentation.intake.name_patterns import (
    BIRTH,
    CODE,
    CURRENCY_SIGN,
    ECONOMY,
    ENTITY,
    IDENTIFIER,
    LABEL,
    MAP_PLACE,
    MOMENT,
    MONEY,
    NOT_MONEY,
    PERIOD,
    QUANTITY,
    UNNAMED,
    YEAR,
    says,
)
from segmentation.intake.personal import luhn_of_numbers, personal_kind
from segmentation.results import Role

_MOST_MISSING = 0.6
_MOST_CODES = 60
_MOST_LABELS = 20
_MOST_YEARS_CODED = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """A role and its reason."""

    role: Role
    reason: str


def role_of(column: ColumnView) -> Verdict:
    """The role of a column: the first rule that has something to say about it decides."""
    for rule in _RULES:
        verdict = rule(column)
        if verdict is not None:
            return verdict
    return Verdict("text", "words that differ from row to row")


def settled(column: ColumnView, verdict: Verdict) -> ColumnView:
    """Identifiers and personal data are words, even where most of their cells are numbers."""
    is_word = verdict.role in ("id", "pii") and column.text is not None
    return column.as_words() if is_word and column.numbers is not None else column


def _empty(column: ColumnView) -> Verdict | None:
    return Verdict("ignored", "every cell is empty") if column.filled == 0 else None


def _personal(column: ColumnView) -> Verdict | None:
    values = column.numbers.values if column.numbers is not None else None
    kind = personal_kind(column.words, column.text, values)
    if kind is None and values is not None and luhn_of_numbers(values):
        kind = "card numbers"
    return Verdict("pii", f"holds {kind}, which never take part") if kind else None


def _on_the_map(column: ColumnView) -> Verdict | None:
    """Degrees of latitude and longitude, which lead to a person's door."""
    numbers = column.numbers
    if numbers is None or numbers.whole or not says(MAP_PLACE, column.words):
        return None
    on_earth = bool(np.abs(numbers.filled).max() <= 180)
    return Verdict("pii", "holds places on the map, which never take part") if on_earth else None


def _economy(column: ColumnView) -> Verdict | None:
    if column.numbers is None or not says(ECONOMY, column.words):
        return None
    return Verdict("ignored", "tells of the economy on a day, not of the customer")


def _constant(column: ColumnView) -> Verdict | None:
    numbers = column.numbers
    same = numbers.constant if numbers is not None else column.is_one_word
    if not same:
        return None
    gaps = ", apart from empty cells" if column.missing else ""
    return Verdict("ignored", f"every row says the same{gaps}")


def _label(column: ColumnView) -> Verdict | None:
    if not says(LABEL, column.words) or column.distinct > _MOST_LABELS:
        return None
    return Verdict("label", "the name says it is a result given from elsewhere, not a trait")


def _date(column: ColumnView) -> Verdict | None:
    if column.dates:
        return Verdict("date", f"the cells are dates ({column.dates})")
    if column.numbers is None:
        return None
    if says(MOMENT, column.words) and are_clock_readings(column.numbers.values):
        return Verdict("date", "the name speaks of time and the numbers count it")
    return _years(column)


def _years(column: ColumnView) -> Verdict | None:
    if column.numbers is None or not says(YEAR, column.words) or says(BIRTH, column.words):
        return None
    if not _are_years(column.numbers.filled) or column.distinct <= _MOST_YEARS_CODED:
        return None
    return Verdict("date", "the cells are years")


def _are_years(filled: np.ndarray) -> bool:
    return bool((filled == np.floor(filled)).all() and filled.min() > 1850 and filled.max() < 2150)


def _identifier(column: ColumnView) -> Verdict | None:
    if column.numbers is not None and not column.numbers.whole:
        return None
    named = says(IDENTIFIER, column.words) and not says(PERIOD, column.words)
    if column.all_differ and named:
        return Verdict("id", "each value occurs once and the name says it is an identifier")
    if column.padded:
        return _padded_code(column, named)
    if column.all_differ:
        return _unique(column)
    if named and (_names_someone(column) or column.distinct * 2 >= column.filled):
        return Verdict("id", "the name says it tells customers, orders or rows apart")
    return None


def _padded_code(column: ColumnView, named: bool) -> Verdict | None:
    role: Role = "id" if named or column.distinct > _MOST_CODES else "category"
    return Verdict(role, "numbers with leading zeros are codes, not amounts")


def _names_someone(column: ColumnView) -> bool:
    return says(ENTITY, column.words) and column.distinct > _MOST_LABELS // 2


def _unique(column: ColumnView) -> Verdict | None:
    if column.numbers is None:
        return _unique_code(column)
    if not says(QUANTITY, column.words) and _runs_on(column.numbers.filled):
        return Verdict("id", "counts the rows one by one")
    if says(UNNAMED, column.words):
        return Verdict("id", "each value occurs once in a column without a name, as in an index")
    return None


def _runs_on(filled: np.ndarray) -> bool:
    """Whether distinct whole numbers follow each other without a gap, as row numbers do."""
    run = filled.max() - filled.min() + 1 == len(filled)
    return bool(run and (filled.min() in (0, 1) or filled.min() >= 100))


def _unique_code(column: ColumnView) -> Verdict | None:
    if not column.words_said.mostly(r"^[A-Za-z0-9_./#-]*[0-9][A-Za-z0-9_./#-]*$", 0.9):
        return None
    return Verdict("id", "each value occurs once and looks like a code")


def _mostly_missing(column: ColumnView) -> Verdict | None:
    share = column.missing / column.rows
    if share <= _MOST_MISSING:
        return None
    return Verdict("ignored", f"{100 * share:.0f} % of its cells are empty")


def _coded(column: ColumnView) -> Verdict | None:
    """Whole numbers that stand for kinds: two values, or few with a name that speaks of kinds."""
    numbers = column.numbers
    if numbers is None or not numbers.whole or numbers.currency or numbers.percent:
        return None
    if says(PERIOD, column.words) and column.distinct <= _MOST_CODES:
        return Verdict("category", "days, months and years have an order but no size")
    if says(QUANTITY, column.words) or numbers.few is None:
        return None
    if len(numbers.few) == 2:
        return Verdict("category", f"only {_listed(numbers.few)}: a code with two answers")
    named = says(CODE, column.words) or says(IDENTIFIER, column.words)
    if named and len(numbers.few) <= _MOST_CODES:
        return Verdict("category", f"{len(numbers.few)} numbers that stand for kinds")
    return None


def _listed(few: np.ndarray) -> str:
    return " and ".join(f"{value:g}" for value in few)


def _money(column: ColumnView) -> Verdict | None:
    if column.numbers is None:
        return None
    if column.numbers.currency:
        return Verdict("money", "the cells carry a currency")
    if CURRENCY_SIGN.search(column.name):
        return Verdict("money", "the name carries a currency")
    if says(MONEY, column.words) and not says(NOT_MONEY, column.words):
        return Verdict("money", "numbers, and the name speaks of money")
    return None


def _number(column: ColumnView) -> Verdict | None:
    if column.numbers is None:
        return None
    kind = "percentages" if column.numbers.percent else "numbers"
    return Verdict("feature", f"{kind} that differ from customer to customer")


def _category(column: ColumnView) -> Verdict | None:
    few = column.distinct <= 20 and column.distinct * 2 <= max(4, column.filled)
    often = column.distinct <= 500 and column.distinct * 5 <= column.filled
    if not few and not often:
        return None
    if column.distinct == 2:
        return Verdict("category", "one of two answers")
    return Verdict("category", f"{column.distinct} different answers that repeat")


_RULES: tuple[Callable[[ColumnView], Verdict | None], ...] = (
    _empty, _personal, _on_the_map, _constant, _label, _date, _economy, _identifier,
    _mostly_missing, _coded, _money, _number, _category,
)  # fmt: skip
