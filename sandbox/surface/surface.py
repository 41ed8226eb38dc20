"""All that a test or a demo can do with a sandbox, wherever it runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from sandbox.surface.asking import ask
from sandbox.surface.channels import Channel
from sandbox.surface.people import Person

Json = dict[str, Any]


class Surface(ABC):
    """The verbs of a sandbox. ``Sandbox`` asks in this process, ``SandboxClient`` over HTTP."""

    def __init__(self) -> None:
        self.known: dict[str, set[str]] = {}
        self.faults = FaultDesk(self)

    @abstractmethod
    def answer(self, verb: str, body: Json) -> Json:
        """The raw answer to a verb, refusals included."""

    def _about(self, what: str) -> str:
        return str(ask(self, "sandbox/about")[what])

    @property
    def url(self) -> str:
        """Where the page is."""
        return self._about("url")

    @property
    def api_url(self) -> str:
        """The base of the Web API: what ``SLACK_API_URL`` is set to."""
        return self._about("api_url")

    @property
    def bot_token(self) -> str:
        """The bot's token."""
        return self._about("bot_token")

    @property
    def app_token(self) -> str:
        """The app-level token, for Socket Mode."""
        return self._about("app_token")

    @property
    def signing_secret(self) -> str:
        """What deliveries by HTTP are signed with."""
        return self._about("signing_secret")

    @property
    def bot_user_id(self) -> str:
        """The bot as a user."""
        return self._about("bot_user_id")

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self._about("team_id")

    def add_user(self, name: str, **about: Any) -> Person:
        """Add a person: email, real_name, title, tz, deleted, is_bot, is_admin.

        ``guest`` is ``True`` or ``"single"``; ``team`` is another company's name or id.
        """
        return Person(self, ask(self, "sandbox/add_user", name=name, **about)["id"])

    def edit_user(self, user: str, **changes: Any) -> None:
        """Change a person: real_name, title, tz, deleted; ``dnd`` is a start and an end in Unix seconds."""
        ask(self, "sandbox/edit_user", user=str(user), **changes)

    def add_channel(
        self,
        name: str,
        members: Iterable[str] = (),
        *,
        private: bool = False,
        shared_with: str | None = None,
        bot_member: bool = True,
        pending_with: str | None = None,
    ) -> Channel:
        """Make a channel. ``shared_with`` another company makes it a Slack Connect channel."""
        made = ask(
            self,
            "sandbox/add_channel",
            name=name,
            members=[str(member) for member in members],
            private=private,
            shared_with=shared_with,
            bot_member=bot_member,
            pending_with=pending_with,
        )
        return Channel(self, channel=made["id"])

    def edit_channel(self, channel: str, **changes: Any) -> Channel:
        """Change a channel: archived, name, shared_with, pending_with, people to ``add`` or ``remove``; ``by`` whom.

        ``new_id=True`` gives it another id, as a private channel gets when it is shared.
        """
        for which in ("add", "remove"):
            if which in changes:
                changes[which] = [str(member) for member in changes[which]]
        edited = ask(self, "sandbox/edit_channel", channel=str(channel), **changes)
        return Channel(self, channel=edited["id"])

    def add_usergroup(self, handle: str, members: Iterable[str] = (), name: str = "") -> str:
        """Make a user group; returns its id."""
        listed = [str(member) for member in members]
        return str(ask(self, "sandbox/add_usergroup", handle=handle, members=listed, name=name)["id"])

    def person(self, user: str) -> Person:
        """Somebody, by name, id or e-mail address."""
        return Person(self, str(user))

    def channel(self, name: str) -> Channel:
        """A channel, by name or id."""
        return Channel(self, channel=name)

    @property
    def canvases(self) -> list[Json]:
        """Every canvas: ``id``, ``title``, ``markdown``, and who reads it, ``channels`` and ``users`` by level."""
        found: list[Json] = ask(self, "sandbox/canvases")["canvases"]
        return found

    def dm(self, user: str) -> Channel:
        """The bot's direct message with a person."""
        return Channel(self, dm=str(user))

    @property
    def log(self) -> list[Json]:
        """Every call in and every delivery out, oldest first."""
        return list(ask(self, "sandbox/log")["entries"])

    def calls(self, method: str = "") -> list[Json]:
        """The calls of one method, or all."""
        return [e for e in self.log if e["what"] == "call" and method in ("", e["method"])]

    def deliveries(self, kind: str = "") -> list[Json]:
        """The deliveries of one kind (slash_commands, interactive, events_api), or all."""
        return [e for e in self.log if e["what"] == "delivery" and kind in ("", e["kind"])]

    def control(self, label: str, url: str) -> None:
        """A labelled button for the page, which POSTs to ``url``."""
        ask(self, "sandbox/control", label=label, url=url)

    def status_from(self, url: str) -> None:
        """One status line for the page: what ``url`` answers as ``{"text": …}``, asked every second."""
        ask(self, "sandbox/status_from", url=url)

    def revoke_token(self, error: str = "token_revoked") -> None:
        """From now on every call is refused: token_revoked, account_inactive, token_expired."""
        ask(self, "sandbox/token", state=error)

    def restore_token(self) -> None:
        """The token works again."""
        ask(self, "sandbox/token", state="valid")

    def limits(self, limits: dict[str, int]) -> None:
        """Calls a minute, by method; 0 is no limit."""
        ask(self, "sandbox/limits", limits=limits)

    def deliver_to(self, request_url: str) -> None:
        """Deliver commands, interactivity and events to this address, signed; no longer by Socket Mode."""
        ask(self, "sandbox/deliver_to", url=request_url)

    def verify_request_url(self) -> bool:
        """Whether the app at the request URL says our challenge back, as Slack asks before it saves one."""
        return bool(ask(self, "sandbox/verify_request_url")["verified"])

    def wait_for_sockets(self, count: int = 1, within: float = 5.0) -> None:
        """Wait until the app has that many Socket Mode connections. Raises ``Refused`` if it does not."""
        ask(self, "sandbox/sockets", wait_for=count, within=within)

    @property
    def sockets(self) -> int:
        """How many Socket Mode connections the app has."""
        return int(ask(self, "sandbox/sockets")["count"])

    def kill_sockets(self) -> int:
        """Cut every Socket Mode connection without a word; answers how many there were."""
        return int(ask(self, "sandbox/sockets", do="kill")["count"])

    def disconnect_sockets(self, reason: str = "refresh_requested") -> int:
        """Tell the app to connect anew, as Slack does: ``warning``, ``refresh_requested``, ``link_disabled``."""
        return int(ask(self, "sandbox/sockets", do=reason)["count"])

    def relax_pacing(self) -> None:
        """Count neither messages a second nor calls a minute any more: for tests of something else."""
        ask(self, "sandbox/relax_pacing")

    def settle(self, within: float = 5.0) -> None:
        """Wait until every event that is due has been delivered; else raises ``AssertionError``."""
        if not ask(self, "sandbox/settled", within=within)["settled"]:
            raise AssertionError(f"events were still under way after {within} s")


class FaultDesk:
    """Faults on request."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    def add(
        self, kind: str, method: str = "*", channel: str | None = None, times: int | None = 1, **more: Any
    ) -> None:
        """Let a fault happen: ratelimited (``retry_after=``), http_500, http_503, timeout (``seconds=``),
        lost_reply, late_history (``seconds=``), error (``error="is_archived"``).

        ``times=None`` is for ever; ``after=n`` lets n fitting calls pass first.
        """
        ask(
            self._surface,
            "sandbox/faults/add",
            kind=kind,
            method=method,
            channel=channel,
            times=times,
            **more,
        )

    def clear(self) -> None:
        """No more faults."""
        ask(self._surface, "sandbox/faults/clear")
