"""Patterns of column names that tell the parts of an order: who, when, which, how much.

They are matched against names as `segmentation.column_words.normalised` gives them.
"""

import re

from segmentation.intake.name_patterns import ends, exactly, holds, one_of


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_WHO = one_of("""
    customer client cust user member account acct kunden? kunde cliente client shopper buyer guest
    consumer household visitor subscriber bill_to sold_to debtor debitor loyalty card_holder
    cardholder payer donor donator
""")
BUYER = re.compile(rf"(?:^| ){_WHO}|(?:customer|client|buyer|user|member)")
# Who sold, where, what: ids that repeat too, but of no customer.
NOT_BUYER = re.compile(
    holds("""
        product item article sku stock store shop branch employee staff seller vendor supplier
        merchant sales_?rep agent warehouse campaign session device order invoice line segment
        cluster type group category status
    """)
)
_ORDER = one_of("""
    order invoice transaction trans txn trx receipt booking bill basket ticket sale sales purchase
    cart check document voucher rechnungs? bestell bestellungs? auftrags? beleg bon facture factura
    pedido commande session
""")
_NUMBERED = one_of("id no nr num number nummer code key ref reference n[uú]mero")
ORDER_NUMBER = _any(
    rf"(?:^| ){_ORDER} ?{_NUMBERED}$",
    rf"^{_NUMBERED} {_ORDER}$",
    exactly("order invoice receipt transaction transactions basket bestellung rechnung beleg bon"),
    exactly("facture factura pedido commande ordernr orderid invoiceid"),
)
SURELY_ORDER = re.compile(
    "order|invoice|transaction|receipt|purchase|bestell|rechnung|auftrag|factur|pedido|commande"
)
LINE_NUMBER = re.compile(r"line|pos(?:ition)?\b|item|row|seq")
_BOUGHT = one_of("""
    order invoice purchase transaction trans txn sale sales bill receipt booking bought paid
    payment kauf bestell rechnungs? beleg achat commande factura compra checkout
""")
BOUGHT_ON = re.compile(_BOUGHT)
# Other days in an order's life, and days of the customer's own life.
AFTERWARDS = re.compile("ship|deliver|due|required|return|refund|updated|modified|expir|estimat")
OF_THE_PERSON = re.compile(
    "birth|born|dob|geburt|naissance|nacimiento|join|sign ?up|regist|enrol|customer since"
    "|first (?:order|purchase)|last (?:order|purchase|visit|login)|member since|dt customer"
)
QUANTITY_BOUGHT = _any(
    holds("""
        qty quantity quantities units pieces pcs menge anzahl stueck st[uü]ck quantite quantit[eé]
        cantidad cds items_?ordered items_?count
    """),
    "^quantity",
    rf"^{one_of('number_of no_of num_of num')} ?(?:[a-z]+ )?"
    rf"{one_of('items units products articles pieces cds')}$",
    exactly("items units number_of_items item_count"),
)
UNIT_PRICE = _any(
    "(?:unit|each|item|per (?:unit|item|piece)|st[uü]ck|einzel) ?(?:price|preis|cost|value)",
    "price ?(?:each|per|pro)", exactly("price preis precio prix prezzo rate unit_cost"),
)  # fmt: skip
_SUMS = one_of("""
    total amount sales? revenue value net gross subtotal turnover umsatz betrag summe spend spent
    paid payment montant importe ventas dollars? dollar_value price charge amt monetary
""")
AMOUNT = _any(
    rf"(?:^| ){_SUMS}(?: |$)", "total ?price|line ?total|order ?total|sales ?amount|order ?value"
)
NOT_AMOUNT = re.compile(
    holds("""
        msrp list_price list cost costs tax vat discount shipping freight fee fees profit margin
        points balance limit score income salary budget number count type method status id unit
        currency
    """)
    + "|^unit|" + ends("qty quantity each items pct percent")
)  # fmt: skip
WHOLE_ORDER = re.compile("order|invoice|basket|transaction|receipt|cart|grand|bill|total")
STATUS = re.compile(holds("status state_of_order order_state fulfil?lment"))
CALLED_OFF = re.compile("cancel|return|refund|void|storn|annul|reject|declin|fail")
