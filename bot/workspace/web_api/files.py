"""files.*: uploads in three steps, facts about files, deletion."""

from bot.workspace.blocks_validation.surface import check_message
from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, File, Json
from bot.workspace.payloads.files import file
from bot.workspace.services import share_files
from bot.workspace.services.share_files import Sharing
from bot.workspace.web_api.chat import thread_root
from bot.workspace.web_api.method import Answer, Call, Method
from bot.workspace.workspace import Workspace

MOST_ALT = 1_000


def _upload_url(call: Call) -> Answer:
    name = call.needed("filename")
    if call.number("length", 0) < 1:
        raise SlackError("invalid_arguments")
    if len(call.text("alt_txt")) > MOST_ALT:
        raise SlackError("alt_txt_too_large")
    workspace = call.workspace
    found = share_files.announce_file(workspace, workspace.bot_user, name, call.text("alt_txt"))
    return {
        "upload_url": f"{workspace.url}/upload/v1/{found.id}-{workspace.upload_secret(found.id)}",
        "file_id": found.id,
    }


def _uploaded(call: Call) -> list[tuple[File, str | None]]:
    wanted = call.json("files")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(w, dict) for w in wanted):
        raise SlackError("invalid_arguments")
    pairs = []
    for each in wanted:
        found = call.workspace.state.files.get(str(each.get("id")))
        if found is None or found.complete or not found.mimetype:
            raise SlackError("file_not_found")
        pairs.append((found, each.get("title")))
    return pairs


def _places(call: Call) -> list[Channel]:
    """The channels to share in; `channels` takes several, `channel_id` one."""
    ids = call.words("channels") or [call.text("channel_id")]
    calls = [Call(call.workspace, {"channel": id_}) for id_ in ids if id_]
    return [each.joined_channel() for each in calls]


def _complete(call: Call) -> Answer:
    uploaded, places = _uploaded(call), _places(call)
    threads = [thread_root(call, place) for place in places]
    files = [share_files.complete(call.workspace, found, title) for found, title in uploaded]
    blocks = _blocks(call)
    for place, thread in zip(places, threads, strict=True):
        text = "" if blocks else call.text("initial_comment")
        bot = call.workspace.bot_user
        sharing = Sharing(place.id, bot, text, thread, blocks, by_app=True)
        share_files.share(call.workspace, files, sharing)
    now = (call.workspace.state.files[found.id] for found in files)
    return {"files": [file(call.workspace, found) for found in now]}


def _blocks(call: Call) -> tuple[Json, ...]:
    blocks = call.json("blocks", "invalid_blocks")
    return check_message(call.workspace, {"blocks": blocks}).blocks if blocks else ()


def visible(workspace: Workspace, found: File) -> bool:
    """Whether the app may read a file: its own, one in its channels, or one handed over."""
    mine = found.owner == workspace.bot_user or found.submitted
    channels = (workspace.state.channels[share.channel] for share in found.shares)
    return mine or any(workspace.bot_user in channel.members for channel in channels)


def _file(call: Call) -> File:
    found = call.workspace.state.files.get(call.needed("file", "file_not_found"))
    if found is None or not visible(call.workspace, found):
        raise SlackError("file_not_found")
    if found.deleted:
        raise SlackError("file_deleted")
    return found


def _info(call: Call) -> Answer:
    shape = file(call.workspace, _file(call))
    paging = {"count": 0, "total": 0, "page": 1, "pages": 0}
    return {"file": shape, "comments": [], "paging": paging}


def _list(call: Call) -> Answer:
    """Newest first, by channel and owner, in numbered pages."""
    count, number = max(call.number("count", 100), 1), max(call.number("page", 1), 1)
    files = [f for f in call.workspace.state.files.values() if f.complete and not f.deleted]
    found = [f for f in reversed(files) if visible(call.workspace, f) and _asked(call, f)]
    part = found[(number - 1) * count : number * count]
    pages = -(-len(found) // count)
    return {
        "files": [file(call.workspace, each) for each in part],
        "paging": {"count": count, "total": len(found), "page": number, "pages": pages},
    }


def _asked(call: Call, found: File) -> bool:
    channel, user = call.text("channel"), call.text("user")
    in_channel = not channel or any(share.channel == channel for share in found.shares)
    return in_channel and user in ("", found.owner)


def _delete(call: Call) -> Answer:
    found = _file(call)
    if found.owner != call.workspace.bot_user:
        raise SlackError("cant_delete_file")
    share_files.delete(call.workspace, found)
    return {}


METHODS = (
    Method("files.getUploadURLExternal", _upload_url, ("files:write",)),
    Method("files.completeUploadExternal", _complete, ("files:write",)),
    Method("files.info", _info, ("files:read",)),
    Method("files.list", _list, ("files:read",)),
    Method("files.delete", _delete, ("files:write",)),
)
