"""The menu of charts is kept without loading matplotlib; it must not fall behind the registry."""

import segmentation.charts  # noqa: F401
from bot.services.draw_charts import chart_menu
from segmentation.chart import CHARTS


def test_the_menu_offers_every_chart_under_its_title() -> None:
    offered = {item.words: item.label for item in chart_menu()}
    assert offered == {f"chart {chart.name}": chart.title for chart in CHARTS}
