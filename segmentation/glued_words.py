"""Words that are written together without a sign of where one ends: QUANTITYORDERED, priceeach."""

from functools import lru_cache

# Words of customer files that are found written together; a word is parted only where all of it
# is made of these.
_KNOWN = frozenset(
    [
        "account",
        "accounts",
        "advance",
        "age",
        "amount",
        "amt",
        "annual",
        "average",
        "avg",
        "balance",
        "basket",
        "bought",
        "card",
        "cards",
        "cash",
        "cat",
        "category",
        "charges",
        "code",
        "count",
        "credit",
        "cust",
        "customer",
        "date",
        "days",
        "deal",
        "deals",
        "debt",
        "discount",
        "discounts",
        "each",
        "first",
        "frequency",
        "gender",
        "home",
        "income",
        "invoice",
        "invoices",
        "item",
        "items",
        "kid",
        "kids",
        "last",
        "limit",
        "line",
        "lines",
        "loyalty",
        "member",
        "minimum",
        "monthly",
        "months",
        "name",
        "number",
        "online",
        "order",
        "ordered",
        "orders",
        "paid",
        "payment",
        "payments",
        "points",
        "previous",
        "price",
        "prod",
        "prods",
        "product",
        "products",
        "purchase",
        "purchases",
        "qty",
        "quantity",
        "rate",
        "recency",
        "recent",
        "return",
        "returns",
        "revenue",
        "sales",
        "score",
        "segment",
        "service",
        "session",
        "shop",
        "since",
        "size",
        "spend",
        "spending",
        "spent",
        "status",
        "store",
        "teen",
        "teens",
        "tenure",
        "time",
        "total",
        "transaction",
        "transactions",
        "type",
        "unit",
        "units",
        "value",
        "visit",
        "visits",
        "web",
        "weeks",
        "yearly",
        "years",
    ]
)
_SHORTEST, _LONGEST = min(map(len, _KNOWN)), max(map(len, _KNOWN))


@lru_cache(maxsize=4096)
def parted(word: str) -> tuple[str, ...]:
    """The words that a word is made of; itself where it is not wholly made of known ones.

    >>> parted("QUANTITYORDERED"), parted("priceeach"), parted("membership")
    (('QUANTITY', 'ORDERED'), ('price', 'each'), ('membership',))
    """
    lower = word.casefold()
    if len(lower) != len(word) or lower in _KNOWN or not lower.isalpha():
        return (word,)
    ends = _fewest_parts(lower)
    starts = (0, *ends[:-1])
    return tuple(word[a:b] for a, b in zip(starts, ends, strict=True)) if ends else (word,)


def _fewest_parts(word: str) -> tuple[int, ...]:
    """Where the known words end that make up this one, as few as possible; empty if none do."""
    best: list[tuple[int, ...] | None] = [()] + [None] * len(word)
    for end in range(_SHORTEST, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
            before = best[start]
            if before is None or word[start:end] not in _KNOWN:
                continue
            held = best[end]
            if held is None or len(before) + 1 < len(held):
                best[end] = (*before, end)
    return best[-1] or ()
