"""What a column's name says: words that tell ids, labels, codes, money, quantities, people."""

import re

_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[\W_]+")

_WHO = (
    r"customer|client|cust|user|member|account|acct|consumer|shopper|buyer|guest|patient|person"
    r"|household|contact|subscriber|kunden?|cliente|order|invoice|transaction|receipt|booking"
    r"|session|loyalty|employee|sl|serial|record|row|line|sample|ticket|policy|contract"
)
IDENTIFIER = re.compile(
    r"(^| )(id|ids|uid|uuid|guid|key|identifier|kennung|hash|sku)$|^id "
    r"|^(index|idx|row ?names?|no|nr|s no|sno|identifikation)$"
    rf"|({_WHO}) ?(line ?)?(no|nr|num|number|nummer|code|key|id|index|ref|reference|numero|número)$"
    r"|(^| )(nummer|numero|número)$|^(stock|product|item|article|sku) ?(code|no|number)$"
    r"|^(customer|client|cust|user|member|account|kunde|cliente|subscriber|household|shopper|invoice)$"
)
UNNAMED = re.compile(r"^unnamed \d+( \d+)?$")
CUSTOMER = re.compile(r"customer|client|cust|user|member|account|kunde|cliente|shopper|subscriber")
ENTITY = re.compile(rf"({_WHO})")
LABEL = re.compile(
    r"(^| )(segment(ation)?s?|clusters?|churn(ed)?|attrition|kundensegment)( (id|no|nr|label|name|flag|number|value|category|score))?$"
    r"|^(label|labels|target|target variable|class|class label|y|response|outcome|custcat|customer category"
    r"|exited|converted|defaulted|default payment.*|segment name|is churn|persona|gruppe|cluster.*label)$"
)
PERIOD = re.compile(
    r"^(day|month|mon|weekday|week ?day|dow|quarter|qtr|hour|week|year|monat|tag|quartal|jahr|año|mes)"
    r"( of( the)? (week|month|year))?( id| no| nr| num| number| code)?$"
)
YEAR = re.compile(r"(^| )(year|yr|jahr|año|annee|année|since)( |$)")
BIRTH = re.compile(r"birth|born|geburt|nacimiento|naissance|dob")
CODE = re.compile(
    r"(^| )(gender|genre|sex|geschlecht|sexo|sexe|marital|married|marriage|familienstand|education|educat|edu|ed"
    r"|educational|schooling|degree|occupation|occ|job|profession|beruf|employment|emp type|settlement( size)?|(city|town) size"
    r"|region|regions|channel|chan|country|land|pais|pays|city|town|state|province|area|zone|district"
    r"|county|territory|market|branch|store|shop|location|site|type|typ|category|categories|cat"
    r"|class|group|grp|grade|tier|code|status|plan|contract|brand|product|department|dept|race"
    r"|ethnicity|ethnic|religion|language|lang|nationality|citizenship|source|device|platform"
    r"|browser|os|payment method|payment type|method|mode|medium|campaign id|card type|membership"
    r"|level|flag|segment|cluster|month|quarter|weekday|day of week|housing|ownership|residence type"
    r"|industry|sector|currency|colou?r|origin|cohort)( id| no| nr| code| cd)?$"
    r"|^(region|channel|country|city|state|store|branch|type|category|marital|education|occupation"
    r"|gender|sex|product|segment) |^(is|has|flag) "
)
QUANTITY = re.compile(
    r"(^| )(age|alter|edad|income|salary|wage|einkommen|ingresos|score|rating|amount|amt|mnt|count|cnt|num|number of"
    r"|no of|nr of|total|sum|avg|average|mean|median|min|max|minimum|maximum|qty|quantity|units|visits"
    r"|visit|purchases|orders|transactions|trx|calls|clicks|sessions|logins|returns|items|kids|children"
    r"|kinder|childs|dependents count|family size|household size|size of household|members|people|years|yrs"
    r"|months|days|hours|minutes|tenure|duration|length|time|recency|frequency|freq|monetary|value|ltv|clv"
    r"|spend|spent|spending|spends|expenses|expenditure|sales|revenue|turnover|umsatz|ventas|price|cost|fee"
    r"|fees|balance|debt|limit|payment|payments|charge|charges|usage|rate|ratio|pct|percent|percentage"
    r"|share|distance|height|weight|discount|profit|margin|points|experience|volume|tax|change|index)( |$)"
)
MONEY = re.compile(
    r"(^| )(income|salary|wages?|einkommen|ingresos|amount|amt|mnt|spend|spent|spends|expenses?|expenditure|sales"
    r"|revenue|turnover|umsatz|ventas|price|priceeach|unitprice|totalprice|preis|precio|cost|costs|fees?|balance|debt"
    r"|charges?|payments?|purchases|monetary|ltv|clv|lifetime value|profit|budget|msrp|dollars?"
    r"|usd|eur|gbp|chf|jpy|k\$|cash advance|credit limit|order value|dollar value|basket value)( |$)"
    r"|(total|unit)(charges|price|spend|amount)$"
)
NOT_MONEY = re.compile(
    r"(^| )(num|number|count|cnt|no|nr|qty|quantity|trx|freq|frequency|ratio|rate|score|days|months|years"
    r"|pct|prc|percent|percentage|index|share|rank|method|type|status|date|time|term|idx)( |$)"
)
CURRENCY_SIGN = re.compile(r"[$€£¥₹]")
PLACE = re.compile(
    r"(^| )(territory|region|country|continent|area|market|geo|state|nation|land|location|zone|pais)( |$)"
)


def words_of(name: str) -> str:
    """A column's name as lower-case words with single blanks between them.

    Examples
    --------
    >>> words_of("AnnualIncome"), words_of("Sl_No"), words_of("CREDIT_LIMIT")
    ('annual income', 'sl no', 'credit limit')
    """
    apart = _CAMEL.sub(" ", name)
    return _NOT_WORD.sub(" ", apart).strip().lower()


def says(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a name contains what a pattern looks for."""
    return pattern.search(words) is not None
