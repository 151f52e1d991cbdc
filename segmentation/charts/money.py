"""Who brings the money: each segment's share of customers against its share of the money."""

from dataclasses import dataclass

from segmentation.canvas import LABEL, Sheet, measured
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import MUTED, NOISE, RULE
from segmentation.phrasing import abridged, money_of, percent, spoken
from segmentation.results import Outcome, Segment
from segmentation.signposts import colour_of, nameplate
from segmentation.view import View

_NAMES, _ROW, _BAR = 400.0, 108.0, 34.0
_FACTOR = 120.0  # pixels for "2.6 ×" on the right
_FIGURE = LABEL.but(up="center_baseline")


@dataclass(frozen=True, slots=True)
class _Row:
    """Shares of one segment; segment None: customers in no segment."""

    segment: Segment | None
    customers: float
    money: float

    @property
    def times(self) -> float:
        return self.money / self.customers if self.customers else 0.0


@dataclass(frozen=True)
class Money:
    """Paired bars, the segments in the order of their numbers."""

    name: str = "money"
    title: str = "Who brings the money"

    def unfit(self, outcome: Outcome) -> str | None:
        shares = [segment.money_share for segment in outcome.analysis.segments]
        if shares and None not in shares:
            return None
        return "None of the features tells what customers spend, so there is no money to share out."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        rows = _rows(view)
        caption = f"1 × is as much money as customers. {view.caution}".strip()
        money = _money(view)
        subtitle = f"Grey: share of customers. Colour: share of {money}"
        title = _title(rows, options.segment, money)
        sheet = Sheet(title, subtitle, caption, body=_ROW * len(rows))
        longest = max(max(row.customers, row.money) for row in rows)
        for place, row in enumerate(rows):
            top = sheet.room.top - place * _ROW
            box = Box(sheet.room.left, top - _ROW, sheet.room.right, top)
            _draw_row(sheet, box, (row, longest), options.segment)
        return sheet, _alt(view, rows, money)


def _money(view: View) -> str:
    """What the shares are shares of, in the words of its column."""
    market = view.outcome.analysis.market
    return money_of([spoken(column) for column in market.columns] if market else [])


def _rows(view: View) -> list[_Row]:
    rows = [_Row(s, s.share, s.money_share or 0.0) for s in view.segments]
    noise = view.outcome.analysis.noise
    rest = max(0.0, 1 - sum(row.money for row in rows))
    return [*rows, _Row(None, noise / view.rows, rest)] if noise else rows


def _draw_row(sheet: Sheet, box: Box, what: tuple[_Row, float], stressed: int | None) -> None:
    (row, longest), middle = what, box.centre[1]
    if row.segment is None:
        sheet.write(box.left + 54, middle, "In no segment", LABEL.but(size=10, colour=MUTED))
        colour = NOISE
    else:
        nameplate(sheet, row.segment, (box.left, middle), _NAMES - 20, stressed)
        colour = colour_of(row.segment.number, stressed)
    figures = measured("100 %", _FIGURE) + 24
    length = (box.width - _NAMES - _FACTOR - figures) / longest
    left = box.left + _NAMES
    for at, share, fill in ((middle + 21, row.customers, RULE), (middle - 21, row.money, colour)):
        end = left + max(4.0, share * length)
        sheet.bar(Box(left, at - _BAR / 2, end, at + _BAR / 2), fill)
        kind = _FIGURE if fill == RULE else _FIGURE.but(bold=True)
        sheet.write(end + 12, at, percent(share), kind.but(colour=MUTED) if fill == RULE else kind)
    kind = _FIGURE.but(bold=True, across="right", colour=MUTED)
    sheet.write(box.right, middle, f"{row.times:.1f} ×", kind)


def _title(rows: list[_Row], stressed: int | None, money: str) -> str:
    """The segment that brings most, as the answer says, or the one that is asked about."""
    known = [row for row in rows if row.segment is not None]
    wanted = [row for row in known if row.segment and row.segment.number == stressed]
    row = (wanted or [max(known, key=lambda row: row.money)])[0]
    name = row.segment.name if row.segment else ""
    return f"{name}: {percent(row.customers)} of customers, {percent(row.money)} of {money}"


def _alt(view: View, rows: list[_Row], money: str) -> str:
    said = [f"Paired bars of the shares of customers and of {money} in each of {view.kinds}."]
    for row in rows:
        who = (
            f"Segment {row.segment.number}, {row.segment.name}" if row.segment else "In no segment"
        )
        shares = f"{percent(row.customers)} of customers, {percent(row.money)} of {money}"
        said.append(f"{who}: {shares} ({row.times:.1f} times its part).")
    return abridged([*said, view.caution], 1_900)


CHARTS.add(Money())
