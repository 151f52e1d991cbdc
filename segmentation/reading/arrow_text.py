"""Arrow columns of any type as text: what a CSV file of them would have in its cells."""

import pyarrow as pa
import pyarrow.compute as pc

from segmentation.reading.value_columns import float_text, without_blanks

_MIDNIGHT = r"[ T]00:00:00(\.0+)?$"
# Fractions of a second that are nothing, or end in zeros; a time zone may follow.
_ZEROS = r"(:\d\d)\.0+(\D|$)"
_TRAILING = r"(:\d\d\.\d*[1-9])0+(\D|$)"
_POINT_ZERO = r"\.0+$"


def is_nested(kind: pa.DataType) -> bool:
    """Whether cells of this type hold lists or records; dictionaries of words are none."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_nested(kind))


def text_of(column: pa.Array) -> pa.Array:
    """(n,) string column; null where nothing stands.

    Numbers are freed of noise, dates and times are in ISO form, without midnight and without
    fractions of zero; bytes are read as UTF-8.

    Examples
    --------
    >>> text_of(pa.array([1.0, 2.5, None])).to_pylist()
    ['1', '2.5', None]
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _words(text_of(column.dictionary).take(column.indices))
    if pa.types.is_float32(kind) or pa.types.is_float16(kind):
        # Through its own text, so that 0.1 does not become 0.10000000149.
        short = pc.cast(pc.cast(column, pa.float32()), pa.string())
        return float_text(pc.cast(short, pa.float64()))
    if pa.types.is_floating(kind):
        return float_text(column)
    if pa.types.is_decimal(kind):
        return pc.replace_substring_regex(pc.cast(column, pa.string()), _POINT_ZERO, "")
    if pa.types.is_temporal(kind):
        return _moments(column)
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return pc.cast(column, pa.string())
    return _words(column)


def _words(column: pa.Array) -> pa.Array:
    return without_blanks(_bytes(column))


def _bytes(column: pa.Array) -> pa.Array:
    """Words as they are; bytes that are no text in hexadecimal digits."""
    try:
        return pc.cast(column, pa.string())
    except pa.ArrowInvalid:
        digits = [None if value is None else value.hex() for value in column.to_pylist()]
        return pa.array(digits, pa.string())


def _moments(column: pa.Array) -> pa.Array:
    if pa.types.is_duration(column.type):
        seconds = pc.cast(pc.cast(column, pa.duration("us")), pa.int64())
        return float_text(pc.divide(pc.cast(seconds, pa.float64()), 1e6))
    text = pc.cast(column, pa.string())
    if pa.types.is_timestamp(column.type):
        text = pc.replace_substring_regex(text, _MIDNIGHT, "")
    text = pc.replace_substring_regex(text, _ZEROS, r"\1\2")
    return pc.replace_substring_regex(text, _TRAILING, r"\1\2")
