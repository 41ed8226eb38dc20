"""Raise an escalation: one DRI, every deadline, the card, and the path told, in one transaction. Rows X1, X16, M2."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.account import Account
from models.escalation import Escalation
from models.queries import escalations
from models.request import HandledRequest
from models.timeline import Event
from policy.kinds import Status
from policy.path import starting_tier
from policy.restricted import proposes_restricted
from policy.severity import propose
from policy.watch_rows import Watch
from services import followers, once
from services.accounts.of_customer import chosen, key_of, name_of, of_typed
from services.authorise import require_internal, unfit_dri
from services.begin_escalation import begin
from services.channels.places import home_lane
from services.lookups.similar import similar_of
from services.office import Office, Rules
from services.outbox import say
from services.readers import Reader
from services.record import note, unix
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class OpenEscalation:
    """What the intake form says. Four things are required (row X16); `request_key` is the form's view id.

    Whose it is: an account that was chosen, or a name that was typed; a new name becomes a new account (row X2).
    """

    request_key: str
    by: str
    customer: str
    problem: str
    impact: str
    severity: str
    dri: str
    severity_reason: str | None = None
    reached_at: datetime | None = None
    outcome: str | None = None
    trigger: str | None = None
    contact: str | None = None
    link: str | None = None
    needs_by: datetime | None = None
    source_channel: str | None = None
    source_permalink: str | None = None
    drill: bool = False
    account_id: int | None = None
    """The account that was chosen; None where the customer was typed."""
    restricted: bool = False
    """Whether only people by name read it (row X17)."""
    seen_similar: frozenset[int] | None = None
    """What of this customer whoever raises it was shown, and says it is not; None where nobody was asked."""


NOT_SAID = frozenset({"request_key", "seen_similar", "account_id"})
"""Fields that tell of the form and not of the escalation."""


@dataclass(frozen=True)
class Opened:
    """What the person who raised it is told. `first` is false where the same form had been carried out before."""

    escalation_id: int
    first: bool


def open_escalation(office: Office, command: OpenEscalation, now: datetime) -> Opened:
    """Open it. Raises Refused or RefusedFields, with nothing kept."""
    rules = office.rulebook.current
    with office.database.write() as session, session.no_autoflush:  # what is asked for is written by then
        require_internal(session, command.by)
        _check(session, command, rules, now)
        values = {key: value for key, value in asdict(command).items() if key not in NOT_SAID}
        values["customer"] = name_of(session, command.customer, command.account_id)
        before = once.claim(session, command.request_key, values, now)
        if before is not None and before.escalation_id is not None:
            return _again(session, before, values, command, now)
        _require_similar_seen(session, command, rules, now)
        escalation = _record(session, command, _account_of(session, command, now), rules, now)
        once.concerns(session, command.request_key, escalation.id)
        if command.by != command.dri and not command.drill:
            followers.begin(session, escalation, command.by, now)
        begin(session, escalation, rules, now)
        return Opened(escalation.id, first=True)


def open_within(
    session: Session, command: OpenEscalation, rules: Rules, now: datetime, *, set_off_by: Watch, actor: str
) -> Escalation:
    """What a trigger of the policy opens, within the transaction of what set it off. Row M4."""
    account = _account_of(session, command, now)
    escalation = _record(session, command, account, rules, now, set_off_by=set_off_by, actor=actor)
    begin(session, escalation, rules, now)
    return escalation


def _check(session: Session, command: OpenEscalation, rules: Rules, now: datetime) -> None:
    wrong = []
    if command.account_id is not None and command.customer.strip():
        name = chosen(session, command.account_id).name
        wrong.append(Refused("customer_twice", field="customer", customer=name))
    elif command.account_id is None and not command.customer.strip():
        wrong.append(Refused("customer_missing", field="customer"))
    if not command.problem.strip():
        wrong.append(Refused("problem_missing", field="problem"))
    unfit = unfit_dri(session, command.dri)
    if unfit is not None:
        wrong.append(unfit)
    proposed = propose(rules.policy, command.impact)
    if command.severity != proposed.severity and not (command.severity_reason or "").strip():
        wrong.append(
            Refused(
                "severity_reason_missing",
                field="severity_reason",
                proposed=rules.policy.severity[proposed.severity].label,
            )
        )
    if command.reached_at is not None and command.reached_at > now:
        wrong.append(Refused("reached_in_future", field="reached_at"))
    if command.needs_by is not None and command.needs_by <= now:
        wrong.append(Refused("needs_by_in_past", field="needs_by"))
    refuse_all(wrong)


def _require_similar_seen(session: Session, command: OpenEscalation, rules: Rules, now: datetime) -> None:
    """Raises Refused where there is one that might be the same, and whoever raises it was not asked. Row X3."""
    if command.seen_similar is None or command.drill:
        return
    customer = name_of(session, command.customer, command.account_id)
    escalations.one_report_at_a_time(session, key_of(customer))
    found = similar_of(session, customer, command.account_id, Reader(command.by, rules), now)
    unseen = [one.ref for one in found if one.escalation_id not in command.seen_similar]
    if unseen:
        raise Refused("similar_unseen", refs=unseen, customer=customer)


def _account_of(session: Session, command: OpenEscalation, now: datetime) -> Account | None:
    """None for a drill that names nobody's account: it leaves nothing behind."""
    if command.account_id is not None:
        return chosen(session, command.account_id)
    return None if command.drill else of_typed(session, command.customer, now)


def _record(
    session: Session,
    command: OpenEscalation,
    account: Account | None,
    rules: Rules,
    now: datetime,
    *,
    set_off_by: Watch | None = None,
    actor: str | None = None,
) -> Escalation:
    customer = account.name if account else command.customer.strip()
    proposed = propose(rules.policy, command.impact)
    escalation = Escalation(
        status=Status.OPEN,
        drill=command.drill,
        restricted=command.restricted,
        named=[],
        account_id=account.id if account else None,
        customer=customer,
        customer_key=key_of(customer),
        problem=command.problem.strip(),
        impact=command.impact,
        severity=command.severity,
        severity_proposed=proposed.severity,
        severity_reason=command.severity_reason,
        tier=starting_tier(rules.policy, command.severity)[0],
        outcome=command.outcome,
        trigger=command.trigger,
        contact=command.contact,
        link=command.link,
        needs_by=command.needs_by,
        source_channel=command.source_channel,
        source_permalink=command.source_permalink,
        raised_by=command.by,
        set_off_by=set_off_by.key if set_off_by else None,
        dri=command.dri,
        team=[],
        reached_at=command.reached_at or now,
        opened_at=now,
        home_channel=home_lane(rules, drill=command.drill, author=command.by),
        policy_hash=rules.policy_hash,
        team_hash=rules.team_hash,
        version=1,
    )
    session.add(escalation)
    session.flush()
    note(
        session,
        escalation,
        Event.OPENED,
        actor=actor or command.by,
        now=now,
        because=f"watch.{set_off_by.key}" if set_off_by else proposed.because.row,
        customer=escalation.customer,
        problem=escalation.problem,
        severity=rules.policy.severity[command.severity].label,
        severity_proposed=rules.policy.severity[proposed.severity].label,
        severity_reason=command.severity_reason,
        because_sentence=set_off_by.because if set_off_by else proposed.because.sentence,
        dri=command.dri,
        reached_at=unix(escalation.reached_at),
        source=command.source_permalink,
    )
    if escalation.restricted:
        why = proposes_restricted(rules.policy, escalation.impact, escalation.trigger)
        note(
            session,
            escalation,
            Event.RESTRICTED,
            actor=command.by,
            now=now,
            because=why.row if why else None,
            because_sentence=why.sentence if why else None,
        )
    return escalation


def _again(
    session: Session,
    before: HandledRequest,
    values: dict[str, object],
    command: OpenEscalation,
    now: datetime,
) -> Opened:
    """The same form came twice. What it says otherwise is added to the record; nothing is opened again."""
    assert before.escalation_id is not None
    changes = once.changed_fields(before, values)
    if changes:
        escalation = session.get_one(Escalation, before.escalation_id, with_for_update=True)
        once.keep_change(before, values)
        note(session, escalation, Event.FORM_CHANGED, actor=command.by, now=now, changes=changes)
        say(
            session,
            f"form_changed:{escalation.ref}:{before.digest}",
            lane=escalation.home_channel,
            thread_of=escalation.card_id,
            template="form_changed",
            now=now,
            escalation=escalation,
            context={
                "by": command.by,
                "at": unix(now),
                "changes": [{"field": field, "text": text} for field, text in changes.items()],
            },
        )
    return Opened(before.escalation_id, first=False)
