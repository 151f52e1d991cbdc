"""A member says something, uploads files, takes things back."""

from starlette.datastructures import UploadFile

from bot.workspace.client_api.ask import Ask
from bot.workspace.errors import Declined
from bot.workspace.file_store import pieces
from bot.workspace.model import Channel, File, Json, Message
from bot.workspace.services import share_files
from bot.workspace.services.post_message import delete, post
from bot.workspace.services.share_files import Sharing
from bot.workspace.text import mentions, typed
from bot.workspace.workspace import Workspace

MOST_TEXT = 40_000


async def say(ask: Ask) -> Json:
    """A message in a channel or a thread."""
    channel = ask.own_channel()
    text = ask.word("text").strip()
    if not text:
        raise Declined("There is nothing to send yet.")
    if len(text) > MOST_TEXT:
        raise Declined(f"A message has at most {MOST_TEXT:,} characters; send it as a file.")
    message = Message(
        ts=ask.workspace.state.new_ts(),
        channel=channel.id,
        user=ask.me,
        text=typed(text),
        thread_ts=ask.thread(channel),
        client_msg_id=ask.workspace.ids.uuid(),
    )
    _tell_if_unheard(ask, channel, message.text)
    return {"ts": post(ask.workspace, message).ts}


def _tell_if_unheard(ask: Ask, channel: Channel, text: str) -> None:
    """As Slackbot does when somebody mentions who is not there."""
    bot = ask.workspace.state.bot()
    if mentions(text, bot.id) and bot.id not in channel.members:
        said = (
            f"{bot.name} is not in this channel and did not hear you. Invite it to get an answer."
        )
        ask.workspace.notice(ask.me, said, "info")


async def keep(workspace: Workspace, owner: str, upload: UploadFile) -> File:
    """Store an uploaded file, piece by piece."""
    file = share_files.announce_file(workspace, owner, upload.filename or "file")
    size = await workspace.files.receive(file.id, pieces(upload))
    return share_files.complete(workspace, share_files.received(workspace, file, size))


async def upload(ask: Ask) -> Json:
    """Files dropped into a channel or a thread, with or without words."""
    channel = ask.own_channel()
    thread = ask.thread(channel)
    uploads = [each for each in ask.data.get("uploads", []) if isinstance(each, UploadFile)]
    if not uploads:
        raise Declined("No file came with this upload.")
    files = [await keep(ask.workspace, ask.me, each) for each in uploads]
    return _share(ask, channel, files, thread)


def _share(ask: Ask, channel: Channel, files: list[File], thread: str | None) -> Json:
    text = typed(ask.word("text").strip())
    sharing = Sharing(channel.id, ask.me, text, thread)
    return {"ts": share_files.share(ask.workspace, files, sharing).ts}


async def sample(ask: Ask) -> Json:
    """Made-up customers, uploaded as if the member had dropped them."""
    from segmentation.sources.sample import sample_csv

    channel = ask.own_channel()
    name, content = sample_csv(ask.word("key", "mall"))
    file = share_files.announce_file(ask.workspace, ask.me, name)
    size = ask.workspace.files.write(file.id, content)
    file = share_files.complete(ask.workspace, share_files.received(ask.workspace, file, size))
    return _share(ask, channel, [file], None)


async def delete_message(ask: Ask) -> Json:
    """A member takes back an own message."""
    message = ask.message(ask.own_channel())
    if message.user != ask.me:
        raise Declined("Only your own messages can be deleted.")
    delete(ask.workspace, message)
    return {}


async def delete_file(ask: Ask) -> Json:
    """A member deletes an own file."""
    file = ask.workspace.state.files.get(ask.word("file"))
    if file is None or file.deleted:
        raise Declined("This file is gone already.")
    if file.owner != ask.me:
        raise Declined("Only your own files can be deleted.")
    share_files.delete(ask.workspace, file)
    return {}
