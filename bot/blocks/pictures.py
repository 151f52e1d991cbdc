"""Drawn charts as attachments, and the image blocks that show them."""

from collections.abc import Sequence

from bot.blocks.layout import image
from bot.blocks.limits import shorten
from bot.message import Attachment, Block
from segmentation.chart import Picture

# Two pictures leave room for the rest of a message; the uploaded file keeps every word.
ALT_CHARS = 800


def shown(pictures: Sequence[Picture]) -> tuple[list[Block], tuple[Attachment, ...]]:
    """An image block for each picture, and the attachment it shows."""
    names = [f"{at}-{picture.name}.png" for at, picture in enumerate(pictures, start=1)]
    blocks = [
        image(name, shorten(picture.alt or picture.title, ALT_CHARS))
        for name, picture in zip(names, pictures, strict=True)
    ]
    attachments = tuple(
        Attachment(name, picture.png, picture.title, picture.alt)
        for name, picture in zip(names, pictures, strict=True)
    )
    return blocks, attachments
