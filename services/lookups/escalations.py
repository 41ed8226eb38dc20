"""What people ask to see: a list, one escalation whole, and what a form starts with. Reads only; plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import deadlines, escalations, waiting
from policy.kinds import HEARDS_OWN, AskKind, DeadlineKind
from policy.voice import beats_writing
from services.authorise import require_internal
from services.channels.customers import may_be_sent_to
from services.drafting.customers_clock import zone_of_customer
from services.lookups.digest import whose_is
from services.lookups.guide import case_of
from services.may import may_see_arr
from services.office import Office
from services.readers import Reader, to_be_read
from services.record import unix
from services.refusal import Refused
from services.sponsor.ask import chosen_for
from services.tell_customer import next_due
from services.wording import facts
from services.wording.account import is_to_complete
from services.wording.labels import ask_words, outcome_label
from services.wording.tally import tally
from services.wording.without_figures import without_figures

LIST_LENGTH = 15
NOT_NEXT = frozenset({DeadlineKind.ASK, *HEARDS_OWN})
"""What a list does not name as due next: others' questions, and what Heard does itself."""
TIMELINE_LENGTH = 25


@dataclass(frozen=True)
class Filters:
    """What `/escalate list` is narrowed to. `dri` is a user id, `severity` a key of the policy.

    `waiting` is for the customer, `mine` what whoever asks is DRI of or stands in for; `skip` how many rows stand on
    the pages before.
    """

    dri: str | None = None
    severity: str | None = None
    customer: str | None = None
    overdue: bool = False
    waiting: bool = False
    mine: bool = False
    skip: int = 0


def list_live(office: Office, filters: Filters, *, by: str, now: datetime) -> dict[str, Any]:
    """Rows for the `list` message, most urgent step first; raises Refused for outsiders."""
    rules = office.rulebook.current
    with office.database.read() as session:
        require_internal(session, by)
        reader = Reader(by, rules)
        # What a filter selects by tells something of what it finds.
        told = filters.severity is not None or filters.overdue or filters.waiting
        query = escalations.live(
            *([reader.readable] if told else []),
            dri=filters.dri,
            severity=filters.severity,
            customer=filters.customer,
            overdue_at=now if filters.overdue else None,
            waiting=filters.waiting,
            whose=whose_is(rules, by, now) if filters.mine else None,
        )
        found, total = escalations.counted(session, query, LIST_LENGTH, filters.skip)
        promised = deadlines.open_of_many(session, [escalation.id for escalation in found])
        after = filters.skip + len(found)
        return {
            "rows": rows_of(session, found, promised, reader, now),
            "shown": len(found),
            "first": filters.skip + 1,
            "total": total,
            "earlier": max(filters.skip - LIST_LENGTH, 0) if filters.skip else None,
            "later": after if after < total else None,
        }


def rows_of(
    session: Session,
    found: Sequence[Escalation],
    promised: Mapping[int, Sequence[Deadline]],
    reader: Reader,
    now: datetime,
) -> list[dict[str, Any]]:
    """A list's row for each, with what is due next in it, and since when and until when it waits for the customer.

    Of what the reader may not read, only that there is one (`veiled`).
    """
    policy = reader.rules.policy
    rows = []
    waits = waiting.latest_of_many(session, [one.id for one in found if one.waiting_until is not None])
    for escalation, said in zip(
        found, facts.of_escalations(session, found, policy, reader.may_read), strict=True
    ):
        if said["veiled"]:
            rows.append(said)
            continue
        owed = [row for row in promised.get(escalation.id, []) if row.kind not in NOT_NEXT]
        first = facts.of_deadline(owed[0], policy, now) if owed else None
        wait = waits.get(escalation.id)
        period = {"since": unix(wait.since), "until": unix(wait.until)} if wait else None
        rows.append(said | {"next": first and _next(first), "waiting": period})
    return rows


def _next(deadline: dict[str, Any]) -> dict[str, Any]:
    return {"label": deadline["label"], "due": deadline["due"], "overdue": deadline["state"] == "overdue"}


def show(office: Office, escalation_id: int, *, by: str, now: datetime) -> dict[str, Any]:
    """The `show` message: the card's facts and the latest of the timeline; raises Refused where there is none."""
    rules = office.rulebook.current
    policy = rules.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        entries, total = escalations.timeline_of(session, escalation_id, TIMELINE_LENGTH)
        said = {
            "e": facts.of_escalation(session, escalation, policy),
            **facts.of_card(session, escalation, policy, now),
            "timeline": [
                {"at": unix(entry.at), "actor": entry.actor, "event": entry.event.value, "data": entry.data}
                for entry in entries
            ],
            "tally": asdict(tally(deadlines.all_of(session, escalation_id), now)),
            "shown": len(entries),
            "total": total,
        }
        return said if may_see_arr(session, [escalation], by, rules, now) else without_figures(said)


@dataclass(frozen=True)
class FormStart:
    """What a form on an existing escalation starts with.

    `seen_deadline` is the update that was owed when it was opened; `channel` and `recipients` are remembered from
    the last word to the customer; `next_update_at` is the cadence's, on the customer's clock; `wants` the outcome that
    they want, in words; `hard_case` is the name of its guidance. `waiting`: for the customer. `sends_to` is the channel
    shared with them, into which Heard may send. `voice` is why a call beats written words, `call` the first way of it.
    `common_cause`: what it is linked to.
    """

    escalation_id: int
    ref: str
    customer: str
    severity: str
    dri: str
    live: bool
    acknowledged: bool
    team: Sequence[str]
    seen_deadline: int | None
    channel: str | None
    recipients: str | None
    next_update_at: datetime
    waiting: bool
    wants: str | None = None
    hard_case: str | None = None
    sends_to: str | None = None
    voice: str | None = None
    call: str | None = None
    common_cause: str | None = None


def form_start(office: Office, escalation_id: int, *, by: str, now: datetime) -> FormStart:
    """Raises Refused for outsiders, and where there is no such escalation."""
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        owed = deadlines.open_of_kind(session, escalation_id, DeadlineKind.UPDATE)
        contact = escalations.last_contact(session, escalation_id)
        voice = beats_writing(rules.policy, escalation.severity)
        theirs = may_be_sent_to(session, escalation, rules.policy)
        return FormStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            customer=escalation.customer,
            severity=facts.of_escalation(session, escalation, rules.policy)["severity"],
            dri=escalation.dri,
            live=escalation.live,
            acknowledged=escalation.acknowledged_at is not None,
            team=escalation.team,
            seen_deadline=owed.id if owed else None,
            channel=contact.channel if contact else None,
            recipients=contact.recipients if contact else escalation.contact,
            next_update_at=next_due(escalation, rules, now).astimezone(
                zone_of_customer(session, escalation, rules.roster)
            ),
            wants=outcome_label(rules.policy, escalation.outcome),
            hard_case=found[0].words if (found := case_of(session, rules.policy, escalation)) else None,
            waiting=escalation.waiting_until is not None,
            voice=voice.sentence if voice and escalation.live else None,
            call=rules.policy.voice.ways[0] if rules.policy.voice else None,
            sends_to=(theirs.name or theirs.channel_id) if theirs else None,
            common_cause=escalation.common_cause,
        )


@dataclass(frozen=True)
class AskToAnswer:
    """An ask as its button finds it. `kind` is the policy's: what counts as an answer.

    Where it is whether to call in the sponsor, `because` is why it is asked, `suggested` who that would be.
    """

    escalation_id: int
    deadline_id: int
    ref: str
    asked: str
    button: str
    kind: str
    because: str = ""
    suggested: str | None = None


def ask_to_answer(
    office: Office, escalation_id: int, deadline_id: int, *, by: str, now: datetime
) -> AskToAnswer:
    """Raises Refused where it was answered before, or the escalation is over."""
    rules = office.rulebook.current
    policy = rules.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        ask = next((row for row in deadlines.all_of(session, escalation_id) if row.id == deadline_id), None)
        if ask is None or ask.ask is None:
            raise Refused("no_such_ask")
        if ask.settled_at is not None:
            raise Refused("already_answered", by=ask.settled_by, at=unix(ask.settled_at))
        row = policy.ask.get(ask.ask)
        of_sponsor = row is not None and row.kind is AskKind.SPONSOR and policy.sponsor is not None
        chosen = chosen_for(session, escalation, rules, now) if of_sponsor else None
        return AskToAnswer(
            escalation_id=escalation_id,
            deadline_id=deadline_id,
            ref=escalation.ref,
            asked=ask_words(policy, ask.ask) or ask.because,
            button=row.button if row else "",
            kind=row.kind.value if row else "note",
            because=ask.because
            if may_see_arr(session, [escalation], by, rules, now)
            else without_figures(ask.because),
            suggested=chosen.person if chosen else None,
        )


def opened(office: Office, escalation_id: int, *, by: str) -> dict[str, Any]:
    """What whoever raised it reads: who was told, and what is promised by when (the `opened` message)."""
    rules = office.rulebook.current
    policy = rules.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        promised = {row.kind: row for row in reversed(deadlines.all_of(session, escalation_id))}
        acknowledge = promised.get(DeadlineKind.ACKNOWLEDGE)
        update = promised.get(DeadlineKind.UPDATE)
        asks = [row for row in deadlines.all_of(session, escalation_id) if row.kind is DeadlineKind.ASK]
        return {
            "e": facts.of_escalation(session, escalation, policy),
            "told": [facts.of_ask(row, policy) for row in asks],
            "acknowledge_by": unix(acknowledge.due_at) if acknowledge else None,
            "first_update_by": unix(update.due_at) if update else None,
            "to_complete": is_to_complete(session, escalation.account_id),
        }
