"""Names for columns: every one filled and unique."""

from collections.abc import Sequence

from segmentation.results import CleaningStep

_UNDO = "Give every column a name of its own in the header line."


def unique_names(names: Sequence[str], has_header: bool) -> tuple[tuple[str, ...], list[CleaningStep]]:
    """Fill in missing names and tell repeated ones apart, with a line in the receipt for each.

    Without a header the columns are called `column 1` and so on; a column that the header leaves
    without a name, as indices often are, is called `unnamed 1` by its place.

    Examples
    --------
    >>> unique_names(["", "Age", "Age"], has_header=True)[0]
    ('unnamed 1', 'Age', 'Age (2)')
    """
    stem = "unnamed" if has_header else "column"
    given = {name for name in names if name}
    used: set[str] = set()
    result: list[str] = []
    unnamed, repeated = [], []
    for position, name in enumerate(names, start=1):
        if name and name not in used:
            unique = name
        else:
            unique = _free(name or f"{stem} {position}", used, given)
            (repeated if name else unnamed).append(unique)
        used.add(unique)
        result.append(unique)
    return tuple(result), _steps(unnamed, repeated, has_header)


def _free(name: str, used: set[str], given: set[str]) -> str:
    unique, number = name, 2
    while unique in used or unique in given:
        unique, number = f"{name} ({number})", number + 1
    return unique


def _steps(
    unnamed: Sequence[str], repeated: Sequence[str], has_header: bool
) -> list[CleaningStep]:
    steps = []
    if unnamed and not has_header:
        what = f"The file has no header line; its columns are called {unnamed[0]} to {unnamed[-1]}."
        steps.append(CleaningStep(what, len(unnamed), "Add a header line to the file."))
    elif unnamed:
        what = f"Columns without a name are called by their place: {', '.join(unnamed)}."
        steps.append(CleaningStep(what, len(unnamed), _UNDO))
    if repeated:
        what = f"Names that stood twice got a number: {', '.join(repeated)}."
        steps.append(CleaningStep(what, len(repeated), _UNDO))
    return steps
