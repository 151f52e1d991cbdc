"""Columns of answers made ready to compare customers by: rare ones pooled, gaps told apart."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

NOT_GIVEN = "not given"
OTHER = "other"
MOST = 20
RARE = 0.01


@dataclass(frozen=True)
class Answers:
    """One column of answers, every customer with one of them.

    texts: the answers in alphabetical order, at most 20 beside those that were pooled; codes:
    (n,) which of them each customer gives. filled: how many gave none and got the most common
    one; pooled: how many different answers became "other".
    """

    name: str
    texts: tuple[str, ...]
    codes: np.ndarray
    filled: int = 0
    pooled: int = 0

    @cached_property
    def shares(self) -> np.ndarray:
        """(answers,) the part of all customers who give each."""
        counts: np.ndarray = np.bincount(self.codes, minlength=len(self.texts))
        return np.asarray(counts / len(self.codes))

    @property
    def width(self) -> int:
        """How many columns of noughts and ones it takes: one answer of two says the other."""
        return 1 if len(self.texts) <= 2 else len(self.texts)

    @property
    def indicated(self) -> tuple[str, ...]:
        """The answers that these columns stand for."""
        return self.texts[len(self.texts) - 1 :] if self.width == 1 else self.texts

    def indicators(self) -> np.ndarray:
        """(n, width) 1 where a customer gives the answer; of two answers, the second."""
        first = len(self.texts) - 1 if self.width == 1 else 0
        wanted = np.arange(first, first + self.width)
        return np.asarray(self.codes[:, None] == wanted, dtype=np.float64)

    def as_series(self) -> pd.Series:
        """The column as it was used."""
        cells = pd.Categorical.from_codes(self.codes, categories=pd.Index(self.texts, dtype="str"))
        return pd.Series(cells, name=self.name)


def answers_of(column: pd.Series) -> Answers:
    """Settle the answers of a column.

    An answer that fewer than 1 % of the customers give, or that comes after the twenty most
    common, becomes "other". Empty cells are the answer "not given" where they are 1 % or more;
    fewer get the most common answer.

    >>> plans = pd.Series(["pro", "free", None, "free"], name="plan")
    >>> answers_of(plans).texts, answers_of(plans).codes.tolist()
    (('free', 'not given', 'pro'), [2, 0, 1, 0])
    """
    words = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    texts = [*map(str, words.cat.categories), NOT_GIVEN]
    codes = words.cat.codes.to_numpy().astype(np.intp)
    given = np.bincount(np.where(codes < 0, len(texts) - 1, codes), minlength=len(texts))
    enough = RARE * len(codes)
    common = sorted(range(len(texts) - 1), key=lambda at: (-given[at], texts[at]))
    kept = [at for at in common if given[at] >= enough][:MOST] or common[:1]
    rest = [at for at in common if given[at] and at not in kept]
    pooled = dict.fromkeys(rest, OTHER) if len(rest) > 1 else {at: texts[at] for at in rest}
    becomes = {at: texts[at] for at in kept} | pooled
    gaps_count = given[-1] >= max(enough, 1)
    becomes[-1] = NOT_GIVEN if gaps_count else texts[common[0]]
    filled = 0 if gaps_count else int(given[-1])
    settled, place = _recoded(becomes, given)
    return Answers(
        str(column.name), settled, place[codes], filled, len(rest) if len(rest) > 1 else 0
    )


def _recoded(becomes: dict[int, str], given: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """The texts in use, and the new place of each old code; `given` counts these, gaps last."""
    used = {at: text for at, text in becomes.items() if given[at]}
    texts = sorted(set(used.values()))
    place = np.zeros(len(given), dtype=np.intp)
    for at, text in used.items():
        place[at] = texts.index(text)
    return tuple(texts), place
