"""Block Kit in small builders that return plain dicts and hold Slack's limits."""

from bot.blocks.elements import (
    button,
    conversation_select,
    file_input,
    multi_select,
    number_input,
    option,
    select,
    text_input,
)
from bot.blocks.layout import (
    actions,
    context,
    divider,
    fields,
    fitting,
    header,
    image,
    labelled,
    parts_of,
    room,
    section,
    stack,
    view_stack,
    weight,
)
from bot.blocks.limits import shorten
from bot.blocks.pictures import shown
from bot.blocks.saying import menu, opening, saying
from bot.blocks.tables import TableColumn, table

__all__ = [
    "TableColumn",
    "actions",
    "button",
    "context",
    "conversation_select",
    "divider",
    "fields",
    "file_input",
    "fitting",
    "header",
    "image",
    "labelled",
    "menu",
    "multi_select",
    "number_input",
    "opening",
    "option",
    "parts_of",
    "room",
    "saying",
    "section",
    "select",
    "shorten",
    "shown",
    "stack",
    "table",
    "text_input",
    "view_stack",
    "weight",
]
