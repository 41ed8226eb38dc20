"""Who acts, where, and how the app sees them."""

from __future__ import annotations

from typing import Any

from sandbox.errors import PersonError
from sandbox.happenings.channels import open_direct_message
from sandbox.platform import Platform
from sandbox.records import Channel, Message, User, View

Json = dict[str, Any]


def actor(platform: Platform, body: Json) -> User:
    """The person who acts: ``as`` is an id, a name or an e-mail address."""
    user = platform.workspace.user_named(str(body.get("as", "")))
    if user is None:
        raise PersonError(f"There is nobody called {body.get('as')!r} here.")
    if user.deleted:
        raise PersonError(f"{user.name} has left the workspace and can do nothing.")
    return user


def place(platform: Platform, user: User, body: Json) -> Channel:
    """The channel in which they act: it has to be open to them. ``dm`` is theirs with the bot."""
    wanted = str(body.get("channel", ""))
    if wanted == "dm" and not platform.workspace.is_external(user):
        return open_direct_message(platform, user.id)
    channel = platform.workspace.channel_named(wanted)
    if channel is None or not may_see(platform, user, channel):
        raise PersonError(f"{user.name} sees no channel called {wanted!r}.")
    return channel


def may_see(platform: Platform, user: User, channel: Channel) -> bool:
    """Whether the person finds the channel in their list or by searching for it."""
    if user.id in channel.members:
        return True
    return not (channel.is_private or channel.is_im or user.is_guest or platform.workspace.is_external(user))


def message_in(channel: Channel, user: User, ts: str) -> Message:
    """The message of that ts, as far as the person sees it."""
    message = channel.message(ts)
    if message is None or message.ephemeral_to not in (None, user.id):
        raise PersonError("That message is not there any more.")
    return message


def open_view(platform: Platform, user: User, view_id: str) -> View:
    """The modal or home of that id, on this person's screen."""
    view = platform.workspace.view(view_id)
    if view is None or view.user != user.id:
        raise PersonError("That form is not open any more.")
    return view


def require_interactivity(platform: Platform) -> None:
    """Raise ``PersonError`` unless the app's manifest enables interactivity."""
    if not platform.manifest.interactive:
        raise PersonError(f"{platform.app.name} is not set up to handle what people do in it.")


def user_part(user: User) -> Json:
    """The ``user`` of an interaction's payload."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team.id}


def common_part(platform: Platform, user: User) -> Json:
    """What every interaction's payload has. ``team`` is that of the person who acts, as in Slack Connect."""
    return {
        "team": {"id": user.team.id, "domain": user.team.domain},
        "user": user_part(user),
        "api_app_id": platform.app.app_id,
        "token": platform.app.verification_token,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def channel_part(channel: Channel) -> Json:
    """The ``channel`` of an interaction's payload."""
    name = "directmessage" if channel.is_im else ("privategroup" if channel.is_private else channel.name)
    return {"id": channel.id, "name": name}


def response_url(platform: Platform, user: User, channel: Channel, message_ts: str | None = None) -> str:
    """An address at which the app may answer five times in half an hour."""
    return f"{platform.base_url}/response/{platform.addresses.give(user.id, channel.id, message_ts)}"
