"""Reading templates/vocabulary.toml, and what is said about mistakes in it."""

from pathlib import Path

import pytest

from bot.templating import templates_folder
from bot.vocabulary_file import LONGEST_NAME, VocabularyMistakes, read_vocabulary
from segmentation.traits import concept_of, money_columns, short_labels

CONCEPT = """
[[concept]]
key = "income"
patterns = ['income']
label = "income"
high = "affluent"
low = "modest"
"""


def mistakes_of(text: str, folder: Path) -> tuple[str, ...]:
    (folder / "vocabulary.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyMistakes) as caught:
        read_vocabulary(folder)
    assert str(folder) in caught.value.problem
    assert caught.value.next_step
    return caught.value.mistakes


def test_the_vocabulary_that_ships_is_without_mistakes() -> None:
    words = read_vocabulary()
    assert read_vocabulary(templates_folder()) == words
    assert words.average_name == "Middle of the road"
    assert all(len(pattern.name) <= LONGEST_NAME for pattern in words.names)


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("Annual Income (k$)", "income"), ("AnnualIncome", "income"), ("Einkommen", "income"),
        ("revenu annuel", "income"), ("Spending Score (1-100)", "spending_score"),
        ("Monetary", "spend"), ("revenue", "spend"), ("Umsatz (EUR)", "spend"),
        ("chiffre d'affaires", "spend"), ("TotalCharges", "spend"), ("MntWines", "category_spend"),
        ("Age", "age"), ("Alter", "age"), ("customer_age", "age"), ("Year_Birth", "birth_year"),
        ("account_age_days", "tenure"), ("Recency", "recency"), ("last_login", "recency"),
        ("Tage seit letztem Kauf", "recency"), ("days_since_signup", "tenure"),
        ("Frequency", "frequency"), ("num_purchases", "frequency"), ("Bestellungen", "frequency"),
        ("tenure", "tenure"), ("Length of Membership", "tenure"), ("AvgSpent", "basket"),
        ("AOV", "basket"), ("Warenkorb", "basket"), ("BALANCE", "balance"),
        ("BALANCE_FREQUENCY", "balance_activity"), ("Card Debt", "debt"),
        ("DebtIncomeRatio", "debt_ratio"), ("Avg_Credit_Limit", "credit_limit"),
        ("CASH_ADVANCE_TRX", "cash_advance"), ("Total_visits_bank", "branch"),
        ("Total_visits_online", "online"), ("NumStorePurchases", "in_person"),
        ("Total_calls_made", "calls"), ("Time on App", "app"), ("Time on Website", "website"),
        ("Avg. Session Length", "session"), ("NumDealsPurchases", "discount"),
        ("return_rate", "returns"), ("Kidhome", "household"), ("Family_Size", "household"),
        ("distance_km", "distance"), ("NPS", "satisfaction"), ("Genre", "gender"),
        ("Prefix", "gender"), ("cust_category", "code"),
        ("Sex", "gender"), ("Settlement size", "town_size"), ("CITY", "code"), ("City", "code"),
        ("CityTier", "town_size"), ("campaign", "contacts"),
        ("AcceptedCmp3", "responses"), ("Region", "code"), ("PAYMENTS", "measure"),
    ],
)  # fmt: skip
def test_columns_of_real_files_are_understood(column: str, key: str) -> None:
    concept = concept_of(column, read_vocabulary())
    assert concept is not None
    assert concept.key == key


@pytest.mark.parametrize("column", ["Fresh", "Milk", "Grocery", "Detergents_Paper"])
def test_kinds_of_goods_keep_their_own_words_and_are_money(column: str) -> None:
    concept = concept_of(column, read_vocabulary())
    assert concept is not None
    assert concept.money
    assert {concept.label, concept.high, concept.low} == {""}


@pytest.mark.parametrize("column", ["previousness", "Points", "Column 4"])
def test_columns_that_mean_nothing_known_keep_their_own_words(column: str) -> None:
    assert concept_of(column, read_vocabulary()) is None


def test_m_is_money_beside_r_and_f_and_kilometres_beside_l_f_and_c() -> None:
    """Airlines write their customers as L, R, F, M, C, where M is what was flown."""
    words = read_vocabulary()
    assert money_columns(["R", "F", "M"], words.for_table(["id", "R", "F", "M"])) == ("M",)
    airline = words.for_table("LRFMC")
    assert money_columns(["R", "F", "M"], airline) == ()
    assert list(short_labels(list("LRFMC"), airline).values()) == [
        "time as a customer", "time since the last flight", "flights", "distance travelled",
        "average discount factor",
    ]  # fmt: skip


def test_a_marketer_can_add_a_concept_and_a_name(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.toml").write_text(
        'average_name = "The usual"\n'
        + CONCEPT
        + '[[name]]\nwhen = { income = "high" }\nname = "Well-to-do"\n',
        encoding="utf-8",
    )
    words = read_vocabulary(tmp_path)
    assert words.average_name == "The usual"
    assert words.concepts[0].patterns == ("income",)
    assert words.names[0].name == "Well-to-do"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("average_name = ", "It is not valid TOML"),
        ("names = []", "has `names`, which means nothing; there are: average_name"),
        ("average_name = 3", "`average_name` should be a text in quotes"),
        ("average_name = ' '", "can't be empty"),
        ("[concept]\nkey = 'a'", "`concept` should be a list in square brackets"),
        (CONCEPT.replace('label = "income"', ""), "Concept 1 (income) lacks `label`"),
        (CONCEPT + "prority = 3", "has `prority`, which means nothing"),
        (CONCEPT + "priority = 'first'", "`priority` should be a whole number"),
        (CONCEPT + "protected = 1", "`protected` should be true or false"),
        (CONCEPT.replace("['income']", "['(']"), "'(' is not a regular expression"),
        (CONCEPT.replace("['income']", "['x*']"), "'x*' fits every column"),
        (CONCEPT.replace("['income']", "[3]"), "pattern 3 should be a text"),
        (CONCEPT.replace("['income']", "[]"), "has no patterns"),
        (CONCEPT.replace('"income"\npat', '"In come"\npat'), "lower-case letters"),
        (CONCEPT + "beside = '^l$'", "`beside` should be a list in square brackets"),
        (CONCEPT + "beside = ['(']", "'(' is not a regular expression"),
        (CONCEPT + "counts_as = 'wealth'", "counts as `wealth`"),
        (CONCEPT + "opposite = 'debt'", "is opposite to `debt`"),
        (CONCEPT + CONCEPT, "2 concepts have the key `income`"),
        ("[[name]]\nname = 'A'", "Name 1 (A) lacks `when`"),
        (CONCEPT + "[[name]]\nname = 'A'\nwhen = {}", "would fit every segment"),
        (CONCEPT + "[[name]]\nname = 'A'\nwhen = { income = 'up' }",
         "should be one of high, low, average, not 'up'"),
        (CONCEPT + "[[name]]\nname = 'A'\nwhen = { wealth = 'low' }", "speaks of `wealth`"),
        (CONCEPT + "protected = true\n[[name]]\nname = 'A'\nwhen = { income = 'low' }",
         "rests on `income`, which is protected"),
        (CONCEPT + f"[[name]]\nname = '{'A' * 33}'\nwhen = {{ income = 'low' }}",
         "has 33 letters; 32 is the most"),
        (CONCEPT + "[[name]]\nname = 'A'\nwhen = { income = 'low' }" * 1
         + "\n[[name]]\nname = 'A'\nwhen = { income = 'high' }", "2 names are `A`"),
        ("concept = [3]", "should be written as a table"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_in_plain_words(text: str, said: str, tmp_path: Path) -> None:
    assert any(said in mistake for mistake in mistakes_of(text, tmp_path))


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    text = (
        CONCEPT
        + "prority = 3\n"
        + CONCEPT.replace("['income']", "['(']").replace('key = "income"', 'key = "wealth"')
    )
    found = mistakes_of(text, tmp_path)
    assert len(found) == 2
    assert "(1)" in str(VocabularyMistakes(tmp_path, found))
    assert "(2)" in str(VocabularyMistakes(tmp_path, found))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(VocabularyMistakes, match="There is no such file"):
        read_vocabulary(tmp_path)
