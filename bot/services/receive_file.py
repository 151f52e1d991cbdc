"""A shared file before it is read: is it meant for us, and in which thread do we answer?"""

from dataclasses import replace

from bot.desk import SharedFile
from bot.message import Message
from bot.reply import Outgoing
from bot.request import Place, Request

MEDIA = ("image/", "video/", "audio/")


def is_for_us(file: SharedFile, place: Place) -> bool:
    """Pictures and clips in a channel are none of our business; said to us alone they are."""
    return place.is_direct or not file.mimetype.startswith(MEDIA)


def locate(request: Request, file: SharedFile, outgoing: Outgoing) -> Place:
    """The thread below the message that brought the file; a form's upload gets a message first."""
    place = request.place
    if place.thread_ts:
        return place
    shared = file.shares.get(place.channel)
    if shared is None:
        opening = Message(text=f"<@{request.person}> brought *{file.name}*.")
        shared = outgoing.post(f"{request.identity}:opening", place, opening)
    return replace(place, thread_ts=shared)
