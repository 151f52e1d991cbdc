"""Members, the bot, the team and channels in Slack's shapes."""

from bot.workspace.model import Channel, Json, Member
from bot.workspace.seed import APP, BOT, OTHER_TEAM, TEAM
from bot.workspace.workspace import Workspace

ZONE = {"tz": "Europe/Amsterdam", "tz_label": "Central European Time", "tz_offset": 3600}


def user(workspace: Workspace, member: Member) -> Json:
    """The user object of users.info."""
    return {
        "id": member.id,
        "team_id": OTHER_TEAM if member.is_stranger else TEAM,
        "name": member.name,
        "deleted": False,
        "color": member.color,
        "real_name": member.real_name,
        **ZONE,
        "profile": _profile(workspace, member),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": member.is_guest,
        "is_ultra_restricted": False,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": 0,
        **({"is_stranger": True} if member.is_stranger else {}),
    }


def _profile(workspace: Workspace, member: Member) -> Json:
    profile = {
        "title": member.title,
        "phone": "",
        "skype": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "",
        "first_name": member.real_name.split()[0],
        "last_name": " ".join(member.real_name.split()[1:]),
        "team": TEAM,
        **icons(workspace, (24, 32, 48, 72, 192, 512)),
    }
    return {**profile, "bot_id": BOT, "api_app_id": APP} if member.is_bot else profile


def icons(workspace: Workspace, sizes: tuple[int, ...]) -> Json:
    """The addresses of a picture in several sizes: one drawing that scales."""
    return {f"image_{size}": f"{workspace.url}/page/icon.svg" for size in sizes}


def bot(workspace: Workspace) -> Json:
    """The bot object of bots.info."""
    return {
        "id": BOT,
        "deleted": False,
        "name": workspace.options.app.name,
        "updated": 0,
        "app_id": APP,
        "user_id": workspace.bot_user,
        "icons": icons(workspace, (36, 48, 72)),
    }


def bot_profile(workspace: Workspace) -> Json:
    """The bot as it stands in its own messages."""
    found = bot(workspace)
    del found["user_id"]
    return {**found, "team_id": TEAM}


def team(workspace: Workspace) -> Json:
    """The team object of team.info."""
    return {
        "id": TEAM,
        "name": workspace.options.team_name,
        "domain": workspace.options.team_domain,
        "email_domain": "",
        "url": f"{workspace.url}/",
        "icon": {**icons(workspace, (34, 44, 68, 88, 102, 132, 230)), "image_default": True},
    }


def channel(workspace: Workspace, found: Channel) -> Json:
    """The channel object of conversations.info."""
    return _im(workspace, found) if found.kind == "im" else _named(workspace, found)


def _im(workspace: Workspace, found: Channel) -> Json:
    other = next((m for m in found.members if m != workspace.bot_user), workspace.bot_user)
    return {
        "id": found.id,
        "created": found.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": TEAM,
        "updated": found.created * 1000,
        "user": other,
    }


def _named(workspace: Workspace, found: Channel) -> Json:
    public = found.kind == "channel"
    return {
        "id": found.id,
        "name": found.name,
        "is_channel": public,
        "is_group": not public,
        "is_im": False,
        "is_mpim": False,
        "is_private": not public,
        "created": found.created,
        "is_archived": found.archived,
        "is_general": found.name == "general",
        "unlinked": 0,
        "name_normalized": found.name,
        "is_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": TEAM,
        "updated": found.created * 1000,
        "creator": found.creator,
        "is_ext_shared": False,
        "shared_team_ids": [TEAM],
        "pending_connected_team_ids": [],
        "is_member": workspace.bot_user in found.members,
        "topic": {"value": found.topic, "creator": found.creator, "last_set": found.created},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
        "num_members": len(found.members),
    }
