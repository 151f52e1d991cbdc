"""Every real customer file, read as a marketer would read the answer."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from segmentation.intake import CustomerTable, take_in
from segmentation.results import Column
from segmentation.sources import open_source
from segmentation.spec import Limits

pytestmark = pytest.mark.shared_data


@dataclass(frozen=True)
class Expected:
    """rows read and used; the features in order; roles of the columns that are easy to get wrong;
    missing cells of some; words that a warning must hold; what a list of orders holds."""

    rows: int
    features: str
    roles: dict[str, str]
    missing: dict[str, int] | None = None
    warning: str = ""
    about: str = ""


_RETAIL = {"InvoiceNo": "id", "InvoiceDate": "date", "CustomerID": "id"}
_RFM = "recency_days frequency monetary_value"
_CAMPAIGN = Expected(
    2240,
    "Year_Birth Income Kidhome Teenhome Recency MntWines MntFruits MntMeatProducts MntFishProducts"
    " MntSweetProducts MntGoldProds NumDealsPurchases NumWebPurchases NumCatalogPurchases"
    " NumStorePurchases NumWebVisitsMonth",
    {
        "ID": "id", "Education": "category", "Marital_Status": "category", "Income": "money",
        "Dt_Customer": "date", "MntWines": "money", "AcceptedCmp1": "category",
        "Complain": "category", "Z_CostContact": "ignored", "Z_Revenue": "ignored",
        "Response": "label",
    },
    {"Income": 24},
)  # fmt: skip

FILES = {
    "mall_customers.csv": Expected(
        200, "Age|Annual Income (k$)|Spending Score (1-100)",
        {"CustomerID": "id", "Gender": "category", "Annual Income (k$)": "money"},
    ),
    "mall_genre_zeropad.csv": Expected(
        200, "Age AnnualIncome SpendingScore", {"CustomerID": "id", "Genre": "category"}
    ),
    "mall_snake_zeropad.csv": Expected(
        200, "age annual_income_thousands spending_score", {"customer_id": "id"}
    ),
    "mall_unnamed_index_sex.csv": Expected(
        200, "Age|Annual Income (k$)|Spending Score (1-100)",
        {"unnamed 1": "id", "CustomerID": "id", "Sex": "category"},
    ),
    "mall_new_with_segment.csv": Expected(
        10, "age annual_income_thousands spending_score",
        {"segment": "label", "segment_origin": "ignored"}, {"segment": 6},
    ),
    "mall_fake20.csv": Expected(
        20, "Age|Annual Income (k$)|Spending Score (1-100)", {"CustomerID": "id"}
    ),
    "wholesale.csv": Expected(
        440, "Fresh Milk Grocery Frozen Detergents_Paper Delicassen",
        {"Channel": "category", "Region": "category"},
    ),
    "wholesale_udacity.csv": Expected(
        440, "Fresh Milk Grocery Frozen Detergents_Paper Delicatessen",
        {"Channel": "category", "Region": "category"},
    ),
    "wholesale_4cols.csv": Expected(440, "Fresh Milk Grocery Frozen", {}),
    "marketing_campaign_tab.csv": _CAMPAIGN,
    "marketing_campaign_semicolon_bom.csv": _CAMPAIGN,
    "cc_general.csv": Expected(
        8950,
        "BALANCE BALANCE_FREQUENCY PURCHASES ONEOFF_PURCHASES INSTALLMENTS_PURCHASES CASH_ADVANCE"
        " PURCHASES_FREQUENCY ONEOFF_PURCHASES_FREQUENCY PURCHASES_INSTALLMENTS_FREQUENCY"
        " CASH_ADVANCE_FREQUENCY CASH_ADVANCE_TRX PURCHASES_TRX CREDIT_LIMIT PAYMENTS"
        " MINIMUM_PAYMENTS PRC_FULL_PAYMENT TENURE",
        {"CUST_ID": "id", "PURCHASES": "money", "PURCHASES_TRX": "feature"},
        {"MINIMUM_PAYMENTS": 313, "CREDIT_LIMIT": 1},
    ),
    "credit_card_660_bom.csv": Expected(
        660,
        "Avg_Credit_Limit Total_Credit_Cards Total_visits_bank Total_visits_online"
        " Total_calls_made",
        {"Sl_No": "id", "Customer Key": "id"}, warning="Customer Key repeats in 5 rows",
    ),
    "segmentation_data_365.csv": Expected(
        2000, "Age Income",
        {
            "ID": "id", "gender": "category", "Marital status": "category",
            "Education": "category", "Occupation": "category", "Settlement size": "category",
        },
    ),
    "telco_churn.csv": Expected(
        7043, "tenure MonthlyCharges TotalCharges",
        {
            "customerID": "id", "SeniorCitizen": "category", "PhoneService": "category",
            "PaymentMethod": "category", "TotalCharges": "money", "Churn": "label",
        },
        {"TotalCharges": 11},
    ),
    "janatahack_train.csv": Expected(
        8068, "Age Work_Experience Family_Size",
        {"ID": "id", "Spending_Score": "category", "Segmentation": "label", "Var_1": "category"},
        {"Work_Experience": 829, "Family_Size": 335, "Ever_Married": 140},
    ),
    "janatahack_test.csv": Expected(
        2627, "Age Work_Experience Family_Size", {"ID": "id", "Segmentation": "label"}
    ),
    "ecommerce_customers.csv": Expected(
        500,
        "Avg. Session Length|Time on App|Time on Website|Length of Membership|Yearly Amount Spent",
        {"Masked Email": "pii", "Avatar": "text", "Yearly Amount Spent": "money"},
    ),
    "sales_data_sample.csv": Expected(
        2823, _RFM,
        {
            "ORDERNUMBER": "id", "ORDERDATE": "date", "MONTH_ID": "category",
            "SALES": "money", "MSRP": "ignored",
            "QTR_ID": "category", "YEAR_ID": "category", "CUSTOMERNAME": "pii", "PHONE": "pii",
            "ADDRESSLINE1": "pii", "POSTALCODE": "pii", "CONTACTFIRSTNAME": "pii",
            "TERRITORY": "category", "COUNTRY": "category", "DEALSIZE": "category",
        },
        {"TERRITORY": 0, "STATE": 1486, "POSTALCODE": 76}, "STATUS says Cancelled for 60 lines",
        "307 orders by 92 customers from 6 Jan 2003 to 31 May 2005",
    ),
    "bank_4521.csv": Expected(
        4521, "age balance duration campaign previous",
        {
            "job": "category", "default": "category", "day": "category", "month": "category",
            "pdays": "ignored", "y": "label", "balance": "money",
        },
        {"pdays": 3705, "education": 187, "contact": 1324, "default": 0},
    ),
    "bank_additional_semicolon.csv": Expected(
        4119,
        "age duration campaign previous",
        {
            "pdays": "ignored", "day_of_week": "category", "y": "label", "euribor3m": "ignored",
            "cons.price.idx": "ignored", "nr.employed": "ignored",
        },
        {"pdays": 3959, "default": 803},
    ),
    "bank_full_semicolon_nolabel.csv": Expected(
        45211, "age balance duration campaign previous", {"pdays": "ignored", "job": "category"}
    ),
    "german_credit_na.csv": Expected(
        1000, "Age|Credit amount|Duration",
        {"unnamed 1": "id", "Job": "category", "Saving accounts": "category"},
        {"Saving accounts": 183, "Checking account": 394},
    ),
    "online_retail_small.csv": Expected(
        179, "frequency monetary_value",
        {**_RETAIL, "Description": "text", "Country": "category"},
        warning="I read 12/1/10 8:26 as 1 Dec 2010",
        about="22 orders by 14 customers of 1 Dec 2010",
    ),
    "online_retail_invoices.csv": Expected(
        18532, _RFM, {**_RETAIL, "TotalPrice": "money", "monetary_value": "money"},
        about="18,532 orders by 4,338 customers from 1 Dec 2010 to 9 Dec 2011",
    ),
    "online_retail_rfm.csv": Expected(
        3864, "Recency Frequency Monetary AvgSpent",
        {"CustomerID": "id", "PTRecency": "ignored", "QTMonetary": "ignored"},
    ),
    "cdnow_master.csv": Expected(
        69659, "recency_days frequency monetary_value_usd",
        {"customer_id": "id", "date": "date", "dollar_value": "money"},
        warning="68 customers paid nothing",
        about="67,591 orders by 23,570 customers from 1 Jan 1997 to 30 Jun 1998",
    ),
    "cdnow_sample.csv": Expected(
        6919, _RFM,
        {"column 1": "id", "column 2": "id", "column 3": "date", "column 5": "money"},
        about="6,696 orders by 2,357 customers from 1 Jan 1997 to 30 Jun 1998",
    ),
    "cdnow_summary.csv": Expected(
        2357, "frequency T time_since_last_order", {"ID": "id", "recency": "ignored"}
    ),
    "adventureworks_customers.csv": Expected(
        18148, "AnnualIncome TotalChildren",
        {
            "CustomerKey": "id", "Prefix": "category", "FirstName": "pii", "LastName": "pii",
            "BirthDate": "date", "Gender": "category", "EmailAddress": "pii",
            "AnnualIncome": "money", "HomeOwner": "category",
        },
        {"Gender": 130, "AnnualIncome": 0},
    ),
    "ibm_cust_segmentation.csv": Expected(
        850, "Age|Years Employed|Income|Card Debt|Other Debt|DebtIncomeRatio",
        {
            "unnamed 1": "id", "Unnamed: 0": "id", "Customer Id": "id", "Edu": "category",
            "Defaulted": "label", "Address": "pii", "DebtIncomeRatio": "feature",
        },
        {"Defaulted": 150},
    ),
    "ibm_telecust1000t.csv": Expected(
        1000, "tenure age address income employ reside",
        {
            "unnamed 1": "id", "region": "category", "marital": "category", "ed": "category",
            "retire": "category", "gender": "category", "custcat": "label",
        },
    ),
    "airline_lrfmc_subset.csv": Expected(3586, "R F M C L", {}, warning="5 rows are equal"),
}  # fmt: skip


def customers_of(folder: Path, name: str) -> CustomerTable:
    return take_in(open_source(str(folder / name), name).read(Limits()))


def test_every_file_of_the_folder_is_expected(shared_data: Path) -> None:
    assert {path.name for path in shared_data.glob("*.csv")} == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_understood(shared_data: Path, name: str) -> None:
    expected, customers = FILES[name], customers_of(shared_data, name)
    columns: dict[str, Column] = {column.name: column for column in customers.dataset.columns}
    sign = "|" if "|" in expected.features else " "
    assert customers.features == tuple(expected.features.split(sign))
    assert customers.dataset.rows_read == customers.dataset.rows_used == expected.rows
    assert {column: columns[column].role for column in expected.roles} == expected.roles
    missing = expected.missing or {}
    assert {column: columns[column].missing for column in missing} == missing
    assert customers.dataset.about == expected.about
    assert customers.dataset.kind == ("transactions" if expected.about else "customers")
    assert expected.warning in " ".join(customers.dataset.warnings)
    assert bool(expected.warning) == bool(customers.dataset.warnings) or name in _ALSO_WARNED


# Its warning is about customers who paid nothing.
_ALSO_WARNED = {"cdnow_sample.csv"}


def test_money_with_signs_and_blanks_is_read(shared_data: Path) -> None:
    income = customers_of(shared_data, "adventureworks_customers.csv").table["AnnualIncome"]
    assert (income.min(), income.max()) == (10000, 170000)


def test_totals_that_others_measured_come_out(shared_data: Path) -> None:
    invoices = customers_of(shared_data, "online_retail_invoices.csv").table
    assert invoices["monetary_value"].sum() == pytest.approx(8_911_407.90, abs=0.01)
    assert invoices["frequency"].sum() == 18532
    assert len(invoices) == invoices["CustomerID"].nunique() == 4338
    cds = customers_of(shared_data, "cdnow_master.csv").table
    assert cds["monetary_value_usd"].sum() == pytest.approx(2_500_315.63, abs=0.01)
    assert len(cds) == cds["customer_id"].nunique() == 23570
    sales = customers_of(shared_data, "sales_data_sample.csv").table
    assert sales["monetary_value"].sum() == pytest.approx(10_032_628.85, abs=0.01)
    assert len(sales) == 92


def test_the_days_since_the_last_order_count_from_the_last_day_of_the_file(
    shared_data: Path,
) -> None:
    """The same customers as in the other file of that year, which was made by others; there the
    last day is counted as one day ago."""
    ours = customers_of(shared_data, "online_retail_invoices.csv").table.set_index("CustomerID")
    theirs = customers_of(shared_data, "online_retail_rfm.csv").table.set_index("CustomerID")
    both = ours.loc[theirs.index]
    assert (both["recency_days"] + 1 == theirs["Recency"]).all()
    assert (both["frequency"] == theirs["Frequency"]).all()
    assert np.allclose(both["monetary_value"], theirs["Monetary"])


def test_what_a_customer_says_in_all_lines_is_kept(shared_data: Path) -> None:
    sales = customers_of(shared_data, "sales_data_sample.csv")
    land_of_toys = sales.raw.to_pylist()[0]
    assert land_of_toys["CUSTOMERNAME"] == "Land of Toys Inc."
    assert (land_of_toys["COUNTRY"], land_of_toys["TERRITORY"]) == ("USA", "NA")
    assert "PRODUCTLINE" not in land_of_toys


@pytest.mark.parametrize(
    "variant", ["mall_genre_zeropad.csv", "mall_unnamed_index_sex.csv", "mall_snake_zeropad.csv"]
)
def test_variants_of_one_table_give_the_same_numbers(shared_data: Path, variant: str) -> None:
    mall = customers_of(shared_data, "mall_customers.csv")
    other = customers_of(shared_data, variant)
    one = mall.table[list(mall.features)].to_numpy()
    assert (one == other.table[list(other.features)].to_numpy()).all()


def test_lines_that_lost_a_cell_are_set_aside_and_said(shared_data: Path) -> None:
    """Four lines of this file lack a comma; filled up, a customer number would be a price."""
    customers = customers_of(shared_data, "online_retail_small.csv")
    assert any(step.count == 4 and "set aside" in step.what for step in customers.dataset.receipt)
    assert customers.table["average_basket"].max() < 3000
