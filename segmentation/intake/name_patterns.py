"""Patterns of column names that tell ids, labels, codes, money, quantities and places.

They are matched against names as `segmentation.column_words.normalised` gives them.
"""

import re


def says(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a name contains what a pattern looks for."""
    return pattern.search(words) is not None


def one_of(words: str) -> str:
    """A pattern for any of the words of a list; `_` in a word stands for a blank or nothing.

    >>> one_of("card_number iban")
    '(?:card ?number|iban)'
    """
    return f"(?:{'|'.join(word.replace('_', ' ?') for word in words.split())})"


def holds(words: str) -> str:
    """A pattern for names that hold one of the words, as a word of its own."""
    return f"(?:^| ){one_of(words)}(?: |$)"


def ends(words: str) -> str:
    """A pattern for names whose last word is one of the words."""
    return f"(?:^| ){one_of(words)}$"


def exactly(words: str) -> str:
    """A pattern for names that are one of the words and nothing else."""
    return f"^{one_of(words)}$"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_WHO = one_of("""
    customer client cust user member account acct consumer shopper buyer guest patient person
    household contact subscriber kunden? cliente order invoice transaction receipt booking session
    loyalty visitor employee sl serial record row line sample ticket policy contract
""")
_NUMBERED = one_of("no nr num number nummer code key id index ref reference n[uú]mero")
IDENTIFIER = _any(
    ends("ids? uid uuid guid key identifier kennung hash sku nummer n[uú]mero"),
    exactly("index idx row_?names? no nr s_no identifikation"),
    exactly("customer client cust user member account kunde cliente subscriber household invoice"),
    "^id ",
    rf"{_WHO} ?(?:line ?)?{_NUMBERED}$",
    "^(?:stock|product|item|article|sku) ?(?:code|id|no|number)$",
)  # fmt: skip
ENTITY = re.compile(_WHO)
CUSTOMER = re.compile(one_of("customer client cust user member account kunde cliente shopper"))
UNNAMED = re.compile(r"^unnamed \d+( \d+)?$")
LABEL = _any(
    f"(?:^| ){one_of('segment(?:ation)?s? clusters? churn(?:ed)? attrition kundensegment')}"
    f"(?: {one_of('id no nr label name flag number value category score')})?$",
    exactly("""
        labels? target target_variable class class_label y response outcome custcat persona
        customer_category exited converted defaulted default_payment.* cluster.*label
    """),
)
_PERIODS = one_of("""
    day month mon weekday week_day dow quarter qtr hour week year monat tag quartal jahr ano annee
    mes
""")
_OF = "(?: of(?: the)? (?:week|month|year))?"
PERIOD = re.compile(f"^{_PERIODS}{_OF}(?: {one_of('id no nr num number code')})?$")
YEAR = re.compile(holds("year yr jahr ano annee since"))
MOMENT = re.compile(
    "date|timestamp|datum|fecha|"
    + holds("time dt ts epoch at created updated joined registered since last")
)
BIRTH = re.compile("birth|born|geburt|nacimiento|naissance|dob")
_KINDS = one_of("""
    gender genre sex geschlecht sexo sexe marital married marriage familienstand education educat
    edu ed educational schooling degree occupation occ job profession beruf employment emp_type
    settlement settlement_size city_size town_size regions? channel chan country land pa[ií]s city
    town state province area zone district county territory market branch store shop location site
    type typ category categories cat class group grp grade tier code status plan contract brand
    product department dept race ethnicity ethnic religion language lang nationality citizenship
    source device platform browser os method mode medium campaign_id membership flag segment
    cluster month quarter weekday day_of_week housing ownership residence industry sector currency
    colou?r origin cohort
""")
CODE = _any(
    f"(?:^| ){_KINDS}(?: {one_of('id no nr code cd')})?$",
    "^(?:region|channel|country|city|state|store|branch|type|category|marital|education"
    "|occupation|gender|sex|product|segment|is|has|flag) ",
)
QUANTITY = re.compile(
    holds("""
    age alter edad income salary wage einkommen ingresos score rating amount amt mnt count cnt num
    number_of no_of nr_of total sum avg average mean median min max minimum maximum qty quantity
    units visits? purchases orders transactions trx calls clicks sessions logins returns items kids
    children kinder childs family_size household_size size_of_household members people years yrs
    months days hours minutes tenure duration length time recency frequency freq monetary value ltv
    clv spend spent spending spends expenses expenditure sales revenue turnover umsatz ventas price
    cost fees? balance debt limit payments? charges? usage rate ratio pct percent percentage share
    distance height weight discount profit margin points experience volume tax change index
""")
)
MONEY = _any(
    holds("""
        income salary wages? einkommen ingresos amount amt mnt spend spent spends expenses?
        expenditure sales revenue turnover umsatz ventas price priceeach unitprice totalprice preis
        precio costs? fees? balance debt charges? payments? purchases monetary ltv clv
        lifetime_value profit budget msrp dollars? usd eur gbp chf jpy cash_advance credit_limit
        order_value dollar_value basket_value
    """),
    "(?:total|unit)(?:charges|price|spend|amount)$",
)
NOT_MONEY = re.compile(
    holds("""
    num number count cnt no nr qty quantity trx freq frequency ratio rate score days months years
    pct prc percent percentage index idx share rank method type status date time term
""")
)
# Figures of the day on which a line was written, the same for everyone on that day.
ECONOMY = _any(
    r"\b(?:euribor|libor|sofr|inflation|gdp|unemployment)",
    "^(?:emp var rate|cons (?:price|conf) idx|nr employed|cpi)$",
    "^consumer (?:price|confidence) index$",
    r"^(?:exchange|base|key interest|federal funds) rate$",
)
MAP_PLACE = re.compile(r"(?:^| )(?:latitude|longitude|lat|lng|lon|geo ?lat|geo ?lo?ng)$")
CURRENCY_SIGN = re.compile("[$€£¥₹]")
PLACE = re.compile(
    holds("""
    territory region country continent area market geo state nation land location zone pais
""")
)
