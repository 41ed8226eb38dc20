"""Answering one person alone: in the reply, at the response address, or in a small window; not in public."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Protocol

import truststore
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from handlers.desk import Desk
from handlers.modals.view import View, modal, notice_block
from message_templates import form
from services.slack_port import SlackError

log = logging.getLogger(__name__)

PATIENCE = 1
"""Seconds for a reply at a response address: Slack waits for our answer meanwhile."""

TRUST = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What this machine trusts."""


def privately(text: str, blocks: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """A reply that only the person who asked can see; links in it are not unfurled."""
    body: dict[str, Any] = {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": text,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return {**body, "blocks": list(blocks)} if blocks else body


class Asked(Protocol):
    """Where somebody can be answered who pressed something."""

    @property
    def response_url(self) -> str | None: ...
    @property
    def trigger_id(self) -> str: ...


def tell(desk: Desk, asked: Asked, sentence: str) -> None:
    """Say it at the response address or, where there is none (App Home, a form), in a small window.

    Best effort: nothing was promised, and what happened is logged by whoever calls.
    """
    if asked.response_url is not None:
        _send(asked.response_url, privately(sentence))
        return
    try:
        desk.slack.views_open(asked.trigger_id, window_of(sentence))
    except SlackError as failure:
        log.warning("an answer did not reach who asked: %s", failure)


def _send(address: str, body: dict[str, Any]) -> None:
    try:
        client = WebhookClient(address, timeout=PATIENCE, ssl=TRUST, retry_handlers=[])
        answer = client.send_dict(body)
        if answer.status_code != HTTPStatus.OK:
            log.warning("an answer did not reach who asked: Slack says %s", answer.status_code)
    except (SlackClientError, OSError, ValueError) as failure:
        log.warning("an answer did not reach who asked: %s", failure)


def show_instead(desk: Desk, asked: Asked, body: dict[str, Any]) -> None:
    """Put a private answer in the place of the one that was pressed on. Best effort, as `tell` is."""
    if asked.response_url is None:
        tell(desk, asked, body["text"])
        return
    _send(asked.response_url, {**body, "replace_original": True})


def window_of(sentence: str) -> View:
    """A window that says one thing."""
    return modal("notice", form("notice"), [notice_block(sentence)], about={})
