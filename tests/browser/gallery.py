"""Blocks of every kind, and an answer such as the analyst gives: what the page must draw."""

from typing import Any

Block = dict[str, Any]

SEGMENTS = (
    ("🟢", "Middle of the road", 81, 41, "close to average in both"),
    ("🟠", "Affluent enthusiasts", 39, 20, "income 1.4 ×, spending 1.6 × the average"),
    ("🔵", "Affluent savers", 35, 18, "income 1.5 ×, spending 0.3 × the average"),
    ("🟣", "Cautious", 23, 12, "income 0.4 ×, spending 0.4 × the average"),
    ("🔴", "Young spenders", 22, 11, "income 0.4 ×, spending 1.6 × the average"),
)
ALT = (
    "Scatter of 200 customers by annual income and spending score; five groups: one in the middle, "
    "four in the corners."
)


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(text), **more}


def option(text: str, value: str, **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def button(text: str, action_id: str, value: str = "1", **more: Any) -> Block:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": value, **more}


def raw(text: str) -> Block:
    return {"type": "raw_text", "text": text}


def bold(text: str) -> Block:
    piece = {"type": "text", "text": text, "style": {"bold": True}}
    part = {"type": "rich_text_section", "elements": [piece]}
    return {"type": "rich_text", "elements": [part]}


def figure(value: float, text: str) -> Block:
    return {"type": "raw_number", "value": value, "text": text}


def segment_table() -> Block:
    head = [raw("#"), raw("Segment"), raw("Customers"), raw("What sets it apart")]
    rows = [
        [raw(f"{sign} {i}"), bold(name), raw(f"{size} ({share} %)"), raw(trait)]
        for i, (sign, name, size, share, trait) in enumerate(SEGMENTS, 1)
    ]
    settings = [{}, {}, {"align": "right"}, {"is_wrapped": True}]
    return {"type": "table", "rows": [head, *rows], "column_settings": settings}


def answer(name: str, picture_id: str) -> list[Block]:
    """An answer as it stands under a dropped file."""
    profiles = [option(f"{i} · {row[1]}", str(i)) for i, row in enumerate(SEGMENTS, 1)]
    more = [option("Export as CSV", "csv"), option("Slides", "deck"), option("Forget", "forget")]
    return [
        {"type": "header", "text": plain(f"Five kinds of customers in {name}")},
        section(
            "200 customers, told apart by *annual income* and *spending score*. The groups are "
            "clearly separate, and every one of them held in 100 resamples."
        ),
        segment_table(),
        {
            "type": "image",
            "slack_file": {"id": picture_id},
            "alt_text": ALT,
            "title": plain("The map of segments"),
        },
        section(
            "*First move:* _Affluent savers_ (35 customers) earn like your best group and spend a "
            "third as much. Invite them to a members' evening; with 30 of them held back a "
            "difference of 10 percentage points would show."
        ),
        {
            "type": "actions",
            "elements": [
                {
                    "type": "static_select",
                    "action_id": "profile",
                    "placeholder": plain("Profile"),
                    "options": profiles,
                },
                button("Change groups", "change", style="primary"),
                button("Who moved?", "moved"),
                {"type": "overflow", "action_id": "more", "options": more},
            ],
        },
        {
            "type": "context",
            "elements": [
                mrkdwn("Set aside: `CustomerID` (identifier). Nothing was missing."),
                mrkdwn("<https://example.com/how|How was this calculated?>"),
            ],
        },
    ]


def texts() -> list[Block]:
    """Text in all its forms."""
    return [
        section(
            "*bold* _italic_ ~struck~ `code` <https://example.com/a_b|a link> <@U0BENLINDQ> "
            "<#C0CUSTOMER> <!here> <!date^1771236000^{date_short} at {time}|16 Feb>\n"
            "> quoted *words*\n• one\n• two\n1. first\n2. second\n```a = 1 < 2\nb = 2```"
        ),
        {
            "type": "section",
            "fields": [mrkdwn("*Customers*\n3,204"), mrkdwn("*Mean spend*\n$ 84.20")],
        },
        {
            "type": "markdown",
            "text": "## Notes\n\n1. **first** with `code`\n2. second\n   - inner\n\n"
            "| a | b |\n|---|--:|\n| x | 1 |\n\n> said\n\n---\n\n[safe](https://example.com) "
            "[unsafe](javascript:alert(1))",
        },
        rich_text(),
        {"type": "divider"},
    ]


def rich_text() -> Block:
    def words(text: str, **style: bool) -> Block:
        return {"type": "text", "text": text, **({"style": style} if style else {})}

    def part(kind: str, *elements: Block, **more: Any) -> Block:
        return {"type": kind, "elements": list(elements), **more}

    items = [part("rich_text_section", words(text)) for text in ("apples", "pears")]
    link = {"type": "link", "url": "https://example.com", "text": "linked"}
    return {
        "type": "rich_text",
        "elements": [
            part("rich_text_section", words("rich ", bold=True), words("text ", italic=True), link),
            part("rich_text_list", *items, style="bullet"),
            part("rich_text_list", *items, style="ordered", indent=1),
            part("rich_text_quote", words("a quote")),
            part("rich_text_preformatted", words("x = <script>")),
        ],
    }


def tables_and_charts() -> list[Block]:
    rows = [[raw("Customer"), raw("Spend")]]
    rows += [[raw(f"C{n:03}"), figure(n * 37 % 100, f"$ {n * 37 % 100}")] for n in range(1, 13)]
    return [
        {"type": "data_table", "caption": "Customers", "rows": rows, "page_size": 4},
        {"type": "data_visualization", "title": "Shares", "chart": pie()},
        {"type": "data_visualization", "title": "Spending by week", "chart": weeks("line")},
    ]


def pie() -> Block:
    return {
        "type": "pie",
        "segments": [{"label": name, "value": size} for _, name, size, _, _ in SEGMENTS],
    }


def weeks(kind: str) -> Block:
    labels = ["W1", "W2", "W3", "W4", "W5", "W6"]
    series = {"Savers": (18, 19, 18, 21, 22, 24), "Enthusiasts": (20, 20, 22, 21, 20, 19)}
    return {
        "type": kind,
        "series": [
            {
                "name": name,
                "data": [
                    {"label": label, "value": v} for label, v in zip(labels, values, strict=True)
                ],
            }
            for name, values in series.items()
        ],
        "axis_config": {"categories": labels, "x_label": "Week", "y_label": "Share (%)"},
    }


def more_charts() -> list[Block]:
    return [
        {"type": "data_visualization", "title": "Bars", "chart": weeks("bar")},
        {"type": "data_visualization", "title": "Areas", "chart": weeks("area")},
    ]


def controls() -> list[Block]:
    """Every element that acts at once."""
    two = [option("One", "1"), option("Two", "2")]
    sure = {
        "title": plain("Forget the file?"),
        "text": mrkdwn("It is *gone* afterwards."),
        "confirm": plain("Forget"),
        "deny": plain("Keep"),
        "style": "danger",
    }
    described = [
        option("Weekly", "w", description=plain("Mondays")),
        option("Daily", "d"),
    ]
    groups = [
        {"label": plain("Charts"), "options": [option("Scatter", "s"), option("Bars", "b")]},
        {"label": plain("Tables"), "options": [option("Sizes", "z")]},
    ]
    return [
        {
            "type": "actions",
            "block_id": "buttons",
            "elements": [
                button("Press", "press", value="pressed"),
                button("Forget", "forget", style="danger", confirm=sure),
                button("Read more", "read", url="https://example.com/more"),
            ],
        },
        {
            "type": "actions",
            "block_id": "selects",
            "elements": [
                {
                    "type": "static_select",
                    "action_id": "single",
                    "placeholder": plain("One of"),
                    "option_groups": groups,
                },
                {
                    "type": "users_select",
                    "action_id": "person",
                    "placeholder": plain("Who"),
                },
                {
                    "type": "channels_select",
                    "action_id": "channel",
                    "placeholder": plain("Where"),
                },
                {
                    "type": "conversations_select",
                    "action_id": "conversation",
                    "placeholder": plain("With whom"),
                },
                {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-23"},
                {"type": "timepicker", "action_id": "hour", "initial_time": "09:00"},
            ],
        },
        {
            "type": "section",
            "block_id": "boxes",
            "text": mrkdwn("How often?"),
            "accessory": {"type": "radio_buttons", "action_id": "often", "options": described},
        },
        {
            "type": "section",
            "block_id": "ticks",
            "text": mrkdwn("What to include?"),
            "accessory": {"type": "checkboxes", "action_id": "include", "options": two},
        },
        {
            "type": "section",
            "block_id": "many",
            "text": mrkdwn("Which of them?"),
            "accessory": {
                "type": "multi_static_select",
                "action_id": "several",
                "placeholder": plain("Some of"),
                "options": two,
            },
        },
    ]


def overflow() -> list[Block]:
    """A menu behind three dots."""
    options = [option("Export", "csv"), option("Slides", "deck")]
    menu = {"type": "overflow", "action_id": "more", "options": options}
    return [section("Everything about this file.", accessory=menu)]


def choice_and_button() -> list[Block]:
    """A choice that only counts together with the button."""
    choices = [option("Three", "three"), option("Five", "five")]
    select = {
        "type": "static_select",
        "action_id": "many",
        "placeholder": plain("How many"),
        "options": choices,
    }
    return [{"type": "actions", "block_id": "both", "elements": [select, button("Go", "go")]}]


def modal(**more: Any) -> Block:
    """A modal with every kind of field."""
    return {
        "type": "modal",
        "callback_id": "fields",
        "title": plain("Change groups"),
        "submit": plain("Apply"),
        "close": plain("Cancel"),
        "blocks": [section("How should *customers.csv* be cut?"), *fields()],
        **more,
    }


def field(block_id: str, label: str, element: Block, **more: Any) -> Block:
    element = {"action_id": f"{block_id}_value", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **more,
    }


def fields() -> list[Block]:
    ways = [option("k-means", "kmeans"), option("Hierarchical", "hierarchical")]
    columns = [option(name, name) for name in ("Age", "Annual income", "Spending score")]
    number = {"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}
    return [
        field("k", "Number of groups", number, hint=plain("Between 2 and 12")),
        field(
            "way", "Method", {"type": "static_select", "options": ways, "initial_option": ways[0]}
        ),
        field("columns", "Columns", {"type": "multi_static_select", "options": columns}),
        field("note", "Note", {"type": "plain_text_input", "multiline": True}, optional=True),
        field(
            "file",
            "Another file",
            {"type": "file_input", "filetypes": ["csv"], "max_files": 1},
            optional=True,
        ),
    ]


def home() -> list[Block]:
    """App Home as it stands after a first analysis."""
    return [
        {"type": "header", "text": plain("Your customers, at a glance")},
        section("*customers.csv* · 200 customers · five groups · analysed today at 09:12"),
        {"type": "data_visualization", "title": "Share of customers", "chart": pie()},
        {
            "type": "actions",
            "elements": [button("Open the thread", "open"), button("Forget this file", "forget")],
        },
        {"type": "divider"},
        section("Drop a new file in any channel that I am in, or press *Upload*."),
        {"type": "context", "elements": [mrkdwn("Files are kept for 90 days.")]},
    ]
