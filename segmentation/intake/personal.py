"""Columns that say who a person is: e-mail, phone, name, address, card, national id."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.intake.cell_text import CellText

# Told by the cells alone.
_CELLS: tuple[tuple[str, str], ...] = (
    ("e-mail addresses", r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$"),
    ("phone numbers", r"^(?:\+|00)[1-9][0-9]{0,3}[-. (/0-9]{6,}[0-9]$|^\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}$"),
    ("social security numbers", r"^[0-9]{3}-[0-9]{2}-[0-9]{4}$"),
    ("bank account numbers", r"^[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?$"),
    ("internet addresses", r"^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])$"),
)
_CARD_CELLS = r"^[0-9]{4}(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{1,7}$"
# Told by the name, where the cells could be such a thing.
_EMAIL = re.compile(r"e ?mail")
_PHONE = re.compile(r"(^| )(phone|telephone|tel|mobile|cell|cellphone|fax|whatsapp|telefon|telefono|handy)( |$)|phone( ?(no|nr|number))?$")
_NAME = re.compile(
    r"(^| )(first|last|full|given|family|middle|maiden|sur|user|nick|customer|client|contact|guest|person|member|display|christian)"
    r" ?(first|last)? ?names?$|^names?$|(^| )(surname|firstname|lastname|vorname|nachname|familienname|apellidos?|nombre|prenom|prénom)( |$)"
    r"|contact(first|last)name$|^kundenname$"
)
_ADDRESS = re.compile(
    r"(^| )(address|adress|adresse|addr|direccion|dirección|street|strasse|straße|calle|rue|postcode|zipcode|plz|zip)( |$)"
    r"|address ?(line)? ?\d*$|(postal|post|zip) ?(code|cd|no)$|^(house|street) ?(no|number|name)$|addressline"
)
_CARD = re.compile(r"card ?(no|nr|num|number)$|(^| )(iban|cvv|cvc|pan|account number|bank account)( |$)")
_NATIONAL = re.compile(
    r"(^| )(ssn|social security|passport|national id|nino|cpf|cnpj|dni|nif|aadhaar|aadhar|tax id|tin"
    r"|personnummer|ahv|steuernummer|steuer id|driving licen[cs]e|driver licen[cs]e|license number)( |$)"
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
        if text.share(pattern) >= _HALF:
            return kind
    return "card numbers" if _are_cards(text) else None


def _words_named_so(words: str, text: CellText) -> str | None:
    """By the name, unless the cells are answers such as Yes and No."""
    if len(text.distinct) <= 3 and text.share(r"[0-9@]") < _HALF:
        return None
    if _EMAIL.search(words) and text.share("@") >= _HALF:
        return "e-mail addresses"
    if _PHONE.search(words) and text.share(r"[0-9](?:[^0-9]*[0-9]){5}") >= _HALF:
        return "phone numbers"
    for kind, pattern in (("national ids", _NATIONAL), ("card or account numbers", _CARD)):
        if pattern.search(words):
            return kind
    if _ADDRESS.search(words):
        return "parts of addresses"
    return "names of people" if _NAME.search(words) and text.share("[^0-9]") >= _HALF else None


def _numbers_named_so(words: str, values: np.ndarray) -> str | None:
    filled = values[~np.isnan(values)]
    if not len(filled) or (filled != np.floor(filled)).any():
        return None
    digits = len(str(int(np.median(np.abs(filled)))))
    if _PHONE.search(words) and digits >= 7:
        return "phone numbers"
    if _NATIONAL.search(words) and digits >= 6:
        return "national ids"
    if _CARD.search(words) and digits >= 6:
        return "card or account numbers"
    return "parts of addresses" if _ADDRESS.search(words) and digits >= 4 else None


def _are_cards(text: CellText) -> bool:
    """Sixteen or so digits whose check digit is right (Luhn, ISO/IEC 7812-1), in most cells."""
    if text.share(_CARD_CELLS) < _HALF:
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
