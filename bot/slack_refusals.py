"""What Slack's errors and the network's mean for the caller: again, never, simplify, pause or in doubt."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from services.slack_port import Refusal, SlackError

PAUSE = frozenset(
    {
        "account_inactive",
        "access_denied",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
SIMPLIFY = frozenset(
    {
        "block_mismatch",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "too_many_attachments",
    }
)
IN_DOUBT = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Slack's own pages say of these that some of it may have happened."""

AGAIN = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "team_added_to_org"})

UNTOLD_WAIT = 10.0
"""Seconds, where a 429 does not say for how long."""

_CODE = re.compile(r"[a-z0-9_]{1,80}")
_NOT_SENT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
_NO_WAY_THERE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)

FAILURES = (SlackClientError, HTTPException, OSError, ValueError)
"""All that a call of slack_sdk raises: its own, the connection's, and an answer that is no text."""


def refusal(failure: Exception) -> SlackError:
    """What this failure of a call means. Whatever is not known to be harmless is in doubt."""
    if isinstance(failure, SlackApiError):
        return _answered(failure.response)
    if isinstance(failure, SlackClientError):
        return SlackError(Refusal.AGAIN, "request_not_made")
    if isinstance(failure, URLError):
        reason = failure.reason
        if isinstance(reason, _NOT_SENT) or getattr(reason, "errno", None) in _NO_WAY_THERE:
            return SlackError(Refusal.AGAIN, "unreachable")
        return SlackError(Refusal.IN_DOUBT, _network(reason))
    return SlackError(Refusal.IN_DOUBT, _network(failure))


def _answered(response: Any) -> SlackError:
    status = int(response.status_code)
    error = str(response.get("error") or "")
    if status == 429 or error in AGAIN:
        return SlackError(Refusal.AGAIN, "ratelimited", _retry_after(response.headers))
    if status >= 500:
        return SlackError(Refusal.IN_DOUBT, f"http_{status}")
    if not _CODE.fullmatch(error):
        return SlackError(Refusal.IN_DOUBT, "unreadable_answer")
    for codes, kind in ((PAUSE, Refusal.PAUSE), (SIMPLIFY, Refusal.SIMPLIFY), (IN_DOUBT, Refusal.IN_DOUBT)):
        if error in codes:
            return SlackError(kind, error)
    return SlackError(Refusal.NEVER, error)


def _retry_after(headers: Any) -> float:
    told = {str(name).lower(): value for name, value in headers.items()}.get("retry-after")
    try:
        return UNTOLD_WAIT if told is None else max(0.0, float(told))
    except ValueError:
        return UNTOLD_WAIT


def _network(failure: object) -> str:
    if isinstance(failure, TimeoutError):
        return "timeout"
    return "unreadable_answer" if isinstance(failure, ValueError) else "connection_lost"
