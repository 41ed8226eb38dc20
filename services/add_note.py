"""*Add note*: keep words with an escalation, typed or taken from a message. Each message is kept once. Row X12."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.directory import KnownPerson
from models.note import Note
from models.queries.insert_once import insert_once
from models.timeline import Event
from services.change import Change, changing
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class FromMessage:
    """The message that is kept. `author` is a user id, None for a program's."""

    channel: str
    ts: str
    author: str | None
    permalink: str | None


@dataclass(frozen=True)
class AddNote:
    """`request_key` is the form's view id or the event's; `message` what the words were taken from.

    `in_its_thread`: that message stands where the escalation is spoken of anyway. `reported_again`: somebody was
    about to raise it once more; it must be open still, and its DRI is told.
    """

    request_key: str
    escalation_id: int
    by: str
    words: str
    message: FromMessage | None = None
    in_its_thread: bool = False
    reported_again: bool = False


def add_note(office: Office, command: AddNote, now: datetime) -> None:
    """Raises Refused where this message was kept before, RefusedFields for a note without words.

    What is over takes notes as well. A message that stands in the escalation's own thread is not repeated there.
    """
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "add_note", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        if command.reported_again:
            change.require_live()
        words = command.words.strip()
        refuse_all([] if words else [Refused("note_missing", field="words")])
        note_id = _keep(change, command, words)
        said: Mapping[str, Any] = {
            "words": words,
            "author": _known(change, command.message),
            "permalink": command.message.permalink if command.message else None,
        }
        again = {"reported_again": True} if command.reported_again else {}
        change.note(Event.NOTE_ADDED, **said, **again)
        if not command.in_its_thread:
            template = "reported_again" if command.reported_again else "note_added"
            change.thread(f"note:{change.escalation.ref}:{note_id}", template, **said)


def _keep(change: Change, command: AddNote, words: str) -> int:
    session, escalation, message = change.session, change.escalation, command.message
    row = {
        "escalation_id": escalation.id,
        "words": words,
        "author": message.author if message else None,
        "channel": message.channel if message else None,
        "ts": message.ts if message else None,
        "permalink": message.permalink if message else None,
        "kept_at": change.now,
        "kept_by": change.by,
    }
    if message is None:
        note = Note(**row)
        session.add(note)
        session.flush()
        return note.id
    is_new = insert_once(session, Note, row)
    kept = session.scalars(
        select(Note).where(
            Note.escalation_id == escalation.id, Note.channel == message.channel, Note.ts == message.ts
        )
    ).one()
    if not is_new:
        raise Refused("note_kept_before", ref=escalation.ref, by=kept.kept_by, at=unix(kept.kept_at))
    return kept.id


def _known(change: Change, message: FromMessage | None) -> str | None:
    """Who wrote it, where we know what to call them: an unknown would be mentioned, and called."""
    if message is None or message.author is None:
        return None
    return message.author if change.session.get(KnownPerson, message.author) else None
