"""*Heads-up*: a known issue, or maintenance ahead of time, for the owners of the customers it concerns. Row M10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.heads_up import HeadsUp, HeadsUpCustomer
from models.outbox import Priority
from models.queries import heads_ups
from models.queries.insert_once import insert_all_once
from policy.heads_up import tell_at
from policy.heads_up_rows import HeadsUps
from policy.kinds import HeadsUpKind
from services import once
from services.authorise import require_internal
from services.channels.places import dm
from services.heads_up.tell import tell_owners
from services.office import Office
from services.outbox import say
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class GiveHeadsUp:
    """The form's content; `request_key` is its view id.

    `title`, `effect` and `workaround` are for customers to read, `inside` is not. It concerns `everybody`, or a
    `segment`, whoever had a ticket of `issue`, and the accounts of `names`, together.
    """

    request_key: str
    by: str
    kind: HeadsUpKind
    title: str
    effect: str
    workaround: str | None = None
    inside: str | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    everybody: bool = False
    segment: str | None = None
    issue: str | None = None
    names: tuple[str, ...] = ()


def give_heads_up(office: Office, command: GiveHeadsUp, now: datetime) -> None:
    """Keep it; the owners are told at once, or when its time comes. The same form again changes nothing.

    Raises Refused or RefusedFields, with nothing kept.
    """
    rules = office.rulebook.current
    row = policy_row(rules.policy.heads_up)
    with office.database.write() as session:
        require_internal(session, command.by)
        if once.claim(session, command.request_key, asdict(command), now) is not None:
            return
        concerned = _concerned(session, command, row, now)
        heads_up = HeadsUp(
            kind=command.kind,
            title=command.title.strip(),
            effect=command.effect.strip(),
            workaround=command.workaround,
            inside=command.inside,
            begins_at=command.begins_at,
            ends_at=command.ends_at,
            given_by=command.by,
            given_at=now,
            tell_at=tell_at(row, now, command.begins_at),
        )
        session.add(heads_up)
        session.flush()
        customers = [{"heads_up_id": heads_up.id, "account_id": account} for account in concerned]
        insert_all_once(session, HeadsUpCustomer, customers)
        heads_up.message_id = say(
            session,
            f"heads_up_given:{heads_up.id}",
            lane=dm(command.by),
            template="heads_up_given",
            now=now,
            context={"heads_up_id": heads_up.id},
            priority=Priority.ROUTINE,
            editable=True,
        ).id
        if heads_up.tell_at <= now:
            tell_owners(session, heads_up, row, rules, now)


def policy_row(row: HeadsUps | None) -> HeadsUps:
    """Raises Refused where the policy in force has none."""
    if row is None:
        raise Refused("heads_up_off")
    return row


def _concerned(session: Session, command: GiveHeadsUp, row: HeadsUps, now: datetime) -> Sequence[int]:
    """Accounts; raises RefusedFields for all that is wrong with the form."""
    wrong = [
        Refused("heads_up_words_missing", field=field)
        for field, words in (("what", command.title), ("effect", command.effect))
        if not words.strip()
    ]
    begins, ends = command.begins_at, command.ends_at
    if command.kind is HeadsUpKind.MAINTENANCE and begins is None:
        wrong.append(Refused("heads_up_when", field="begins_at"))
    if begins is not None and begins <= now:
        wrong.append(Refused("heads_up_past", field="begins_at"))
    if ends is not None and begins is not None and ends <= begins:
        wrong.append(Refused("heads_up_ends_before", field="ends_at"))
    named = heads_ups.called(session, command.names)
    unknown = [word for word in command.names if word not in named]
    if unknown:
        wrong.append(Refused("heads_up_nobody_called", field="names", unknown=unknown))
    since = now - row.tickets_since
    chosen = heads_ups.affected(
        session, everybody=command.everybody, segment=command.segment, issue=command.issue, since=since
    )
    concerned = sorted({*chosen, *named.values()})
    if not concerned and not unknown:
        wrong.append(Refused("heads_up_nobody", field="names"))
    refuse_all(wrong)
    return concerned
