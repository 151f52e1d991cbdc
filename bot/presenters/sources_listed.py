"""The sources that a channel may use, each with a button that reads it."""

from bot.blocks import actions, saying, section, stack
from bot.controls import upload_button
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import ListedSource, SourcesListed
from bot.wording import prose

MOST = 40


@presents(SourcesListed)
def sources_listed(result: SourcesListed) -> Message:
    """One line a source; the way to bring a file where there is none."""
    intro = prose("sources_intro", sources=len(result.sources), channel=result.channel)
    lines = [_line(source) for source in result.sources[:MOST]]
    row = None if lines else actions(upload_button())
    return Message(intro, stack(section(intro), *lines, row), private=True)


def _line(source: ListedSource) -> Block:
    text = prose("source_line", name=source.name, version=source.version, age=source.age_seconds)
    return section(text, saying("Read now", None, f"source {source.name}"))
