"""files.*: an address to upload to, then shared in a channel as a message."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.happenings.messages import put_message
from sandbox.methods.access import require_member, require_open, seen_channel
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.records import File, Message

Json = dict[str, Any]
LENGTH_MOST = 1_000_000_000


@method("files.getUploadURLExternal", "files:write", Tier.FOUR)
def get_upload_url(platform: Platform, args: Arguments) -> Json:
    """An address that takes the content of one file."""
    length = args.number("length", 0, 1, LENGTH_MOST, "file_upload_size_restricted")
    if not length:
        raise SlackError("missing_argument")
    file = File(platform.workspace.new_id("F"), args.required("filename"), length)
    platform.workspace.files[file.id] = file
    return {"upload_url": f"{platform.base_url}/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", Tier.FOUR)
def complete_upload(platform: Platform, args: Arguments) -> Json:
    """Files that were uploaded become real; with a channel they are shared there in one message."""
    wanted = args.data("files")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(each, dict) for each in wanted):
        raise SlackError("invalid_arguments", ["missing required field: files"])
    found = [platform.workspace.files.get(str(each.get("id"))) for each in wanted]
    files = [file for file in found if file and file.content is not None and not file.shared]
    if len(files) < len(wanted):
        raise SlackError("file_not_found")
    for file, about in zip(files, wanted, strict=True):
        file.title = str(about.get("title") or file.name)
    if args.given("channel_id"):
        channel = seen_channel(platform, args, "channel_id")
        require_open(channel)
        require_member(platform, channel)
        message = Message(
            ts=platform.workspace.new_ts(),
            user=platform.app.bot_user_id,
            text=args.text("initial_comment"),
            files=[_shown(platform, file) for file in files],
            thread_ts=args.text("thread_ts") or None,
            is_app=True,
        )
        put_message(platform, channel, message)
    for file in files:
        file.shared = True
    return {"files": [_shown(platform, file) for file in files]}


@method("files.info", "files:read", Tier.FOUR)
def file_info(platform: Platform, args: Arguments) -> Json:
    """One file."""
    file = platform.workspace.files.get(args.required("file"))
    if file is None or not file.shared:
        raise SlackError("file_not_found")
    return {"file": _shown(platform, file)}


def _shown(platform: Platform, file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.length,
        "user": platform.app.bot_user_id,
        "url_private": f"{platform.base_url}/files/{file.id}",
    }
