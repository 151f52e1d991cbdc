"""A JSON document read value by value, so that no more of it is in memory than one record."""

import codecs
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from segmentation.reading.value_text import literal_text

_PIECE = 1 << 20
# A single value (a record, a cell) is never longer; the longest escape is \uXXXX\uXXXX.
_MOST_SIGNS = 1 << 26
_ESCAPE = 12
_BLANKS = " \t\r\n"
# Numbers stay as they are written: an identifier of twenty digits would lose its last ones.
_DECODER = json.JSONDecoder(
    parse_int=str, parse_float=literal_text, parse_constant=lambda _: None, strict=False
)


class NotJson(Exception):
    """The text breaks off, or is no JSON."""


class JsonText:
    """A document and the place in it that comes next.

    data: valid UTF-8 without a byte order mark.
    """

    def __init__(self, data: pa.Buffer) -> None:
        self._data, self._read = memoryview(data), 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at = "", 0

    def peek(self) -> str:
        """The next sign that is no blank; "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_PIECE):
                return ""

    def take(self, sign: str) -> bool:
        """Step over a sign if it comes next."""
        if self.peek() != sign:
            return False
        self._at += 1
        return True

    def expect(self, sign: str) -> None:
        """Step over a sign that must come next. Raises NotJson."""
        if not self.take(sign):
            raise NotJson(sign)

    def value(self) -> Any:
        """The next value, whole. Numbers come as text. Raises NotJson."""
        self.peek()
        piece = _PIECE
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._is_cut(error) or not self._more(piece):
                    raise NotJson(error.msg) from error
            except RecursionError as error:
                raise NotJson("too deeply nested") from error
            else:
                if end < len(self._text) or not self._more(piece):
                    self._at = end
                    return value
            piece *= 2

    def is_sequence(self) -> bool:
        """Whether another value follows the first one, as in a file of one record a line."""
        self.peek()
        try:
            _, end = _DECODER.raw_decode(self._text, self._at)
        except (json.JSONDecodeError, RecursionError):
            return False
        return self._text[end:].lstrip(_BLANKS)[:1] in ("{", "[")

    def skip_line(self) -> None:
        """Go on behind the next line end."""
        while (end := self._text.find("\n", self._at)) < 0:
            self._at = len(self._text)
            if not self._more(_PIECE):
                return
        self._at = end + 1

    def items(self) -> Iterator[None]:
        """Stops before each value of an array; the caller takes it. Raises NotJson."""
        self.expect("[")
        if self.take("]"):
            return
        while True:
            yield
            if self.take("]"):
                return
            self.expect(",")

    def members(self) -> Iterator[str]:
        """The key of each member of an object; the caller takes the value. Raises NotJson."""
        self.expect("{")
        if self.take("}"):
            return
        while True:
            if self.peek() != '"':
                raise NotJson("a name")
            key = self.value()
            self.expect(":")
            yield key
            if self.take("}"):
                return
            self.expect(",")

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether a value breaks off because no more of the text has been read."""
        if len(self._text) - self._at > _MOST_SIGNS:
            return False
        open_string = error.msg.startswith("Unterminated string")
        return open_string or error.pos >= len(self._text) - _ESCAPE

    def _more(self, size: int) -> bool:
        """Read on, forgetting what is behind; False at the end."""
        if self._read >= len(self._data):
            return False
        piece = self._data[self._read : self._read + size]
        self._read += len(piece)
        fresh = self._decoder.decode(bytes(piece), final=self._read >= len(self._data))
        self._text, self._at = self._text[self._at :] + fresh, 0
        return True
