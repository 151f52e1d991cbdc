"""The cleaning receipt: what the intake did, in words and counts, and how to undo it."""

from collections.abc import Iterator, Mapping, Sequence

from segmentation.intake.column import ColumnView
from segmentation.results import CleaningStep, Column

_CHOOSE = "Name the columns of numbers to use yourself with `features`."
_ONLY_NUMBERS = "Nothing to undo: customers are compared by numbers."
_NEVER = "Nothing to undo: personal data never takes part."
_CORRECT = "Correct these cells in the file."
_KINDS = {
    "id": ("Identifiers", _CHOOSE),
    "pii": ("Columns of personal data", _NEVER),
    "label": ("Results given from elsewhere", _CHOOSE),
    "date": ("Dates", _ONLY_NUMBERS),
    "category": ("Categories", _CHOOSE),
    "text": ("Columns of free text", _ONLY_NUMBERS),
}
# What columns of no use have in common, by what stands in the reason of each.
_OF_NO_USE = (
    ("every row says the same", "Columns that say the same in every row"),
    ("empty", "Columns that are mostly empty"),
    ("economy", "Columns that tell of the economy on a day, not of the customer,"),
)


def cell_steps(columns: Sequence[ColumnView]) -> Iterator[CleaningStep]:
    """What was done to cells to read them."""
    for column in columns:
        yield from _number_steps(column)
        if column.numbers is None and column.text is not None:
            yield from _word_steps(column)


def _number_steps(column: ColumnView) -> Iterator[CleaningStep]:
    numbers = column.numbers
    if numbers is None:
        return
    if column.text is not None:
        yield from _word_steps(column)
        if numbers.currency or numbers.percent:
            what = "currency signs" if numbers.currency else "percent signs"
            yield CleaningStep(
                f"{column.name}: {what} were taken off to read the numbers.", len(numbers.filled),
                "Nothing to undo; the file itself is as it was.",
            )  # fmt: skip
    if numbers.thousands:
        yield CleaningStep(
            f"{column.name}: signs before three digits were read as thousands (1,234 is 1234).",
            len(numbers.filled), "Write the numbers without grouping if they mean decimals.",
        )  # fmt: skip
    if numbers.bad:
        what = f"{column.name}: cells that hold no number count as missing."
        yield CleaningStep(what, numbers.bad, _CORRECT)
    if numbers.stood_in:
        what = f"{column.name}: {numbers.stand_in:g} stands for “not known” and counts as missing."
        yield CleaningStep(what, numbers.stood_in, "Write another number if it is a real one.")


def _word_steps(column: ColumnView) -> Iterator[CleaningStep]:
    """Spellings of "nothing" that a reader might take for an answer."""
    assert column.text is not None
    text = column.text
    nothing = text.says_nothing if column.numbers is not None else column.nothing
    if nothing is None or not (nothing & (text.counts > 0)).any():
        return
    spellings = [word for word in text.distinct.filter(nothing).unique().to_pylist() if word]
    if spellings:
        shown = ", ".join(f"“{word}”" for word in sorted(spellings)[:4])
        yield CleaningStep(
            f"{column.name}: {shown} count{'s' if len(spellings) == 1 else ''} as missing.",
            text.count(nothing), "Write another word in these cells if it is an answer.",
        )  # fmt: skip


def column_steps(columns: Sequence[Column], features: Sequence[str]) -> Iterator[CleaningStep]:
    """Which columns took no part, by kind."""
    for role, (kind, undo) in _KINDS.items():
        names = [one.name for one in columns if one.role == role and one.name not in features]
        if names:
            yield CleaningStep(f"{kind} were set aside: {', '.join(names)}.", len(names), undo)
    yield from _of_no_use([one for one in columns if one.role == "ignored"], features)


def _of_no_use(columns: Sequence[Column], features: Sequence[str]) -> Iterator[CleaningStep]:
    """Columns that say nothing of customers, with the reason; those that share one together."""
    groups: dict[str, list[str]] = {}
    for one in (column for column in columns if column.name not in features):
        kind = next((kind for word, kind in _OF_NO_USE if word in one.reason), "")
        if kind:
            groups.setdefault(kind, []).append(one.name)
        else:
            yield CleaningStep(f"{one.name} was set aside: it {one.reason}.", 1, _CHOOSE)
    for kind, names in groups.items():
        yield CleaningStep(f"{kind} were set aside: {', '.join(names)}.", len(names), _CHOOSE)


def repeat_steps(repeats: Mapping[str, str]) -> Iterator[CleaningStep]:
    """Columns that were left out because another one says the same."""
    if repeats:
        pairs = ", ".join(f"{name} (as {kept})" for name, kept in repeats.items())
        what = f"Columns that order the customers exactly as another does were left out: {pairs}."
        yield CleaningStep(what, len(repeats), _CHOOSE)


def wish_steps(left_out: Sequence[str]) -> Iterator[CleaningStep]:
    """Columns that a person did not want."""
    if left_out:
        what = f"Left out as you asked: {', '.join(left_out)}."
        yield CleaningStep(what, len(left_out), "Ask again without `without`.")


def row_steps(duplicates: int, without_values: int) -> Iterator[CleaningStep]:
    """Rows that took no part."""
    if duplicates:
        what = "Rows that repeat another row in every cell were dropped; the first one stays."
        yield CleaningStep(what, duplicates, "Give the rows different ids if they are customers.")
    if without_values:
        what = "Rows with no value in any of the features were left out."
        yield CleaningStep(what, without_values, "Fill in a value, or choose other features.")
