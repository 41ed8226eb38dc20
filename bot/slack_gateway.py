"""Slack, as services need it: slack_sdk with its own retries off, plain facts out, every failure sorted.

slack_sdk posts twice when a reply is lost, unless its retry handlers are off. Its logger is silent: at DEBUG
it writes down what people wrote.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

import truststore
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack_refusals import FAILURES, refusal
from policy.roster import DirectoryPerson
from services.delivery.perform import EVENT_TYPE
from services.know_person import person_of_slack
from services.slack_port import (
    Block,
    ChannelFacts,
    GroupFacts,
    Identity,
    MessageSeen,
    NamedChannel,
    Posted,
    Refusal,
    SlackError,
)

FORM_TIMEOUT = 2.0
"""Seconds: a form is opened while Slack waits for our answer, and its trigger lives for three."""

PAGE = 999
"""Rows of a list at once; Slack takes fewer than a thousand."""


_quiet = logging.getLogger("slack_sdk.of.heard")
_quiet.setLevel(logging.CRITICAL + 1)


class SlackGateway:
    """One workspace, by its bot token. May be used from many threads. Raises SlackError and nothing else."""

    def __init__(
        self, token: str, *, base_url: str | None = None, timeout: float = 10.0, page: int = PAGE
    ) -> None:
        """`base_url`: another Web API's address, with its final slash. `timeout`: seconds for a call.

        `page`: rows of a list at once.
        """
        self.timeout = timeout
        self._page = page
        self._client = _client(token, base_url, timeout)
        self._forms = _client(token, base_url, min(FORM_TIMEOUT, timeout))
        self._identity: Identity | None = None
        self._guard = Lock()

    def auth_test(self) -> Identity:
        answer = _call(self._client.auth_test)
        headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
        scopes = headers.get("x-oauth-scopes", "")
        self._identity = Identity(
            team_id=answer["team_id"],
            team_name=answer["team"],
            url=answer["url"],
            bot_user_id=answer["user_id"],
            bot_id=answer.get("bot_id"),
            enterprise_id=answer.get("enterprise_id"),
            scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
        )
        return self._identity

    def post(
        self,
        channel: str,
        text: str,
        blocks: Sequence[Block],
        *,
        thread_ts: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Posted:
        answer = _call(
            self._client.chat_postMessage,
            channel=channel,
            text=text,
            blocks=list(blocks) or None,
            thread_ts=thread_ts,
            metadata=dict(metadata) if metadata is not None else None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return Posted(answer["channel"], answer["ts"])

    def update(self, channel: str, ts: str, text: str, blocks: Sequence[Block]) -> None:
        _call(self._client.chat_update, channel=channel, ts=ts, text=text, blocks=list(blocks))

    def find_post(
        self, channel: str, op_id: str, *, oldest: str | None, thread_ts: str | None = None
    ) -> str | None:
        me = self._me()
        method: Callable[..., SlackResponse] = self._client.conversations_history
        where: dict[str, Any] = {"channel": channel, "oldest": oldest, "include_all_metadata": True}
        if thread_ts is not None:
            method, where = self._client.conversations_replies, {**where, "ts": thread_ts}
        for message in self._pages(method, "messages", **where):
            metadata = message.get("metadata") or {}
            ours = message.get("user") == me.bot_user_id or (
                me.bot_id is not None and message.get("bot_id") == me.bot_id
            )
            told = metadata.get("event_payload") or {}
            if ours and metadata.get("event_type") == EVENT_TYPE and told.get("op_id") == op_id:
                return str(message["ts"])
        return None

    def read_message(self, channel: str, ts: str) -> MessageSeen | None:
        thread = _call(
            self._client.conversations_replies,
            channel=channel,
            ts=ts,
            oldest=ts,
            latest=ts,
            inclusive=True,
            limit=2,  # the message that heads the thread comes with it
        )
        for message in thread.get("messages") or ():
            if message["ts"] == ts:
                return MessageSeen(
                    ts, message.get("thread_ts"), message.get("user"), message.get("text") or ""
                )
        return None

    def open_dm(self, user: str) -> str:
        return str(_call(self._client.conversations_open, users=[user])["channel"]["id"])

    def channel_info(self, channel: str) -> ChannelFacts:
        return _channel(_call(self._client.conversations_info, channel=channel)["channel"])

    def list_channels(self) -> list[ChannelFacts]:
        kinds = ["public_channel", "private_channel"]
        pages = self._pages(self._client.conversations_list, "channels", types=kinds, exclude_archived=True)
        return [_channel(row) for row in pages]

    def join(self, channel: str) -> None:
        _call(self._client.conversations_join, channel=channel)

    def create_channel(self, name: str, *, private: bool) -> NamedChannel:
        return self._named(_call(self._client.conversations_create, name=name, is_private=private)["channel"])

    def find_channel(self, name: str) -> NamedChannel | None:
        kinds = ["public_channel", "private_channel"]
        pages = self._pages(self._client.conversations_list, "channels", types=kinds, exclude_archived=True)
        return next((self._named(row) for row in pages if row.get("name") == name), None)

    def invite(self, channel: str, user: str) -> None:
        with _fine("already_in_channel", "cant_invite_self"):
            _call(self._client.conversations_invite, channel=channel, users=[user])

    def set_topic(self, channel: str, topic: str) -> None:
        _call(self._client.conversations_setTopic, channel=channel, topic=topic)

    def pin(self, channel: str, ts: str) -> None:
        with _fine("already_pinned"):
            _call(self._client.pins_add, channel=channel, timestamp=ts)

    def add_bookmark(self, channel: str, title: str, link: str) -> None:
        _call(self._client.bookmarks_add, channel_id=channel, title=title, type="link", link=link)

    def create_canvas(self, title: str) -> str:
        return str(_call(self._client.canvases_create, title=title)["canvas_id"])

    def write_canvas(self, canvas: str, markdown: str) -> None:
        content = {"type": "markdown", "markdown": markdown}
        change = {"operation": "replace", "document_content": content}
        _call(self._client.canvases_edit, canvas_id=canvas, changes=[change])

    def share_canvas(self, canvas: str, channel: str) -> None:
        _call(self._client.canvases_access_set, canvas_id=canvas, access_level="read", channel_ids=[channel])

    def delete_canvas(self, canvas: str) -> None:
        with _fine("canvas_not_found"):
            _call(self._client.canvases_delete, canvas_id=canvas)

    def archive(self, channel: str) -> None:
        with _fine("already_archived"):
            _call(self._client.conversations_archive, channel=channel)

    def user_info(self, user: str) -> DirectoryPerson:
        return self._person(_call(self._client.users_info, user=user)["user"])

    def lookup_email(self, email: str) -> DirectoryPerson | None:
        try:
            found = _call(self._client.users_lookupByEmail, email=email)
        except SlackError as error:
            if error.code == "users_not_found":
                return None
            raise
        return self._person(found["user"])

    def list_users(self) -> list[DirectoryPerson]:
        return [self._person(row) for row in self._pages(self._client.users_list, "members")]

    def list_usergroups(self) -> list[GroupFacts]:
        answer = _call(self._client.usergroups_list, include_users=True)
        return [
            GroupFacts(row["id"], row["handle"], tuple(row.get("users") or ()))
            for row in answer.get("usergroups") or ()
        ]

    def views_open(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        return str(_call(self._forms.views_open, trigger_id=trigger_id, view=dict(view))["view"]["id"])

    def views_update(self, view_id: str, view: Mapping[str, Any]) -> None:
        _call(self._forms.views_update, view_id=view_id, view=dict(view))

    def views_publish(self, user: str, view: Mapping[str, Any]) -> None:
        _call(self._client.views_publish, user_id=user, view=dict(view))

    def permalink(self, channel: str, ts: str) -> str:
        return str(_call(self._client.chat_getPermalink, channel=channel, message_ts=ts)["permalink"])

    def _named(self, row: Mapping[str, Any]) -> NamedChannel:
        ours = row.get("creator") == self._me().bot_user_id
        return NamedChannel(_channel(row), ours, float(row.get("created") or 0.0))

    def _person(self, row: Mapping[str, Any]) -> DirectoryPerson:
        me = self._me()
        return person_of_slack(row, me.team_id, me.enterprise_id)

    def _me(self) -> Identity:
        with self._guard:
            return self._identity or self.auth_test()

    def _pages(
        self, method: Callable[..., SlackResponse], rows: str, **arguments: Any
    ) -> Iterator[dict[str, Any]]:
        cursor: str | None = None
        while True:
            answer = _call(method, limit=self._page, cursor=cursor, **arguments)
            yield from answer.get(rows) or ()
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def _client(token: str, base_url: str | None, timeout: float) -> WebClient:
    return WebClient(
        token,
        base_url=base_url or WebClient.BASE_URL,
        ssl=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        timeout=timeout,  # type: ignore[arg-type]  # it goes to the socket as it is, which takes a fraction too
        retry_handlers=[],
        logger=_quiet,
    )


@contextmanager
def _fine(*codes: str) -> Iterator[None]:
    """What was wanted is so already: no failure."""
    try:
        yield
    except SlackError as error:
        if error.code not in codes:
            raise


def _call(method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
    try:
        return method(**arguments)
    except FAILURES as failure:
        raise refusal(failure) from failure
    except KeyError as failure:
        raise SlackError(Refusal.IN_DOUBT, "unreadable_answer") from failure


def _channel(row: Mapping[str, Any]) -> ChannelFacts:
    """*Shared* is with another company, now or invited; within one's own organisation is not. Row X8."""
    shared = bool(
        row.get("is_ext_shared")
        or row.get("is_pending_ext_shared")
        or row.get("pending_shared")
        or row.get("pending_connected_team_ids")
    )
    return ChannelFacts(
        channel_id=row["id"],
        name=row.get("name"),
        private=bool(row.get("is_private") or row.get("is_im") or row.get("is_mpim")),
        shared=shared,
        member=bool(row.get("is_member") or row.get("is_im")),
        archived=bool(row.get("is_archived")),
    )
