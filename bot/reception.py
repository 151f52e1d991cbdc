"""What listeners may do: hand a request over as a durable job, open a form, publish the Home."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.request import Request
from bot.result import Subject

View = dict[str, Any]


@dataclass(frozen=True)
class Reception:
    """The counter between Slack's surfaces and the work behind.

    hand_over: commits the request as a job; when it returns, nothing can be lost any more.
    open_view: shows a modal for a trigger. publish_home: replaces a person's Home tab.
    find_subject: the analysis of an id, or the one at hand where the request came from.
    find_standing: the analysis whose segments stand there.
    home_view: the blocks of a person's Home tab.
    """

    hand_over: Callable[[Request], None]
    open_view: Callable[[str, View], str]
    publish_home: Callable[[str, View], None]
    find_subject: Callable[[Request], Subject]
    find_standing: Callable[[Request], Subject]
    home_view: Callable[[str], View]
