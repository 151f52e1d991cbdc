"""What can go wrong with a customer file, said to the person who brought it.

SegmentationError
├── UnreadableFile        the bytes are not a table we can read
│   ├── EmptyFile
│   ├── NotATable
│   ├── DamagedFile       cut short, or not what it claims to be
│   ├── ProtectedFile     behind a password
│   ├── NestedColumns     lists or records in cells
│   ├── SeveralTables     an archive or a document with more than one
│   ├── FileTooLarge      a limit of the settings, which it names
│   └── UnreadableSource  a database or an address (source_errors.py)
├── UnusableTable         a table, but not one that can be segmented
│   ├── TooFewCustomers
│   │   └── TooFewBuyers  a list of orders by hardly anyone
│   ├── NoOrders          said to be orders, but nothing tells who bought, or when
│   ├── NoFeatures
│   ├── MissingMeanings   rules need columns that the file does not have
│   ├── AllOfOneKind      rules that tell nobody apart
│   ├── NoVariation
│   ├── NoDenseGroups     an algorithm that looks for dense regions found fewer than two
│   └── CannotScore       the standing segments say nothing about this table
└── BadRequest            the question asks for something that is not there
    ├── UnknownMember     no such algorithm, chart, source …
    ├── UnknownFeature
    ├── NothingLeft       all columns to compare by were left out
    ├── UnusableWeight
    ├── UnknownSheet
    ├── UnknownSegment
    ├── SegmentCountOutOfRange
    └── GroupsTooSmall    no such groups are as large as wanted

Every error carries its figures as fields, one plain sentence `problem` that says what happened,
and one plain sentence `next_step` that says what would work.
"""

import math
from collections.abc import Sequence


class PlainlySaid(Exception):
    """An error in two sentences: `problem` says what happened, `next_step` what to do about it."""

    def __init__(self, problem: str, next_step: str) -> None:
        super().__init__(problem, next_step)
        self.problem = problem
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.problem} {self.next_step}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross processes with their fields, whatever their constructors ask for."""
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(
    kind: type[PlainlySaid], args: tuple[object, ...], fields: dict[str, object]
) -> PlainlySaid:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error


class SegmentationError(PlainlySaid):
    """Root of the tree."""


class UnreadableFile(SegmentationError):
    """The bytes are not a table we can read."""


class UnusableTable(SegmentationError):
    """A table, but not one that can be segmented."""


class BadRequest(SegmentationError):
    """The request asks for something that is not there."""


def _listed(names: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


class EmptyFile(UnreadableFile):
    """Nothing in it, or only a header."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"*{name}* is empty: there are no rows in it.",
            "Export the table again and check that it has a header line and one line a customer.",
        )
        self.name = name


class NotATable(UnreadableFile):
    """Another kind of file: a PDF, a picture, a web page, prose."""

    def __init__(self, name: str, looks_like: str) -> None:
        super().__init__(
            f"I couldn't read *{name}*: it is {looks_like}, and I need a table"
            " (CSV, Excel, Parquet or JSON).",
            "Export it from your system as CSV and drop it here again.",
        )
        self.name = name
        self.looks_like = looks_like


class DamagedFile(UnreadableFile):
    """The right kind of file, but cut short or broken."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            f"I couldn't read *{name}*: it should be {kind}, but it is cut short or damaged.",
            "Save it anew where it comes from, or export it as CSV, and drop it here again.",
        )
        self.name, self.kind = name, kind


class ProtectedFile(UnreadableFile):
    """Behind a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"*{name}* is protected by a password, so I can't read it.",
            "Save a copy without a password, or export it as CSV, and drop that here.",
        )
        self.name = name


class NestedColumns(UnreadableFile):
    """Cells that hold lists or records instead of one value."""

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        super().__init__(
            f"*{name}* has lists or records in its cells (in: {_listed(columns)}), and I need one"
            " value in each.",
            "Leave these columns out, or give every value a column of its own.",
        )
        self.name, self.columns = name, tuple(columns)


class SeveralTables(UnreadableFile):
    """An archive or a document with more than one table, none of which was asked for."""

    def __init__(self, name: str, tables: Sequence[str]) -> None:
        super().__init__(
            f"*{name}* holds {len(tables)} tables ({_listed(tables)}), and I read one at a time.",
            "Send the one that you mean by itself.",
        )
        self.name, self.tables = name, tuple(tables)


class FileTooLarge(UnreadableFile):
    """Over a limit of the settings."""

    def __init__(self, name: str, what: str, found: str, limit: str, setting: str) -> None:
        super().__init__(
            f"*{name}* has {found} {what}; the limit is {limit}.",
            f"Send a smaller extract, or have the setting `{setting}` raised.",
        )
        self.name, self.what, self.found, self.limit, self.setting = (
            name, what, found, limit, setting,
        )  # fmt: skip


class TooFewCustomers(UnusableTable):
    """Not enough rows to look for groups."""

    def __init__(self, name: str, rows: int, needed: int) -> None:
        super().__init__(
            f"I need at least {needed} customers to look for groups; *{name}* has {rows}.",
            "Drop a file with more rows, one a customer.",
        )
        self.name, self.rows, self.needed = name, rows, needed


class TooFewBuyers(TooFewCustomers):
    """A list of orders by hardly anyone."""

    def __init__(self, name: str, buyers: int, lines: int, needed: int) -> None:
        whose = "1 customer" if buyers == 1 else f"{buyers} customers"
        SegmentationError.__init__(
            self,
            f"The {lines:,} lines of *{name}* are orders of {whose}; I need at least {needed} to"
            " look for groups.",
            "Drop a list with the orders of more customers, or say that each row is a customer"
            " (`rows customers`, or --kind customers).",
        )
        self.name, self.rows, self.lines, self.needed = name, buyers, lines, needed


class NoOrders(UnusableTable):
    """Said to be a list of orders, but it does not tell who bought, or when."""

    def __init__(self, name: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"I can't read *{name}* as orders: no column tells {' or '.join(missing)}.",
            "Add a column such as customer_id or order_date, or leave it to me (`rows auto`, or"
            " --kind auto).",
        )
        self.name, self.missing = name, tuple(missing)


class NoFeatures(UnusableTable):
    """No column that says how customers differ in numbers."""

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        super().__init__(
            f"*{name}* has no column of numbers that I could compare customers by"
            f" (I saw: {_listed(columns)}).",
            "Add a column or two such as age, income, orders or spend, and drop it here again.",
        )
        self.name, self.columns = name, tuple(columns)


class MissingMeanings(UnusableTable):
    """Rules that need columns which the file does not have, or not under a name that tells."""

    def __init__(self, rules: str, missing: Sequence[str], columns: Sequence[str]) -> None:
        super().__init__(
            f"For {rules} I need a column of {' and one of '.join(missing)}; the columns of numbers"
            f" here are: {_listed(columns)}.",
            "Drop a list of orders (customer, date, amount), or name the columns recency,"
            " frequency and monetary.",
        )
        self.rules, self.missing, self.columns = rules, tuple(missing), tuple(columns)


class AllOfOneKind(UnusableTable):
    """Rules that put all customers into one segment, or none into any."""

    def __init__(self, rules: str) -> None:
        super().__init__(
            f"By {rules}, all customers of this file are of one kind.",
            "Change the cut points and segments of the rules, or choose k-means.",
        )
        self.rules = rules


class NoVariation(UnusableTable):
    """All rows say the same."""

    def __init__(self, name: str, rows: int) -> None:
        super().__init__(
            f"All {rows} rows of *{name}* say the same, so there is nothing to tell customers"
            " apart by.",
            "Check the export: each row should be another customer with values of its own.",
        )
        self.name, self.rows = name, rows


class NoDenseGroups(UnusableTable):
    """An algorithm that looks for dense regions found one or none."""

    def __init__(self, algorithm: str, regions: int) -> None:
        found = "one dense region that holds nearly everyone" if regions else "no dense region"
        super().__init__(
            f"Looking for groups by {algorithm}, I found {found}.",
            "Choose k-means or hierarchical clustering to cut these customers into groups.",
        )
        self.algorithm, self.regions = algorithm, regions


class CannotScore(UnusableTable):
    """The standing segments say nothing about a table, or were stored without what it takes."""


class UnknownMember(BadRequest):
    """No such algorithm, chart, source … ; `available` says which there are."""

    def __init__(self, family: str, name: str, available: Sequence[str]) -> None:
        super().__init__(
            f"There is no {family} called {name!r}.", f"There are: {_listed(available)}."
        )
        self.family, self.name, self.available = family, name, tuple(available)


class UnknownFeature(BadRequest):
    """A column that the file does not have, or not of the kind that is needed."""

    def __init__(
        self, name: str, available: Sequence[str], kind: str = "column of numbers"
    ) -> None:
        super().__init__(
            f"There is no {kind} called {name!r} in this file.",
            f"You can choose from: {_listed(available)}.",
        )
        self.name, self.available = name, tuple(available)


class NothingLeft(BadRequest):
    """All columns to compare customers by were left out."""

    def __init__(self, left_out: Sequence[str]) -> None:
        super().__init__(
            f"Without {_listed(left_out)} there is no column left to compare customers by.",
            "Leave out fewer columns, or say which ones to use with `features`.",
        )
        self.left_out = tuple(left_out)


class UnusableWeight(BadRequest):
    """A weight that is no number above 0, or enormous."""

    def __init__(self, name: str, weight: float, most: float) -> None:
        super().__init__(
            f"{name!r} can't count {weight:g} times.",
            f"Choose a number above 0 up to {most:g}; to do without it, leave it out.",
        )
        self.name, self.weight, self.most = name, weight, most


class UnknownSheet(BadRequest):
    """A sheet of a workbook, or a table of an archive, that is not there."""

    def __init__(self, name: str, sheet: str, available: Sequence[str]) -> None:
        there = f"There are: {_listed(available)}." if available else "It is one table."
        super().__init__(f"There is no sheet called {sheet!r} in *{name}*.", there)
        self.name, self.sheet, self.available = name, sheet, tuple(available)


class UnknownSegment(BadRequest):
    """A segment number beyond those that exist; numbers of segments that ended are not used anew,
    so there may be gaps. numbers: those there are, in their order."""

    def __init__(self, number: int, numbers: Sequence[int]) -> None:
        count = len(numbers)
        there = (
            f"The segments are numbered 1 to {count}."
            if list(numbers) == list(range(1, count + 1))
            else f"There are the segments {_listed([str(one) for one in numbers])}."
        )
        super().__init__(f"There is no segment {number}.", there)
        self.number, self.numbers = number, tuple(numbers)


class SegmentCountOutOfRange(BadRequest):
    """More segments than the data can carry, or fewer than two."""

    def __init__(self, k: int, most: int) -> None:
        super().__init__(
            f"I can't make {k} segment{'' if k == 1 else 's'} of this file.",
            f"Choose a number from 2 to {most}.",
        )
        self.k, self.most = k, most


class GroupsTooSmall(BadRequest):
    """Groups cannot all be as large as someone wants; `possible` is a share that would work."""

    def __init__(self, min_share: float, groups: int, possible: float) -> None:
        # Rounded down to a figure that people type, which holds.
        works = math.floor(1000 * possible) / 10
        works = math.floor(works) if works >= 10 else works
        fewer = int(1 / min_share)
        other = f", or for at most {fewer} groups" if 2 <= fewer < groups else ""
        super().__init__(
            f"{groups} groups can't each have {100 * min_share:g} % of these customers.",
            f"Ask for groups of at least {works:g} %{other}.",
        )
        self.min_share, self.groups, self.possible = min_share, groups, possible
