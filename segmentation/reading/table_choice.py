"""Which of several tables is meant: the sheet of a workbook, the file in an archive."""

from collections.abc import Sequence

from segmentation.column_words import normalised
from segmentation.errors import UnknownSheet


def table_meant(wanted: str, names: Sequence[str], file_name: str) -> str:
    """The one table that a person means, however they spell it.

    A name counts as meant when it is the same letter for letter, else the same but for case and
    punctuation, else the only one that begins so, else the only one that holds it.

    Raises
    ------
    UnknownSheet : when none is meant, or several are.

    Examples
    --------
    >>> table_meant("customers", ["Read me", "Customers 2024"], "shop.xlsx")
    'Customers 2024'
    """
    if wanted in names:
        return wanted
    asked = _squeezed(wanted)
    spelled = {name: _squeezed(name) for name in names}
    for meant in (
        [name for name, words in spelled.items() if words == asked],
        [name for name, words in spelled.items() if words.startswith(asked)],
        [name for name, words in spelled.items() if asked in words],
    ):
        if len(meant) == 1 and asked:
            return meant[0]
        if len(meant) > 1 and asked:
            raise UnknownSheet(file_name, wanted, meant)
    raise UnknownSheet(file_name, wanted, names)


def _squeezed(name: str) -> str:
    return normalised(name).replace(" ", "")
