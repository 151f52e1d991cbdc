"""Files in Slack's shape."""

from urllib.parse import quote

from bot.workspace.model import File, Json, Share
from bot.workspace.seed import TEAM
from bot.workspace.workspace import Workspace

THUMBS = (64, 80, 160, 360, 480)


def file(workspace: Workspace, found: File) -> Json:
    """The file object of files.info and of messages."""
    if found.deleted:
        return {"id": found.id, "mode": "tombstone"}
    base = f"{workspace.url}/files-pri/{TEAM}-{found.id}"
    name = quote(found.name)
    return {
        **_description(found),
        "url_private": f"{base}/{name}",
        "url_private_download": f"{base}/download/{name}",
        "permalink": f"{workspace.url}/files/{found.owner}/{found.id}/{name}",
        **_picture(found, f"{base}/{name}"),
        **_text(found),
        **_places(workspace, found),
    }


def file_in_message(workspace: Workspace, found: File) -> Json:
    """A file as messages carry it: without the lists of where else it is."""
    shape = file(workspace, found)
    return {key: shape[key] for key in shape if key not in ("channels", "groups", "ims")}


def _description(found: File) -> Json:
    return {
        "id": found.id,
        "created": found.created,
        "timestamp": found.created,
        "name": found.name,
        "title": found.title,
        "mimetype": found.mimetype,
        "filetype": found.filetype,
        "pretty_type": found.pretty_type,
        "user": found.owner,
        "user_team": TEAM,
        "editable": False,
        "size": found.size,
        "mode": "hosted" if found.preview is None else "snippet",
        "is_external": False,
        "external_type": "",
        "display_as_bot": False,
        "username": "",
        "public_url_shared": False,
        "has_rich_preview": False,
        "file_access": "visible",
        **({"alt_txt": found.alt} if found.alt else {}),
    }


def _picture(found: File, url: str) -> Json:
    if not found.width or not found.height:
        return {}
    shape: Json = {"original_w": found.width, "original_h": found.height}
    for side in THUMBS:
        shape[f"thumb_{side}"] = url
        if side >= 360:
            scale = min(1.0, side / max(found.width, found.height))
            shape[f"thumb_{side}_w"] = round(found.width * scale)
            shape[f"thumb_{side}_h"] = round(found.height * scale)
    return shape


def _text(found: File) -> Json:
    if found.preview is None:
        return {}
    return {
        "preview": found.preview,
        "preview_highlight": "",
        "lines": found.lines,
        "lines_more": 0,
        "preview_is_truncated": found.size > len(found.preview),
    }


def _places(workspace: Workspace, found: File) -> Json:
    by_kind: dict[str, list[str]] = {"channel": [], "private": [], "im": []}
    for share in found.shares:
        ids = by_kind[workspace.state.channels[share.channel].kind]
        if share.channel not in ids:
            ids.append(share.channel)
    return {
        "is_public": bool(by_kind["channel"]),
        "channels": by_kind["channel"],
        "groups": by_kind["private"],
        "ims": by_kind["im"],
        "shares": _shares(workspace, found),
        "comments_count": 0,
    }


def _shares(workspace: Workspace, found: File) -> Json:
    shares: dict[str, dict[str, list[Json]]] = {}
    for share in found.shares:
        public = workspace.state.channels[share.channel].kind == "channel"
        places = shares.setdefault("public" if public else "private", {})
        places.setdefault(share.channel, []).append(_share(workspace, found, share))
    return shares


def _share(workspace: Workspace, found: File, share: Share) -> Json:
    replies = workspace.state.public_replies(share.channel, share.ts)
    shape: Json = {
        "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
        "reply_users_count": len({reply.user for reply in replies}),
        "reply_count": len(replies),
        "ts": share.ts,
        "channel_name": workspace.state.channels[share.channel].name,
        "team_id": TEAM,
        "share_user_id": found.owner,
        "source": "UNKNOWN",
    }
    return {**shape, "thread_ts": share.thread_ts} if share.thread_ts else shape
