"""Slack's Web API: a family of methods a module, all of them listed in `METHODS`."""

from bot.workspace.web_api import (
    assistant,
    auth,
    chat,
    conversations,
    files,
    reactions,
    users,
    views,
)
from bot.workspace.web_api.method import Method

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        *assistant.METHODS,
        *auth.METHODS,
        *chat.METHODS,
        *conversations.METHODS,
        *files.METHODS,
        *reactions.METHODS,
        *users.METHODS,
        *views.METHODS,
    )
}
