"""What an app says back: in the answer itself, or later at a response address."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.deliveries.answer import Answer
from sandbox.errors import SlackError
from sandbox.happenings.messages import change_message, put_message, remove_message
from sandbox.methods.message_content import attachments_in, blocks_in, text_in
from sandbox.platform import Platform
from sandbox.records import Channel, Message, User

Json = dict[str, Any]


def answer_command(platform: Platform, user: User, channel: Channel, answer: Answer) -> None:
    """Show what the answer to a command says: to the person alone, unless it says ``in_channel``."""
    body = answer.body if answer.body is not None else {"text": answer.text}
    if not any(body.get(part) for part in ("text", "blocks", "attachments")):
        return
    with platform.workspace.lock:
        try:
            put_message(platform, channel, _message(platform, user, body))
        except SlackError as refused:
            platform.workspace.toast(user.id, f'{platform.app.name} answered with the error "{refused.code}"')


def use_response_url(platform: Platform, secret: str, body: Json) -> None:
    """An app uses a response address: a new message, or ``replace_original``, or ``delete_original``.

    Raises ``SlackError``: ``used_url``, ``expired_url``, ``no_such_url``, ``no_text``, ``invalid_blocks`` ….
    """
    with platform.workspace.lock:
        address = platform.addresses.use(secret)
        channel = platform.workspace.channels[address.channel]
        user = platform.workspace.users[address.user]
        args = Arguments(body)
        original = channel.message(address.message_ts) if address.message_ts else None
        if args.flag("delete_original"):
            if original and original.is_app:
                remove_message(platform, channel, original)
            return
        message = _message(platform, user, body)
        if args.flag("replace_original") and original and original.is_app:
            changes = {"text": message.text, "blocks": message.blocks, "attachments": message.attachments}
            change_message(platform, channel, original, changes, platform.app.bot_user_id)
            return
        put_message(platform, channel, message)


def _message(platform: Platform, user: User, body: Json) -> Message:
    args = Arguments(body)
    blocks, attachments = blocks_in(args), attachments_in(args)
    in_channel = args.text("response_type") == "in_channel"
    return Message(
        ts=platform.workspace.new_ts(),
        user=platform.app.bot_user_id,
        text=text_in(args, blocks, attachments),
        blocks=blocks or [],
        attachments=attachments,
        thread_ts=args.text("thread_ts") or None,
        ephemeral_to=None if in_channel else user.id,
        is_app=True,
    )


def seen_since(platform: Platform, user: User, ts: str) -> list[Json]:
    """What only this person was shown since a moment: its channel, ts, text and blocks."""
    with platform.workspace.lock:
        return [
            {"channel": channel.id, "ts": message.ts, "text": message.text, "blocks": message.blocks}
            for channel in platform.workspace.channels.values()
            for message in channel.messages
            if message.ephemeral_to == user.id and message.ts > ts
        ]
