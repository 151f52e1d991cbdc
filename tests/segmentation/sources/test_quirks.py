"""Every quirk that customer files are known for, one by one, from bytes to typed columns."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from segmentation.intake import CustomerTable, take_in
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import Limits

Read = Callable[[bytes | str], RawTable]
ROWS = [[str(n), "Anna" if n % 2 else "Ben", str(20 + n), f"{n}.5"] for n in range(1, 16)]
HEADER = ["id", "name", "age", "spend"]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: bytes | str) -> RawTable:
        path = tmp_path / "customers.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_source(str(path), path.name).read(Limits())

    return read


def text(rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\n") -> str:
    return "".join(delimiter.join(row) + end for row in rows)


def said(raw: RawTable) -> str:
    return " ".join(step.what for step in raw.receipt)


PLAIN = text([HEADER, *ROWS])

# Alphabets ------------------------------------------------------------------------------------

SCRIPTS = {
    "utf-8": ("Größe", "Müller", "東京"),
    "utf-8-sig": ("Größe", "Müller", "東京"),
    "utf-16": ("Größe", "Müller", "東京"),
    "utf-16-le": ("Имя", "Иван", "Москва"),
    "utf-16-be": ("顧客", "田中", "東京"),
    "cp1252": ("Größe", "Müller", "„Café“ 5 €"),
    "latin-1": ("Größe", "Müller", "Café"),
    "shift_jis": ("顧客", "田中", "東京"),
    "big5": ("客戶", "王小明", "臺北"),
    "gb18030": ("客户", "王小明", "北京"),
    "cp1251": ("Имя", "Иван", "Москва"),
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", SCRIPTS)
def test_letters_of_every_encoding_are_read(read: Read, encoding: str, delimiter: str) -> None:
    header, person, town = SCRIPTS[encoding]
    rows = [[str(n), person, town if n % 2 else "London", str(n * 3)] for n in range(1, 20)]
    raw = read(text([["id", header, "town", "spend"], *rows], delimiter, "\r\n").encode(encoding))
    assert raw.cells.column_names == ["id", header, "town", "spend"]
    assert [list(row.values()) for row in raw.cells.to_pylist()] == rows
    assert raw.format.delimiter == delimiter
    assert raw.warnings == ()


# Lines and cells ------------------------------------------------------------------------------

MADE_OF_PLAIN = {
    "aligned with blanks": "".join(
        f"{a:>6} {b:<8} {c:>4} {d:>8}\n" for a, b, c, d in [HEADER, *ROWS]
    ),
    "line ends of old Macs": PLAIN.replace("\n", "\r"),
    "line ends of Windows": PLAIN.replace("\n", "\r\n"),
    "mixed line ends": PLAIN.replace("\n", "\r\n", 5),
    "every cell in quotes": text([[f'"{cell}"' for cell in row] for row in [HEADER, *ROWS]]),
    "blanks around cells": text([[f'"{cell}"' for cell in row] for row in [HEADER, *ROWS]], ", "),
    "blank lines between": PLAIN.replace("\n", "\n\n"),
    "lines of delimiters between": PLAIN.replace("\n", "\n,,,\n"),
    "junk above": "Customer report\nprinted on 2024-05-01\n\n" + PLAIN,
    "junk with delimiters above": "Customer report,,,\nDate:,2024-05-01,,\n,,,\n" + PLAIN,
    "group names above": "Who,,How much,\n" + PLAIN,
    "a delimiter declared": "sep=,\n" + PLAIN,
    "delimiters at the ends of lines": text([[*row, "", ""] for row in [HEADER, *ROWS]]),
    "no end of the last line": PLAIN.strip(),
    "an end of file sign": PLAIN + "\x1a",
    "NUL bytes behind the last line": PLAIN + "\x00" * 3,
    "NUL bytes between letters": PLAIN.replace("Anna", "An\x00na", 3),
    "a total below": PLAIN + "Total,,420,127.5\n",
    "a total below a blank line": PLAIN + "\nGrand total,,420,127.5\n",
    "a sum in German": PLAIN + "Summe:,,420,127.5\n",
    "totals and means": PLAIN + "Total,,420,127.5\nAverage,,28,8.5\n",
    "a total in another column": PLAIN + ",TOTAL,420,127.5\n",
    "a remark below": PLAIN + "(15 rows affected)\n",
    "a remark with delimiters below": PLAIN + "Source: CRM of the shop,,,\n",
}


@pytest.mark.parametrize("quirk", MADE_OF_PLAIN)
def test_a_table_is_the_same_whatever_surrounds_its_cells(read: Read, quirk: str) -> None:
    raw = read(MADE_OF_PLAIN[quirk])
    assert raw.cells.column_names == HEADER
    assert [list(row.values()) for row in raw.cells.to_pylist()] == ROWS


@pytest.mark.parametrize(
    ("quirk", "words"),
    [
        ("junk above", "Lines above the table were left out."),
        ("junk with delimiters above", "Lines above the table were left out."),
        ("group names above", "Lines above the table were left out."),
        ("a total below", "totals or remarks below the data were set aside"),
        ("a sum in German", "totals or remarks below the data were set aside"),
        ("a total in another column", "totals or remarks below the data were set aside"),
        ("a remark with delimiters below", "totals or remarks below the data were set aside"),
        ("a remark below", "set aside"),
        ("blank lines between", "Blank lines were left out."),
    ],
)
def test_what_is_left_out_stands_in_the_receipt(read: Read, quirk: str, words: str) -> None:
    assert words in said(read(MADE_OF_PLAIN[quirk]))


def test_a_total_is_told_by_its_sum_where_no_cell_is_missing(read: Read) -> None:
    names = ["Anna", "Ben", "Cleo", "Dan", "Eva"]
    rows = [[name, f"{n},5"] for n, name in enumerate(names, 1)]
    raw = read(text([["customer", "spend"], *rows, ["Total", "17,5"]], ";"))
    assert raw.cells["customer"].to_pylist() == names
    assert read(text([["customer", "spend"], *rows, ["Total", "4,5"]], ";")).cells.num_rows == 6


def test_a_customer_whose_name_holds_such_a_word_stays(read: Read) -> None:
    raw = read(PLAIN + "16,Sumner Total Fitness,36,16.5\n17,Total,37,17.5\n")
    assert raw.cells["id"].to_pylist()[-2:] == ["16", "17"]


def test_a_last_customer_of_whom_little_is_known_stays(read: Read) -> None:
    assert read(PLAIN + "16,,,\n").cells["id"].to_pylist()[-1] == "16"


def test_line_ends_in_quotes_stay_in_their_cell(read: Read) -> None:
    raw = read('id,note,age\n1,"two\nlines, one ""cell""",30\n2,"x\r\ny",31\n')
    assert raw.cells["note"].to_pylist() == ['two\nlines, one "cell"', "x\r\ny"]


def test_a_table_without_a_header_keeps_its_first_line(read: Read) -> None:
    raw = read(text(ROWS))
    assert raw.cells.num_rows == 15
    assert raw.cells.column_names[0] == "column 1"
    assert "no header line" in said(raw)


def test_columns_without_a_name_or_with_the_same_get_one(read: Read) -> None:
    raw = read(text([["", "name", "age", "age"], *ROWS]))
    assert raw.cells.column_names == ["unnamed 1", "name", "age", "age (2)"]


def test_lines_of_another_width_are_filled_up_or_set_aside(read: Read) -> None:
    raw = read(PLAIN + "16,Cleo\n17,Dan,37,17.5,what,is,this\n18,Eva,38,18.5\n")
    assert raw.cells["id"].to_pylist()[-2:] == ["16", "18"]
    assert raw.warnings == ("1 line was set aside for having too many or too few cells.",)


# Numbers --------------------------------------------------------------------------------------

AMOUNTS = [1234.5, 17.25, 250000.75, 3.5, 99.75, 1000.0, 12345678.75, 45.5, 8.25, 77.0, 15.5, 64.25]


def grouped(group: str, decimal: str) -> list[str]:
    signs = str.maketrans({",": group, ".": decimal})
    return [f"{amount:,.2f}".translate(signs) for amount in AMOUNTS]


PLACES = grouped(",", ".")
WRITTEN = {
    "decimal point": [f"{amount:.2f}" for amount in AMOUNTS],
    "decimal comma": [f"{amount:.2f}".replace(".", ",") for amount in AMOUNTS],
    "thousands by point": grouped(".", ","),
    "thousands by comma": PLACES,
    "thousands by blank": grouped(" ", ","),
    "thousands by no-break space": grouped("\u00a0", ","),
    "thousands by narrow no-break space": grouped("\u202f", ","),
    "thousands by thin space": grouped("\u2009", "."),
    "thousands by apostrophe": grouped("'", "."),
    "thousands by typographic apostrophe": grouped("’", "."),
    "Indian thousands": [
        "1,234.50", "17.25", "2,50,000.75", "3.50", "99.75", "1,000.00", "1,23,45,678.75", "45.50",
        "8.25", "77.00", "15.50", "64.25",
    ],
    "dollars before": [f"${place}" for place in PLACES],
    "euros before, with a blank": [f"€ {place}" for place in grouped(".", ",")],
    "euros after": [f"{place} €" for place in grouped(".", ",")],
    "a code before": [f"USD {place}" for place in PLACES],
    "a code after": [f"{place} CHF" for place in grouped("'", ".")],
    "kronor after": [f"{place} kr" for place in grouped(" ", ",")],
    "percent": [f"{amount:.2f}%" for amount in AMOUNTS],
    "percent after a blank": [f"{amount:.2f} %".replace(".", ",") for amount in AMOUNTS],
}  # fmt: skip


def column(read: Read, cells: Sequence[str], name: str = "wert") -> tuple[CustomerTable, pd.Series]:
    """The customers of a file with this column beside an age, and the column as it was typed."""
    rows = [[str(n), cell, str(20 + n * 7 % 31)] for n, cell in enumerate(cells, 1)]
    taken = take_in(read(text([["id", name, "age"], *rows], ";")))
    return taken, taken.table[name]


def role(taken: CustomerTable, name: str = "wert") -> str:
    return next(one.role for one in taken.dataset.columns if one.name == name)


@pytest.mark.parametrize("manner", WRITTEN)
def test_numbers_are_read_however_they_are_written(read: Read, manner: str) -> None:
    taken, values = column(read, WRITTEN[manner])
    assert values.tolist() == AMOUNTS
    assert role(taken) in ("feature", "money")


@pytest.mark.parametrize(
    "negative",
    ["-{}", "−{}", "({})", "{}-", "-${}", "$-{}", "(${})", "€ -{}", "- {}", "({} €)", "-{}%"],
)
def test_negatives_are_told_by_sign_or_brackets(read: Read, negative: str) -> None:
    plain = negative.translate({ord(sign): None for sign in "-−()"})
    cells = [(negative if n % 3 == 0 else plain).format(f"{n * 4}.5") for n in range(15)]
    _, values = column(read, cells)
    assert values.tolist() == [-(n * 4 + 0.5) if n % 3 == 0 else n * 4 + 0.5 for n in range(15)]


@pytest.mark.parametrize(
    "word",
    ["-999", "N/A", "?", "null", "-", "#N/A", "#DIV/0!", "(blank)", "NULL", "nan", "n/a", "", " "],
)
def test_words_for_nothing_are_missing_numbers(read: Read, word: str) -> None:
    cells = [word if n in (2, 5) else str(10 + n * 3) for n in range(15)]
    taken, values = column(read, cells)
    assert role(taken) == "feature"
    assert values.isna().tolist() == [n in (2, 5) for n in range(15)]
    assert next(one.missing for one in taken.dataset.columns if one.name == "wert") == 2


def test_a_few_bad_cells_leave_a_column_of_numbers_one(read: Read) -> None:
    cells = ["oops" if n in (4, 9) else str(10 + n * 3) for n in range(30)]
    taken, values = column(read, cells)
    assert (role(taken), int(values.isna().sum())) == ("feature", 2)
    steps = {step.what: step.count for step in taken.dataset.receipt}
    assert steps["wert: cells that hold no number count as missing."] == 2


# Answers and dates ----------------------------------------------------------------------------

ANSWERS = [
    ("yes", "no"), ("Y", "N"), ("TRUE", "FALSE"), ("True", "False"), ("true", "false"), ("1", "0"),
    ("ja", "nein"), ("on", "off"), ("✓", "✗"), ("t", "f"), ("oui", "non"), ("sí", "no"),
]  # fmt: skip


@pytest.mark.parametrize("answers", ANSWERS, ids="/".join)
def test_answers_of_two_kinds_are_kept_as_they_are(read: Read, answers: tuple[str, str]) -> None:
    cells = [answers[n % 3 == 0] for n in range(30)]
    taken, values = column(read, cells)
    assert role(taken) == "category"
    assert values.tolist() == cells


DATES = {
    "ISO": "2024-{m:02}-{d:02}",
    "ISO with a time": "2024-{m:02}-{d:02}T10:30:00",
    "ISO with a zone": "2024-{m:02}-{d:02} 10:30:00+02:00",
    "year first": "2024/{m:02}/{d:02}",
    "day first with points": "{d:02}.{m:02}.2024",
    "day first with strokes": "{d:02}/{m:02}/2024",
    "day first with a time": "{d:02}.{m:02}.2024 10:30",
    "day first, short year": "{d:02}-{m:02}-24",
    "month first": "{m}/{d}/2024",
    "month first with a time": "{m}/{d}/2024 10:30 AM",
    "month by name": "{d} May 2024",
    "name of the month first": "May {d}, 2024",
}


@pytest.mark.parametrize("manner", DATES)
def test_dates_are_told_however_they_are_written(read: Read, manner: str) -> None:
    cells = [DATES[manner].format(m=n % 12 + 1, d=n % 28 + 1) for n in range(30)]
    taken, _ = column(read, cells)
    assert role(taken) == "date"
