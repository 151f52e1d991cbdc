"""Blocks as short as tests can write them."""

from typing import Any

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def options(count: int, text: int = 1, value: int = 1) -> list[Json]:
    return [{"text": plain(text), "value": f"{i:0{value}d}"} for i in range(count)]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(4), "action_id": "press", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "choose", **more}


def field(element: Json) -> Json:
    return {"type": "input", "label": plain(5), "element": element}


def table(rows: int, columns: int, cell: int = 1) -> Json:
    raw = {"type": "raw_text", "text": "x" * cell}
    return {"type": "table", "rows": [[raw] * columns for _ in range(rows)]}


def data_table(rows: int, columns: int) -> Json:
    raw = {"type": "raw_text", "text": "x"}
    body = [[raw] * columns for _ in range(rows)]
    return {"type": "data_table", "caption": "Segments", "rows": body}


def chart(series: int = 1, points: int = 2, title: int = 5, label: int = 1) -> Json:
    labels = [f"{i:0{label}d}" for i in range(points)]
    data = [{"label": each, "value": -1.5} for each in labels]
    lines = [{"name": f"s{i}", "data": data} for i in range(series)]
    shape = {"type": "line", "series": lines, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": "t" * title, "chart": shape}


def pie(segments: int, value: float = 1) -> Json:
    slices = [{"label": str(i), "value": value} for i in range(segments)]
    return {
        "type": "data_visualization",
        "title": "Shares",
        "chart": {"type": "pie", "segments": slices},
    }


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a", **more}
