"""chat.postMessage, update, delete, postEphemeral, getPermalink."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.happenings.channels import open_direct_message
from sandbox.happenings.messages import change_message, put_message, remove_message
from sandbox.methods.access import (
    is_member,
    known_user,
    named_channel,
    require_member,
    require_open,
    seen_channel,
    seen_message,
)
from sandbox.methods.message_content import (
    TEXT_MOST_WHEN_EDITED,
    attachments_in,
    blocks_in,
    metadata_in,
    text_in,
)
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.records import Channel, Message
from sandbox.shapes import message_json

Json = dict[str, Any]


@method("chat.postMessage", "chat:write", Tier.SPECIAL)
def post_message(platform: Platform, args: Arguments) -> Json:
    """Post to a channel, a thread, or a person (by user id: the direct message with them)."""
    channel = _destination(platform, args.required("channel"))
    require_open(channel)
    if not is_member(platform, channel) and not platform.manifest.allows("chat:write.public"):
        raise SlackError("not_in_channel")
    if channel.is_im and not platform.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    message = _new_message(platform, args, channel)
    platform.pacing.message(channel.id)
    put_message(platform, channel, message, hidden_for=args.hidden_for)
    shown = message_json(platform.workspace, platform.app, channel, message, all_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _destination(platform: Platform, wanted: str) -> Channel:
    if wanted[0] in "UW" and wanted in platform.workspace.users:
        user = platform.workspace.users[wanted]
        if user.deleted or user.is_bot or platform.workspace.is_external(user):
            raise SlackError("channel_not_found")
        return open_direct_message(platform, user.id)
    return named_channel(platform, wanted)


def _new_message(platform: Platform, args: Arguments, channel: Channel) -> Message:
    blocks, attachments = blocks_in(args), attachments_in(args)
    if (args.given("username") or args.given("icon_emoji")) and not platform.manifest.allows(
        "chat:write.customize"
    ):
        provided = ",".join(sorted(platform.manifest.bot_scopes))
        raise SlackError("missing_scope", needed="chat:write.customize", provided=provided)
    return Message(
        ts=platform.workspace.new_ts(),
        user=platform.app.bot_user_id,
        text=text_in(args, blocks, attachments),
        blocks=blocks or [],
        attachments=attachments,
        thread_ts=_thread(channel, args.text("thread_ts")),
        reply_broadcast=args.flag("reply_broadcast"),
        metadata=metadata_in(args),
        is_app=True,
        username=args.text("username") or None,
    )


def _thread(channel: Channel, thread_ts: str) -> str | None:
    """The thread to answer in: replying to a reply answers its parent; a parent that is gone is refused."""
    if not thread_ts:
        return None
    parent = seen_message(channel, thread_ts, "cannot_reply_to_message")
    return parent.thread_ts or parent.ts


@method("chat.update", "chat:write", Tier.THREE)
def update_message(platform: Platform, args: Arguments) -> Json:
    """Change one of the bot's own messages. Text without blocks takes the blocks away."""
    channel = _destination(platform, args.required("channel"))
    message = seen_message(channel, args.required("ts"))
    if channel.is_archived:
        raise SlackError("is_inactive")
    if not message.is_app or message.subtype:
        raise SlackError("cant_update_message")
    if len(args.text("text")) > TEXT_MOST_WHEN_EDITED:
        raise SlackError("msg_too_long")
    blocks = blocks_in(args)
    attachments = attachments_in(args) if args.given("attachments") else None
    changes: Json = {}
    if args.given("text") or blocks is not None or attachments is not None:
        changes["text"] = text_in(args, blocks, attachments or [])
        changes["blocks"] = blocks or []
        if attachments is not None:
            changes["attachments"] = attachments
    if args.given("metadata"):
        changes["metadata"] = metadata_in(args)
    if not changes:
        raise SlackError("no_text")
    change_message(platform, channel, message, changes, platform.app.bot_user_id)
    shown = message_json(platform.workspace, platform.app, channel, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write", Tier.THREE)
def delete_message(platform: Platform, args: Arguments) -> Json:
    """Take back one of the bot's own messages."""
    channel = seen_channel(platform, args)
    message = seen_message(channel, args.required("ts"))
    if not message.is_app or message.subtype:
        raise SlackError("cant_delete_message")
    remove_message(platform, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", "chat:write", Tier.FOUR)
def post_ephemeral(platform: Platform, args: Arguments) -> Json:
    """Show something to one person in a channel; it is in no history."""
    channel = named_channel(platform, args.required("channel"))
    user = known_user(platform, args.required("user"))
    require_open(channel)
    require_member(platform, channel)
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    if len(args.text("text")) > TEXT_MOST_WHEN_EDITED:
        raise SlackError("msg_too_long")
    message = _new_message(platform, args, channel)
    message.ephemeral_to = user.id
    put_message(platform, channel, message)
    return {"message_ts": message.ts}


@method("chat.getPermalink", tier=Tier.SPECIAL)
def get_permalink(platform: Platform, args: Arguments) -> Json:
    """The address of a message."""
    channel = seen_channel(platform, args)
    message = seen_message(channel, args.required("message_ts"))
    path = f"{platform.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        path += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": path}
