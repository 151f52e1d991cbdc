"""Lists of orders: recognised by evidence, read line by line, added up to customers."""

from collections.abc import Sequence

import numpy as np
import pytest

from segmentation.errors import NoOrders, NoVariation, TooFewBuyers, UnknownFeature
from segmentation.intake import CustomerTable, take_in
from segmentation.source import RawTable
from tests.segmentation.intake.intake_tables import Cells, numbers, raw_table, taken

CUSTOMERS = 12


def orders(**columns: Cells) -> RawTable:
    """Three lines for each of twelve customers, in another month each; the first two of K100 are
    one order."""
    rows = 3 * CUSTOMERS
    standard: dict[str, Cells] = {
        "customer_id": [f"K{100 + row % CUSTOMERS}" for row in range(rows)],
        "order_id": [str(9000 + row * (row != 12)) for row in range(rows)],
        "order_date": [f"2024-{1 + row // CUSTOMERS:02}-{1 + row % 17:02}" for row in range(rows)],
        "amount": [str(10 + row % 7 + row % CUSTOMERS) for row in range(rows)],
    }
    return raw_table(**(standard | columns))


def lines(rows: Sequence[tuple[str, str, str]], **more: Cells) -> RawTable:
    """Twelve customers of plain orders, and these lines (customer, date, amount) beside them."""
    plain = [
        (f"P{row % CUSTOMERS}", f"2024-02-{1 + row % 9:02}", str(20 + row % 5))
        for row in range(2 * CUSTOMERS)
    ]
    who, when, what = zip(*(*plain, *rows), strict=True)
    return raw_table(customer=who, date=when, amount=what, **more)


def of(customers: CustomerTable, who: str) -> dict[str, float]:
    """The figures of one customer."""
    table = customers.table
    key = table.columns[0]
    return {str(k): v for k, v in table[table[key] == who].iloc[0].items() if k != key}


def said(customers: CustomerTable) -> str:
    """Everything that a person is told."""
    dataset = customers.dataset
    return " ".join((*dataset.warnings, *(f"{s.what} ({s.count})" for s in dataset.receipt)))


def test_a_list_of_orders_becomes_one_row_a_customer() -> None:
    customers = take_in(orders())
    assert customers.dataset.kind == "transactions"
    assert customers.features == ("recency_days", "frequency", "monetary_value")
    assert len(customers.table) == customers.raw.num_rows == CUSTOMERS
    assert (customers.dataset.rows_read, customers.dataset.rows_used) == (36, 36)
    assert customers.dataset.about == "35 orders by 12 customers from 1 Jan 2024 to 17 Mar 2024"


def test_the_figures_of_a_customer_are_right() -> None:
    customers = take_in(
        lines([("A", "2024-01-01", "10"), ("A", "2024-01-01", "5.5"), ("A", "2024-01-31", "30"),
               ("A", "2024-02-05", "-4"), ("Z", "2024-03-01", "9")])
    )  # fmt: skip
    assert of(customers, "A") == {
        "recency_days": 30, "frequency": 2, "tenure_days": 60, "monetary_value": 41.5,
        "average_basket": 22.75, "days_between_orders": 30,
        "returned_share_pct": pytest.approx(100 * 4 / 45.5, abs=0.01),
    }  # fmt: skip
    assert np.isnan(of(customers, "Z")["days_between_orders"])
    assert of(customers, "Z")["recency_days"] == 0
    cells = {row["customer"]: row for row in customers.raw.to_pylist()}
    assert cells["A"]["average_basket"] == "22.75"
    assert cells["Z"]["days_between_orders"] is None


def test_money_is_quantity_times_price_where_no_amount_stands() -> None:
    quantity = [str(1 + row % 3) for row in range(36)]
    table = orders(amount=[None] * 36, Quantity=quantity, UnitPrice=["2.50"] * 35 + ["3"])
    customers = take_in(table)
    worth = [(1 + row % 3) * (3 if row == 35 else 2.5) for row in range(36)]
    assert customers.table["monetary_value"].sum() == pytest.approx(sum(worth))
    assert "Quantity × UnitPrice" in taken(customers, "monetary_value").reason


def test_the_sum_of_an_order_on_each_of_its_lines_counts_once() -> None:
    rows = range(72)
    table = raw_table(
        customer_id=[f"K{row // 2 % CUSTOMERS}" for row in rows],
        order_id=[str(row // 2) for row in rows],
        order_date=[f"2024-01-{1 + row // 4:02}" for row in rows],
        order_total=[str(100 + row // 2) for row in rows],
    )
    customers = take_in(table)
    assert customers.table["monetary_value"].sum() == sum(100 + order for order in range(36))
    assert "it counts once" in said(customers)


def test_credit_notes_are_returns_even_where_their_amounts_are_positive() -> None:
    number = [f"C{row}" if row == 5 else str(row) for row in range(100, 136)]
    number[5] = "C105"
    plain, credited = take_in(orders()), take_in(orders(order_id=number))
    who = "K105"
    assert of(credited, who)["frequency"] == of(plain, who)["frequency"] - 1
    assert of(credited, who)["monetary_value"] == of(plain, who)["monetary_value"] - 2 * (15 + 5)
    assert (
        "Returns and refunds were taken off what the customer spent; they are no orders. (1)"
        in (said(credited))
    )


def test_customers_of_whom_only_returns_are_there_are_left_out_and_kept_in_the_table() -> None:
    customers = take_in(lines([("R", "2024-02-03", "-5")]))
    assert "R" not in set(customers.table["customer"])
    at = [row["customer"] for row in customers.raw.to_pylist()].index("R")
    assert customers.raw_to_used[at] == -1
    assert "only returns are in the file were left out. (1)" in said(customers)
    assert (np.delete(customers.raw_to_used, at) == np.arange(CUSTOMERS)).all()


def test_customers_whose_returns_outweigh_their_orders_count_and_are_said() -> None:
    customers = take_in(lines([("N", "2024-02-03", "5"), ("N", "2024-02-04", "-8")]))
    assert of(customers, "N")["monetary_value"] == -3
    assert "1 customer sent back as much as they bought" in said(customers)


def test_lines_without_a_customer_a_date_or_an_amount_are_counted_and_left_out() -> None:
    odd = [("", "2024-02-01", "1"), ("A", "2024-02-31", "2"), ("A", "soon", "3"),
           ("A", "2024-02-02", "many"), ("A", "2024-02-03", "4")]  # fmt: skip
    customers = take_in(lines(odd))
    assert of(customers, "A")["monetary_value"] == 4
    assert customers.dataset.rows_used == customers.dataset.rows_read - 4
    told = said(customers)
    assert "Lines without a customer in customer were left out. (1)" in told
    assert "Lines without a readable date in date were left out. (2)" in told
    assert "Lines without a readable amount in amount were left out. (1)" in told


def test_a_date_years_after_all_others_is_a_slip() -> None:
    customers = take_in(lines([("A", "2024-02-03", "5"), ("A", "2042-02-03", "5")]))
    assert of(customers, "A")["recency_days"] == 6
    assert "goes to 3 Feb 2042" in said(customers)


def test_lines_of_one_day_are_one_order_unless_they_are_numbered() -> None:
    days = ["2024-01-01"] * 24 + ["2024-01-02"] * 12
    numbered = take_in(orders(order_date=days, order_id=[str(row) for row in range(36)]))
    assert numbered.table["frequency"].tolist() == [3] * CUSTOMERS
    assert "same number of orders" in said(numbered)
    plain = take_in(orders(order_date=days, order_id=[None] * 36))
    assert plain.table["frequency"].tolist() == [2] * CUSTOMERS
    assert "bought on one day is one order" in said(plain)


def test_orders_all_of_one_day_are_compared_by_what_is_left() -> None:
    customers = take_in(orders(order_date=["2024-01-01"] * 36))
    assert customers.features == ("frequency", "monetary_value")
    assert customers.dataset.about.endswith("of 1 Jan 2024")
    assert "All customers last ordered on the same day" in said(customers)


def test_orders_without_amounts_are_compared_by_recency_and_frequency() -> None:
    customers = take_in(orders(amount=[None] * 36))
    assert "monetary_value" not in customers.table
    assert customers.features == ("recency_days", "frequency")
    assert "There is no column of amounts" in said(customers)


def test_a_list_of_one_customers_orders_says_so() -> None:
    with pytest.raises(TooFewBuyers) as caught:
        take_in(orders(customer_id=["K1"] * 36))
    assert "The 36 lines of *customers.csv* are orders of 1 customer" in str(caught.value)


def test_customers_who_all_ordered_alike_are_said_to_be_alike() -> None:
    table = orders(
        order_date=[f"2024-0{1 + row // CUSTOMERS}-01" for row in range(36)],
        order_id=[str(row) for row in range(36)], amount=["5"] * 36,
    )  # fmt: skip
    with pytest.raises(NoVariation):
        take_in(table)


def test_figures_and_words_of_the_customer_are_carried_over() -> None:
    row = range(36)
    table = orders(
        country=[["Peru", "Chad", "Oman"][r % CUSTOMERS % 3] for r in row],
        age=[str(30 + 2 * (r % CUSTOMERS)) for r in row],
        email=[f"k{r % CUSTOMERS}@example.com" for r in row],
        product=[["pen", "ink", "pad", "cap"][r % 4 if r < 12 else r // 5 % 4] for r in row],
    )
    customers = take_in(table)
    assert customers.raw.column_names[:4] == ["customer_id", "country", "age", "email"]
    assert customers.table["age"].tolist() == [30.0 + 2 * n for n in range(CUSTOMERS)]
    assert customers.table["country"].dtype == "category"
    assert "product" not in customers.table
    assert taken(customers, "email").role == "pii"
    assert take_in(table, ("age", "spend")).features == ("age", "monetary_value")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("recency", "recency_days"), ("orders", "frequency"), ("amount", "monetary_value"),
        ("Basket", "average_basket"), ("tenure", "tenure_days"), ("monetary", "monetary_value"),
    ],
)  # fmt: skip
def test_made_columns_can_be_asked_for_in_plain_words(asked: str, meant: str) -> None:
    date = [f"2024-{1 + row // CUSTOMERS:02}-{1 + row % 12:02}" for row in range(36)]
    assert take_in(orders(order_date=date), (asked,)).features == (meant,)


def test_a_column_that_is_none_of_the_customer_cannot_be_asked_for() -> None:
    with pytest.raises(UnknownFeature) as caught:
        take_in(orders(), ("order_id",))
    assert "recency_days" in str(caught.value)


def test_the_currency_comes_into_the_names() -> None:
    signed = take_in(orders(amount=[f"€{10 + row % 7 + row % 5}" for row in range(36)]))
    assert "monetary_value_eur" in signed.features
    named = take_in(orders(amount=[None] * 36, amount__usd=numbers(36)))
    assert "monetary_value_usd" in named.features


def test_lines_of_a_cancelled_order_count_and_are_said() -> None:
    status = ["Cancelled" if row < 2 else "Shipped" for row in range(36)]
    assert "status says Cancelled for 2 lines" in said(take_in(orders(status=status)))


NUMBER = [row // 2 for row in range(60)]
WHO = [number * 7 % 13 for number in NUMBER]
DAY = [np.datetime64("2024-01-03") + 3 * number for number in NUMBER]
MONEY = [10 + row * 7 % 31 for row in range(60)]


def text(values: Sequence[object]) -> list[str]:
    return [str(value) for value in values]


EXPORTS: dict[str, dict[str, Cells]] = {
    "a shop": {
        "Name": [f"#{1000 + number}" for number in NUMBER],
        "Email": [f"u{who}@example.com" for who in WHO],
        "Paid at": [f"{day} 10:22:01 +0100" for day in DAY],
        "Lineitem quantity": ["1", "2"] * 30, "Total": text(MONEY),
    },
    "a German office": {
        "Kundennummer": text([20000 + who for who in WHO]),
        "Rechnungsnr": text([7000 + number for number in NUMBER]),
        "Rechnungsdatum": [f"{d[8:]}.{d[5:7]}.{d[:4]}" for d in text(DAY)],
        "Menge": ["1", "3"] * 30, "Einzelpreis": [f"{money},50" for money in MONEY],
    },
    "a payment service": {
        "id": [f"ch_{row:x}" for row in range(60)],
        "Created (UTC)": [f"{day} 10:22" for day in DAY],
        "Amount": text(MONEY), "Customer ID": [f"cus_{who:x}" for who in WHO],
        "Customer Email": [f"u{who}@example.com" for who in WHO], "Status": ["Paid"] * 60,
    },
    "a department store": {
        "Row ID": text(range(1, 61)), "Order ID": [f"CA-{number}" for number in NUMBER],
        "Order Date": text(DAY), "Ship Date": text([day + 4 for day in DAY]),
        "Customer ID": [f"CG-{who}" for who in WHO], "Sales": text(MONEY),
        "Profit": text([money - 20 for money in MONEY]),
    },
    "an event log": {
        "user_id": text(WHO), "revenue": text(MONEY),
        "ts": text([int(day.astype("datetime64[s]").astype(int)) for day in DAY]),
    },
    "a ledger": {
        "Client": [f"Firma {who}" for who in WHO], "Net amount": text(MONEY),
        "Date": text([int((day - np.datetime64("1899-12-30")).astype(int)) for day in DAY]),
    },
}  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS)
def test_the_exports_of_usual_systems_are_recognised(export: str) -> None:
    customers = take_in(raw_table(";" if "German" in export else ",", **EXPORTS[export]))
    assert customers.dataset.kind == "transactions"
    assert len(customers.table) == 13
    assert customers.table["frequency"].sum() == 30
    money = sum(MONEY)
    if "German" in export:
        money = sum((1 + 2 * (row % 2)) * (m + 0.5) for row, m in enumerate(MONEY))
    assert customers.table["monetary_value"].sum() == pytest.approx(money)
    assert customers.table["recency_days"].min() == 0


def test_many_amounts_below_zero_are_said() -> None:
    amount = [str(-money if row % 3 == 0 else money) for row, money in enumerate(MONEY)]
    table = raw_table(account_id=text(WHO), date=text(DAY), amount=amount)
    assert "33 % of the lines are below zero; I took them for returns" in said(take_in(table))


# ------------------------------------------------------------------- what is no list of orders


def test_the_tickets_of_a_help_desk_are_no_orders() -> None:
    table = raw_table(
        ticket_id=text(range(60)), customer_id=text(WHO), created_at=text(DAY),
        satisfaction=text([1 + row * 7 % 5 for row in range(60)]), minutes=numbers(60),
    )  # fmt: skip
    assert take_in(table).dataset.kind == "customers"


def monthly_states(**columns: Cells) -> RawTable:
    """Every customer once a month, with an amount."""
    rows = range(8 * CUSTOMERS)
    standard: dict[str, Cells] = {
        "customer_id": [f"K{row % CUSTOMERS}" for row in rows],
        "date": [f"2024-{1 + row // CUSTOMERS:02}-01" for row in rows],
        "amount": numbers(len(rows)),
    }
    return raw_table(**(standard | columns))


def test_a_file_that_has_every_customer_once_a_month_is_no_list_of_orders() -> None:
    assert take_in(monthly_states()).dataset.kind == "customers"


def test_customers_whose_key_repeats_by_accident_stay_customers() -> None:
    rows = range(200)
    table = raw_table(
        customer_id=[str(1000 + row - (row % 40 == 39)) for row in rows],
        last_order_date=[f"2024-01-{1 + row % 28:02}" for row in rows],
        amount=numbers(200), age=numbers(200, step=11),
    )  # fmt: skip
    customers = take_in(table)
    assert customers.dataset.kind == "customers"
    assert len(customers.table) == 200


def test_products_that_repeat_are_no_customers() -> None:
    rows = range(120)
    table = raw_table(
        product_id=[str(100 + row % 30) for row in rows],
        date=[f"2024-01-{1 + row // 6:02}" for row in rows],
        amount=numbers(120), stock=numbers(120, step=5),
    )  # fmt: skip
    assert take_in(table).dataset.kind == "customers"


def test_a_person_decides_either_way() -> None:
    as_customers = take_in(orders(), kind="customers")
    assert as_customers.dataset.kind == "customers"
    assert len(as_customers.table) == 36
    assert take_in(monthly_states(), kind="transactions").dataset.kind == "transactions"


def test_a_file_that_cannot_be_orders_says_what_is_missing() -> None:
    table = raw_table(age=numbers(40), income=numbers(40, step=11))
    with pytest.raises(NoOrders) as caught:
        take_in(table, kind="transactions")
    assert caught.value.missing == ("who bought", "when")


def test_shuffled_lines_give_the_same_customers() -> None:
    table = orders()
    order = np.random.default_rng(1).permutation(36)
    shuffled = RawTable(table.name, table.cells.take(order), table.format)
    one, other = take_in(table).table, take_in(shuffled).table
    assert other.set_index("customer_id").loc[one["customer_id"]].reset_index().equals(one)
