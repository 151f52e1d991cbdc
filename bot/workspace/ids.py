"""Identifiers in Slack's form; the same seed gives the same row of them."""

import random
import string

LETTERS = string.ascii_uppercase + string.digits


class Ids:
    """A source of identifiers: random between runs, repeatable with a seed."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)

    def new(self, prefix: str, length: int = 10) -> str:
        """`F0A4K…`: a prefix and `length` capital letters or digits."""
        return prefix + "".join(self._random.choices(LETTERS, k=length))

    def secret(self, length: int = 32) -> str:
        """Lower-case hexadecimal digits."""
        return "".join(self._random.choices("0123456789abcdef", k=length))

    def short(self) -> str:
        """Five letters, as Slack gives to blocks that have no id."""
        return "".join(self._random.choices(string.ascii_letters + string.digits, k=5))

    def trigger(self, now: float) -> str:
        """`1795000000123.4820.f00d…`."""
        return f"{int(now * 1000)}.{self._random.randrange(10**4, 10**5)}.{self.secret()}"

    def uuid(self) -> str:
        """A client message id."""
        digits = self.secret()
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def pick(self, count: int) -> int:
        """A number below `count`, each as likely."""
        return self._random.randrange(count)
