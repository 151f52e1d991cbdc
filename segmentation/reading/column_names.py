"""Names for columns: every one filled and unique."""

from collections.abc import Collection, Sequence

from segmentation.results import CleaningStep

_UNDO = "Give every column a name of its own in the header line."


def unique_names(given: Sequence[str], has_header: bool) -> tuple[str, ...]:
    """Fill in missing names and tell repeated ones apart.

    Without a header the columns are called `column 1` and so on; a column that the header leaves
    without a name, as indices often are, is called `unnamed 1` by its place.

    Examples
    --------
    >>> unique_names(["", "Age", "Age"], has_header=True)
    ('unnamed 1', 'Age', 'Age (2)')
    """
    stem = "unnamed" if has_header else "column"
    taken = {name for name in given if name}
    used: dict[str, None] = {}
    for position, name in enumerate(given, start=1):
        fresh = bool(name) and name not in used
        unique = name if fresh else _free(name or f"{stem} {position}", taken | used.keys())
        used[unique] = None
    return tuple(used)


def naming_steps(
    given: Sequence[str], names: Sequence[str], kept: Collection[str], has_header: bool
) -> list[CleaningStep]:
    """What was done to the names of the columns that were kept, for the receipt."""
    pairs = [(old, new) for old, new in zip(given, names, strict=True) if new in kept]
    unnamed = [new for old, new in pairs if not old]
    repeated = [new for old, new in pairs if old and old != new]
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


def _free(name: str, used: Collection[str]) -> str:
    unique, number = name, 2
    while unique in used:
        unique, number = f"{name} ({number})", number + 1
    return unique
