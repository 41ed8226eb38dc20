"""What a message may consist of: text, blocks, attachments, metadata, each checked as Slack checks them."""

from __future__ import annotations

import json
from typing import Any

from sandbox.arguments import Arguments
from sandbox.block_kit import check_blocks
from sandbox.block_tree import with_ids
from sandbox.errors import SlackError

Json = dict[str, Any]

TEXT_MOST = 40_000
TEXT_MOST_WHEN_EDITED = 4_000
MARKDOWN_MOST = 12_000
ATTACHMENTS_MOST = 100
METADATA_MOST = 16_000
"""Characters. Slack does not document this one; it is set low enough to notice a careless app."""


def blocks_in(args: Arguments) -> list[Json] | None:
    """The blocks of a call, checked and given ids; ``None`` where none were sent.

    Raises ``invalid_blocks_format`` where they are no list, ``invalid_blocks`` where they break a rule.
    """
    blocks = args.data("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    problems = check_blocks(blocks, "message")
    if problems:
        listed = [str(problem) for problem in problems]
        raise SlackError("invalid_blocks", listed, errors=listed)
    return with_ids(blocks)


def attachments_in(args: Arguments) -> list[Json]:
    """The attachments of a call. Raises ``too_many_attachments`` and ``invalid_attachments``."""
    attachments = args.data("attachments", "invalid_attachments") or []
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise SlackError("invalid_attachments")
    if any(check_blocks(each["blocks"], "message") for each in attachments if each.get("blocks")):
        raise SlackError("invalid_attachments")
    if len(attachments) > ATTACHMENTS_MOST:
        raise SlackError("too_many_attachments")
    return attachments


def text_in(args: Arguments, blocks: list[Json] | None, attachments: list[Json]) -> str:
    """The text of a new message. Raises ``no_text`` where there is nothing else to show either.

    Above 40,000 characters it is cut, as Slack does. ``markdown_text`` goes with neither text nor blocks.
    """
    markdown = args.text("markdown_text")
    if markdown:
        if args.text("text") or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > MARKDOWN_MOST:
            raise SlackError("msg_too_long")
        return markdown
    text = args.text("text")
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    return text[:TEXT_MOST]


def metadata_in(args: Arguments) -> Json | None:
    """The metadata of a message: an event type and a flat-enough payload.

    Raises ``invalid_metadata_format``, ``invalid_metadata_schema``, ``metadata_too_large``.
    """
    metadata = args.data("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    typed = isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    if metadata and not typed and "entities" not in metadata:
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_MOST:
        raise SlackError("metadata_too_large")
    return metadata or None
