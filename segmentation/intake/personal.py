"""Columns that say who a person is: e-mail, phone, name, address, card, national id."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.intake.cell_text import CellText
from segmentation.intake.name_patterns import holds, one_of

# Told by the cells alone.
_CELLS: tuple[tuple[str, str], ...] = (
    ("e-mail addresses", r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$"),
    (
        "phone numbers",
        r"^(?:\+|00)[1-9][0-9]{0,3}[-. (/0-9]{6,}[0-9]$|^\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}$",
    ),
    ("social security numbers", r"^[0-9]{3}-[0-9]{2}-[0-9]{4}$"),
    ("bank account numbers", r"^[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?$"),
    (
        "internet addresses",
        r"^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])$",
    ),
)
_CARD_CELLS = r"^[0-9]{4}(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{1,7}$"
# Told by the name, where the cells could be such a thing.
_EMAIL = re.compile("e ?mail")
_PHONE = re.compile(
    holds("phone telephone tel mobile cell cellphone fax whatsapp telefon telefono handy")
    + "|phone(?: ?(?:no|nr|number))?$"
)
_WHOSE = one_of("""
    first last full given family middle maiden sur user nick customer client contact guest person
    member display christian
""")
_NAME = re.compile(
    rf"(?:^| ){_WHOSE} ?(?:first|last)? ?names?$|^names?$|contact(?:first|last)name$|"
    + holds("surname vorname nachname familienname kundenname apellidos? nombre pr[eé]nom")
)
_ADDRESS = re.compile(
    holds("""
        address adress adresse addr direcci[oó]n street stra(?:ss|ß)e calle rue postcode zipcode
        plz zip
    """)
    + r"|address ?(?:line)? ?\d*$|(?:postal|post|zip) ?(?:code|cd|no)$"
    + "|^(?:house|street) ?(?:no|number|name)$"
)
_CARD = re.compile(
    "card ?(?:no|nr|num|number)$|" + holds("iban cvv cvc pan account_number bank_account")
)
_NATIONAL = re.compile(
    holds("""
    ssn social_security passport national_id nino cpf cnpj dni nif aadhaa?r tax_id tin personnummer
    ahv steuernummer steuer_id driving_licen[cs]e driver_licen[cs]e licen[cs]e_number
""")
)
# A name counts for numbers too where they have so many digits: an address of 3 is years there.
_NUMBERS: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("phone numbers", _PHONE, 7),
    ("national ids", _NATIONAL, 6),
    ("card or account numbers", _CARD, 6),
    ("parts of addresses", _ADDRESS, 4),
)
_ANSWERS = pa.array(
    ["yes", "no", "y", "n", "true", "false", "t", "f", "ja", "nein", "oui", "non", "si", "sí", "-"],
    pa.large_string(),
)
_HALF = 0.5


def personal_kind(words: str, text: CellText | None, values: np.ndarray | None) -> str | None:
    """What personal data a column holds ("e-mail addresses"), or None.

    Parameters
    ----------
    words : the column's name in words.
    text : its cells, where they are not plain numbers.
    values : (n,) its numbers, where they are.
    """
    if text is not None:
        found = _told_by_cells(text) or _words_named_so(words, text)
        if found:
            return found
    if values is not None:
        return _numbers_named_so(words, values)
    return None


def _told_by_cells(text: CellText) -> str | None:
    for kind, pattern in _CELLS:
        if text.mostly(pattern, _HALF):
            return kind
    return "card numbers" if _are_cards(text) else None


def _words_named_so(words: str, text: CellText) -> str | None:
    """By the name, unless the cells are answers such as Yes and No."""
    if pc.all(pc.is_in(text.lower, value_set=_ANSWERS)).as_py():
        return None
    if _EMAIL.search(words) and text.mostly("@", _HALF):
        return "e-mail addresses"
    if _PHONE.search(words) and text.mostly(r"[0-9](?:[^0-9]*[0-9]){5}", _HALF):
        return "phone numbers"
    for kind, pattern in (("national ids", _NATIONAL), ("card or account numbers", _CARD)):
        if pattern.search(words):
            return kind
    if _ADDRESS.search(words):
        return "parts of addresses"
    return "names of people" if _NAME.search(words) and text.mostly("[^0-9]", _HALF) else None


def _numbers_named_so(words: str, values: np.ndarray) -> str | None:
    for kind, pattern, digits in _NUMBERS:
        if pattern.search(words) and _usual_digits(values) >= digits:
            return kind
    return None


def _usual_digits(values: np.ndarray) -> int:
    """How many digits the middle one of a column's whole numbers has; 0 if they are not whole."""
    filled = values[~np.isnan(values)]
    if not len(filled) or (filled != np.floor(filled)).any():
        return 0
    return len(str(int(np.median(np.abs(filled)))))


def _are_cards(text: CellText) -> bool:
    """Sixteen or so digits whose check digit is right (Luhn, ISO/IEC 7812-1), in most cells."""
    if not text.mostly(_CARD_CELLS, _HALF):
        return False
    digits = pc.replace_substring_regex(text.distinct, "[^0-9]", "")
    sample = digits.filter(pc.match_substring_regex(text.distinct, _CARD_CELLS)).slice(0, 500)
    right = sum(_luhn(number) for number in sample.to_pylist())
    return right >= 0.9 * len(sample)


def _luhn(number: str) -> bool:
    doubled = [int(digit) * 2 for digit in number[-2::-2]]
    total = sum(map(int, number[-1::-2])) + sum(d - 9 if d > 9 else d for d in doubled)
    return total % 10 == 0


def luhn_of_numbers(values: np.ndarray) -> bool:
    """Whether plain numbers of 13 to 16 digits are card numbers by their check digit."""
    filled = values[~np.isnan(values)]
    if not len(filled) or filled.min() < 1e12 or filled.max() >= 1e16:
        return False
    texts = pa.array([str(int(value)) for value in np.unique(filled)[:500]])
    return sum(_luhn(number) for number in texts.to_pylist()) >= 0.9 * len(texts)
