"""What columns are taken for, and the reason given."""

import pytest
from intake_tables import column_of, numbers

from segmentation.intake.dates import date_order
from segmentation.intake.roles import role_of

ROWS = 60
DEGREES = [f"{40 + row * 7 % 50}.{row * 11 % 97:02}" for row in range(60)]
COUNT = [str(1 + row) for row in range(ROWS)]
FEW = [str(1 + row % 4) for row in range(ROWS)]
YES_NO = ["Yes", "No", "No"] * (ROWS // 3)
ZERO_ONE = ["0", "1", "1"] * (ROWS // 3)
MANY = numbers(ROWS)
DECIMALS = [f"{row * 37 % 101}.{row % 7}" for row in range(ROWS)]
WORDS = [f"remark {chr(97 + row % 26)}{chr(97 + row // 26)}" for row in range(ROWS)]
TOWNS = ["Rome", "Bonn", "Paris"] * (ROWS // 3)
GAPS = [None if row % 5 else "3" if row % 2 else "4" for row in range(ROWS)]


@pytest.mark.parametrize(
    ("name", "cells", "role"),
    [
        ("CustomerID", COUNT, "id"), ("CUST_ID", [f"C{n}" for n in COUNT], "id"),
        ("", COUNT, "id"), ("Unnamed: 0", [str(7 * row) for row in range(ROWS)], "id"),
        ("row", COUNT, "id"), ("Sl_No", COUNT, "id"), ("Kundennummer", MANY, "id"),
        ("reference", [f"AB-{n}" for n in COUNT], "id"), ("InvoiceNo", MANY, "id"),
        ("customer_id", [f"{row:04d}" for row in range(ROWS)], "id"),
        ("Age", COUNT, "feature"), ("Annual Income (k$)", COUNT, "money"),
        ("Age", MANY, "feature"), ("Spending Score (1-100)", MANY, "feature"),
        ("Income", MANY, "money"), ("MntWines", MANY, "money"), ("TotalCharges", DECIMALS, "money"),
        ("PURCHASES_FREQUENCY", DECIMALS, "feature"), ("NumWebPurchases", MANY, "feature"),
        ("spent", [f"€ {n}" for n in MANY], "money"), ("share", [f"{n}%" for n in MANY], "feature"),
        ("Total_visits", FEW, "feature"), ("number of children", FEW, "feature"),
        ("Kidhome", ["0", "1", "2"] * 20, "feature"), ("Family_Size", FEW, "feature"),
        ("TENURE", FEW, "feature"), ("satisfaction", FEW, "feature"),
        ("Total calls", ZERO_ONE, "feature"),
        ("Channel", ["1", "2"] * 30, "category"), ("Region", FEW, "category"),
        ("Marital status", ZERO_ONE, "category"), ("Education", FEW, "category"),
        ("ed", FEW, "category"), ("Occupation", FEW, "category"), ("store_code", FEW, "category"),
        ("Settlement size", FEW, "category"), ("SeniorCitizen", ZERO_ONE, "category"),
        ("AcceptedCmp3", ZERO_ONE, "category"), ("day", MANY, "category"),
        ("MONTH_ID", FEW, "category"), ("Gender", ["Male", "Female"] * 30, "category"),
        ("City", TOWNS, "category"), ("Partner", YES_NO, "category"),
        ("Segmentation", TOWNS, "label"), ("cluster_id", FEW, "label"), ("custcat", FEW, "label"),
        ("y", YES_NO, "label"), ("Response", ZERO_ONE, "label"), ("Churn", YES_NO, "label"),
        ("Defaulted", ZERO_ONE, "label"), ("default", YES_NO, "category"),
        ("joined", [f"2024-0{1 + row % 9}-1{row % 9}" for row in range(ROWS)], "date"),
        ("joined", [f"{10 + row % 19}.0{1 + row % 9}.2024" for row in range(ROWS)], "date"),
        ("date", [f"199701{10 + row % 20}" for row in range(ROWS)], "date"),
        ("created_at", [str(1_700_000_000 + 86_400 * row) for row in range(ROWS)], "date"),
        ("last order date", [str(45_000 + row * 7 % 60) for row in range(ROWS)], "date"),
        ("visits", [str(45_000 + row * 7 % 60) for row in range(ROWS)], "feature"),
        ("signup year", [str(1980 + row % 30) for row in range(ROWS)], "date"),
        ("Year_Birth", [str(1940 + row % 50) for row in range(ROWS)], "feature"),
        ("Z_Revenue", ["11"] * ROWS, "ignored"), ("origin", [None, "made"] * 30, "ignored"),
        ("note", [None] * ROWS, "ignored"), ("visits", GAPS, "ignored"),
        ("Comment", WORDS, "text"), ("euribor3m", DEGREES, "ignored"),
        ("emp.var.rate", DEGREES, "ignored"), ("churn rate", DEGREES, "feature"),
        ("Latitude", DEGREES, "pii"), ("geo_lng", DEGREES, "pii"), ("flat", DEGREES, "feature"),
        ("lat", [str(200 + row * 7 % 50) for row in range(ROWS)], "feature"),
    ],
)  # fmt: skip
def test_a_column_is_taken_for_what_it_is(name: str, cells: list[str], role: str) -> None:
    column = column_of(name or "unnamed 1", cells)
    assert role_of(column).role == role


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("contact", [f"user{n}@example.com" for n in COUNT]),
        ("Masked Email", [f"m****{row % 9}@gmail.com" for row in range(ROWS)]),
        ("mobile", [f"+49 151 2345{row:04d}" for row in range(ROWS)]),
        ("phone", [f"(0{row}) 555 94 44" for row in range(10, 70)]),
        ("telephone number", [f"212555{row:04d}" for row in range(ROWS)]),
        ("FirstName", ["ANNA", "BEN", "CLEO", "DORA"] * 15),
        ("name", ["Anna", "Ben"] * 30),
        ("CONTACTLASTNAME", WORDS),
        ("ADDRESSLINE1", [f"{n} Main Street" for n in COUNT]),
        ("Address", ["NBA001", "NBA002", "NBA010", "NBA011"] * 15),
        ("zip", [f"{10000 + 37 * row}" for row in range(ROWS)]),
        ("Postal Code", [f"0{1000 + row}" for row in range(ROWS)]),
        ("number", ["4539578763621486", "4556737586899855"] * 30),
        ("card number", [f"{4539578763621000 + row}" for row in range(ROWS)]),
        ("tax number", [f"{100 + row}-45-678{row % 10}" for row in range(ROWS)]),
        ("iban", [f"DE8937040044053201{row:04d}" for row in range(ROWS)]),
        ("SSN", [f"{123456000 + row}" for row in range(ROWS)]),
        ("last login", [f"192.168.{row}.12" for row in range(ROWS)]),
    ],
)
def test_personal_data_is_recognised(name: str, cells: list[str]) -> None:
    assert role_of(column_of(name, cells)).role == "pii"


@pytest.mark.parametrize(
    ("name", "cells", "role"),
    [
        ("address", FEW, "feature"),  # years at the same address
        ("PhoneService", YES_NO, "category"),
        ("Total_Credit_Cards", MANY, "feature"),
        ("contact", ["cellular", "telephone"] * 30, "category"),
        ("product name", ["Basic", "Plus", "Premium"] * 20, "category"),
        ("Time on App", DECIMALS, "feature"),
    ],
)
def test_names_alone_make_nothing_personal(name: str, cells: list[str], role: str) -> None:
    assert role_of(column_of(name, cells)).role == role


def test_every_reason_says_why_in_words() -> None:
    assert "occurs once" in role_of(column_of("CustomerID", COUNT)).reason
    assert role_of(column_of("visits", GAPS)).reason == "80 % of its cells are empty"
    assert role_of(column_of("Z", ["3"] * 20)).reason == "every row says the same"
    assert "0 and 1" in role_of(column_of("retire", ZERO_ONE)).reason


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2024-05-31", "2023-01-02 10:00"], "year-month-day"),
        (["31/05/2024", "02/01/2023"], "day-month-year"),
        (["5/31/2024", "1/2/2023"], "month-day-year"),
        (["04-09-2012", "08-03-2014"], "day and month in either order, then the year"),
        (["12 May 2024", "3-Jan-23"], "day, name of the month, year"),
        (["May 12, 2024", "January 3rd, 2023"], "name of the month, day, year"),
        (["2024-05", "2023-12"], "year-month"),
        (["2024-13-41", "none at all"], None),
        (["31/05/2024", "soon", "later"], None),
    ],
)
def test_the_order_of_day_month_and_year_is_told(cells: list[str], order: str | None) -> None:
    text = column_of("when", cells).text
    assert text is not None
    assert date_order(text) == order
