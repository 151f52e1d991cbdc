"""One slide of a deck: native text, tables and charts that stay inside their boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Length, Pt

from bot.slide_text import BETWEEN, LINE, Paragraph, fitted, lines_of, one_cell, width_of
from segmentation.palette import INK, MUTED, PAPER, RULE, readable_on

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.6
FONT = "Arial"
_TITLE_ONLY = 5
_PERCENT = '+0" "%;"−"0" "%;0" "%'  # as everywhere: a minus sign, and a space before the percent
_CELL_SIDE, _CELL_TOP, _MOST_AIR = 0.08, 0.05, 0.3
_FOR_LABELS = 0.22  # of a chart's range, kept free for the figures at the ends of bars
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"


class Box(NamedTuple):
    """A rectangle of a slide in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emus(self) -> tuple[Length, Length, Length, Length]:
        left, top, width, height = (Inches(side) for side in self)
        return left, top, width, height


@dataclass(frozen=True, slots=True)
class Look:
    """How a text box is set; sizes: the largest and the smallest font in points."""

    sizes: tuple[int, int] = (16, 10)
    colour: str = INK
    align: str = "left"
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its share of the width; align; whether its cells are bold."""

    share: float
    align: str = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; fill: its ground, empty for none."""

    text: str
    fill: str = ""


def new_deck() -> Any:
    """An empty presentation, 16:9."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    return deck


class Slide:
    """A slide with a title; everything on it is drawn by calls of its methods."""

    def __init__(self, deck: Any, title: str, left: float = MARGIN) -> None:
        self._slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
        for shape in list(self._slide.placeholders):
            if shape.placeholder_format.idx:
                shape.element.getparent().remove(shape.element)
        box = Box(left, 0.4, WIDTH - left - MARGIN, 0.85)
        self._fill(self._slide.shapes.title, box, [Paragraph(title, bold=True)],
                   Look((28, 18), middle=True))  # fmt: skip

    def text(self, box: Box, paragraphs: Sequence[Paragraph], look: Look | None = None) -> None:
        """Paragraphs in a box, as large as fits; what fits at no size ends in an ellipsis."""
        shape = self._slide.shapes.add_textbox(*box.emus)
        self._fill(shape, box, paragraphs, look or Look())

    def title_at(self, box: Box, look: Look) -> None:
        """Move and set the title anew, for the first slide."""
        shape = self._slide.shapes.title
        self._fill(shape, box, [Paragraph(shape.text_frame.text, bold=True)], look)

    def _fill(self, shape: Any, box: Box, paragraphs: Sequence[Paragraph], look: Look) -> None:
        shape.left, shape.top, shape.width, shape.height = box.emus
        size, shown = fitted(paragraphs, (box.width, box.height), look.sizes)
        frame = shape.text_frame
        frame.clear()
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if look.middle else MSO_ANCHOR.TOP
        for place, paragraph in enumerate(shown):
            line = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            _set_paragraph(line, paragraph, size, look)

    def badge(self, box: Box, number: int, colour: str) -> None:
        """A segment's number in a disc of its colour."""
        disc = self._shape(MSO_SHAPE.OVAL, box, colour)
        size = round(box.height * 72 * 0.45)
        look = Look((size, size), PAPER, "center", middle=True)
        self._fill(disc, box, [Paragraph(str(number), bold=True)], look)

    def bar(self, box: Box, colour: str) -> None:
        """A filled rectangle."""
        self._shape(MSO_SHAPE.RECTANGLE, box, colour)

    def _shape(self, kind: Any, box: Box, colour: str) -> Any:
        shape = self._slide.shapes.add_shape(kind, *box.emus)
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        shape.line.fill.background()
        shape._element.remove(shape._element.find(qn("p:style")))  # the theme's shadow
        return shape

    def picture(self, box: Box, png: bytes, alt: str) -> None:
        """A picture as large as fits into the box, in its middle, with its alt text."""
        picture = self._slide.shapes.add_picture(BytesIO(png), 0, 0)
        scale = min(Inches(box.width) / picture.width, Inches(box.height) / picture.height)
        picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
        picture.left = Inches(box.left) + (Inches(box.width) - picture.width) // 2
        picture.top = Inches(box.top) + (Inches(box.height) - picture.height) // 2
        _describe(picture, alt)

    def table(self, box: Box, rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> None:
        """A table whose first row is its heading; the font shrinks until all rows fit."""
        texts = [[cell.text for cell in row] for row in rows]
        widths = [column.share * box.width for column in columns]
        size, most, air = _table_size(texts, widths, box.height)
        shape = self._slide.shapes.add_table(len(rows), len(columns), *box.emus)
        _describe(shape, "Table: " + ", ".join(text for text in texts[0] if text))
        shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
        for place, width in enumerate(widths):
            shape.table.columns[place].width = Inches(width)
        for place, row in enumerate(rows):
            for cell, content, width, column in zip(
                shape.table.rows[place].cells, row, widths, columns, strict=True
            ):
                text = one_cell(content.text, size, width - 2 * _CELL_SIDE, most)
                _set_cell(cell, replace(content, text=text), (size, place == 0), column)
            height = _row_height(texts[place], widths, size, most) + air
            shape.table.rows[place].height = Inches(height)

    def differences(self, box: Box, figures: Sequence[tuple[str, float]], colour: str) -> None:
        """A native bar chart of differences from the average (0.4 is 40 % above)."""
        data: Any = CategoryChartData(number_format=_PERCENT)  # type: ignore[no-untyped-call]
        data.categories = [label for label, _ in figures]
        data.add_series("Difference from the average customer", [value for _, value in figures])
        frame = self._slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emus, data)
        said = ", ".join(f"{label} {value:+.0%}" for label, value in figures)
        _describe(frame, f"Bars of the difference from the average customer: {said}")
        _style_chart(frame.chart, colour)
        values = [0.0, *(value for _, value in figures)]
        room = _FOR_LABELS * (max(values) - min(values)) or 1.0
        frame.chart.value_axis.minimum_scale = min(values) - (room if min(values) < 0 else 0)
        frame.chart.value_axis.maximum_scale = max(values) + room

    def notes(self, text: str) -> None:
        """What the speaker sees."""
        self._slide.notes_slide.notes_text_frame.text = text


def _table_size(
    rows: Sequence[Sequence[str]], widths: Sequence[float], height: float
) -> tuple[int, int, float]:
    """The font size of a table, the most lines a cell may have, and the air (inches) that is
    left for each row, so that it fits."""
    sizes = [(size, most) for most in (3, 2, 1) for size in range(16, 8, -1)]
    whole = [(size, most) for size, most in sizes if not _breaks_a_word(rows, widths, size)]
    for size, most in [*whole, *sizes]:
        left = height - sum(_row_height(row, widths, size, most) for row in rows)
        if left >= 0:
            return size, most, min(left / len(rows), _MOST_AIR)
    return 8, 1, 0.0


def _breaks_a_word(rows: Sequence[Sequence[str]], widths: Sequence[float], size: int) -> bool:
    return any(
        width_of(word, size, bold=True) > width - 2 * _CELL_SIDE
        for row in rows
        for text, width in zip(row, widths, strict=True)
        for word in text.split()
    )


def _row_height(row: Sequence[str], widths: Sequence[float], size: int, most: int) -> float:
    heights = (
        _cell_height(one_cell(text, size, width - 2 * _CELL_SIDE, most), size, width)
        for text, width in zip(row, widths, strict=True)
    )
    return max(heights)


def _cell_height(text: str, size: int, width: float) -> float:
    lines = len(lines_of(text, size, width - 2 * _CELL_SIDE, bold=True))
    return lines * size * LINE / 72 + 2 * _CELL_TOP


def _set_paragraph(line: Any, paragraph: Paragraph, size: int, look: Look) -> None:
    own = size * paragraph.scale
    line.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[
        look.align
    ]
    line.space_before, line.space_after = Pt(0), Pt(own * BETWEEN)
    line.line_spacing = 1.0
    for text, bold in paragraph.runs:
        run = line.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.name = Pt(own), bold, FONT
        run.font.color.rgb = _rgb(paragraph.colour or look.colour)
    if paragraph.bullet:
        _put_bullet(line, own)


def _put_bullet(line: Any, size: float) -> None:
    properties = line._p.get_or_add_pPr()
    properties.set("marL", str(Pt(size)))
    properties.set("indent", str(-Pt(size)))
    bullet = OxmlElement("a:buChar")
    bullet.set("char", "•")
    properties.append(bullet)


def _set_cell(cell: Any, content: Cell, font: tuple[int, bool], column: Column) -> None:
    size, heading = font
    cell.margin_left = cell.margin_right = Inches(_CELL_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(_CELL_TOP)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.text_frame.word_wrap = True
    colour = readable_on(content.fill) if content.fill else MUTED if heading else INK
    paragraph = Paragraph(content.text, bold=heading or column.bold, colour=colour)
    _set_paragraph(cell.text_frame.paragraphs[0], paragraph, size, Look(align=column.align))
    cell.text_frame.paragraphs[0].space_after = Pt(0)
    if content.fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(content.fill)
    else:
        cell.fill.background()
    _underline(cell, INK if heading else RULE)


def _underline(cell: Any, colour: str) -> None:
    """A thin line below a cell; the library has no call for it."""
    properties = cell._tc.get_or_add_tcPr()
    line = OxmlElement("a:lnB")
    line.set("w", str(Pt(0.75)))
    fill, value = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    value.set("val", colour.lstrip("#"))
    fill.append(value)
    line.append(fill)
    properties.insert(0, line)


def _style_chart(chart: Any, colour: str) -> None:
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(12), FONT
    chart.font.color.rgb = _rgb(INK)
    values, names = chart.value_axis, chart.category_axis
    values.visible = values.has_major_gridlines = False
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.has_major_gridlines = False
    names.format.line.color.rgb = _rgb(RULE)
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.number_format = _PERCENT
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    series = plot.series[0]
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _rgb(colour)


def _describe(shape: Any, alt: str) -> None:
    """The alt text that a screen reader says."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour.lstrip("#"))  # type: ignore[no-untyped-call]
