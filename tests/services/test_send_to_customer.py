"""What Heard sends to a customer counts when Slack has it: recorded once, by its author; else all is open. Row Y2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.deadline import Deadline, Outcome
from models.directory import KnownChannel
from models.escalation import CustomerContact
from models.outbox import Audience, MessageState, OutboxMessage
from models.queries import undoables
from models.queries.lanes import machine_time
from models.sending import Sending
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.acknowledge import Acknowledge, acknowledge
from services.approve_words import approve_words
from services.cancel import Cancel, cancel
from services.drafting.second_eyes import SecondEyesWanted
from services.erase import TOMBSTONE, erase_account
from services.lookups.escalations import form_start
from services.lookups.sendings import words_not_sent
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.record_sent import record_sent
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from services.restrict import Restrict, restrict
from services.undo import undo
from services.wording.contexts import Wording
from tests.builders.accounts import an_account
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    an_escalation,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import CASEY
from tests.builders.replay import replayed
from tests.builders.second_eyes import asks, the_review

MINUTE = timedelta(minutes=1)
THEIRS = "CACME"
WORDS = "Orders run again at half speed. You hear from me by 10:40 London time."
BY_HEARD = {"channel": "shared_channel", "send": True}


@pytest.fixture
def shared(office: Office) -> Office:
    """Acme shares a channel with us, and Heard is in it."""
    an_account(office, slack_channel="acme-and-us")
    with office.database.write() as session:
        session.add(
            KnownChannel(
                channel_id=THEIRS, name="acme-and-us", private=False, shared=True, member=True, archived=False,
                seen_at=0.0,
            )
        )  # fmt: skip
    return office


def sends(
    office: Office, escalation_id: int, words: str = WORDS, minutes: int = 0, **differs: object
) -> None:
    """Casey has Heard send an update."""
    said = told(words, **(BY_HEARD | differs))
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, said), MONDAY + minutes * MINUTE)


def slack_says(office: Office, state: MessageState, error: str | None = None, *, ago: float = 0.0) -> None:
    """What became of the message for the customer, so many seconds ago."""
    with office.database.write() as session:
        at = machine_time(session) - ago
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.audience == Audience.CUSTOMER, OutboxMessage.state == MessageState.WAITING)
            .values(state=state, error=error, channel_id=THEIRS, ts=f"{at:.6f}")
        )


def contacts(office: Office, escalation_id: int) -> list[CustomerContact]:
    with office.database.read() as session:
        rows = select(CustomerContact).where(CustomerContact.escalation_id == escalation_id)
        return list(session.scalars(rows.order_by(CustomerContact.id)))


def the_sending(office: Office) -> Sending:
    with office.database.read() as session:
        return session.scalars(select(Sending).order_by(Sending.id.desc())).first()  # type: ignore[return-value]


def test_until_slack_has_it_the_promise_is_open_and_then_it_is_kept_by_when_slack_took_it(
    shared: Office,
) -> None:
    of = an_acknowledged(shared)
    owed = open_kinds(shared, of)[DeadlineKind.UPDATE]
    sends(shared, of, minutes=59)
    (message,) = said(shared, "said_to_customer")
    assert (message.lane, message.audience) == (THEIRS, Audience.CUSTOMER)
    assert record_sent(shared, MONDAY + 59 * MINUTE) == 0
    assert open_kinds(shared, of)[DeadlineKind.UPDATE].id == owed.id

    slack_says(shared, MessageState.SENT, ago=240.0)  # we learn of it four minutes later
    assert record_sent(shared, MONDAY + 63 * MINUTE) == 1
    contact = contacts(shared, of)[-1]
    assert (contact.words, contact.channel, contact.told_by) == (WORDS, "shared_channel", CASEY)
    assert abs(contact.told_at - (MONDAY + 59 * MINUTE)) < timedelta(seconds=10)
    with shared.database.read() as session:
        assert session.get_one(Deadline, owed.id).outcome is Outcome.KEPT
    assert open_kinds(shared, of)[DeadlineKind.UPDATE].due_at == contact.told_at + 60 * MINUTE
    posted = timeline(shared, of)[-1]
    assert (posted.event, posted.actor) == (Event.UPDATE_POSTED, CASEY)
    assert replayed(shared, of) == the_escalation(shared, of).on_timeline


def test_it_is_recorded_once_however_often_somebody_looks(shared: Office) -> None:
    of = an_acknowledged(shared)
    sends(shared, of)
    slack_says(shared, MessageState.SENT)
    assert [record_sent(shared, MONDAY + MINUTE) for _ in range(3)] == [1, 0, 0]
    assert len(contacts(shared, of)) == 2


def test_the_first_word_acknowledges_when_slack_has_it(shared: Office) -> None:
    of = an_escalation(shared)
    first = told("I have it, Casey. You hear from me by 10:40.", **BY_HEARD)
    acknowledge(shared, Acknowledge(a_request(), of, CASEY, first), MONDAY)
    assert the_escalation(shared, of).acknowledged_at is None
    slack_says(shared, MessageState.SENT)
    record_sent(shared, MONDAY + MINUTE)
    assert the_escalation(shared, of).acknowledged_at is not None
    assert DeadlineKind.ACKNOWLEDGE not in open_kinds(shared, of)


@pytest.mark.parametrize(
    ("state", "error"), [(MessageState.GIVEN_UP, "is_archived"), (MessageState.DROPPED, "pointless")]
)
def test_what_never_went_leaves_the_promise_open_and_the_dri_is_told(
    shared: Office, state: MessageState, error: str
) -> None:
    of = an_acknowledged(shared)
    owed = open_kinds(shared, of)[DeadlineKind.UPDATE]
    sends(shared, of)
    slack_says(shared, state, error)
    assert record_sent(shared, MONDAY + MINUTE) == 1
    assert open_kinds(shared, of)[DeadlineKind.UPDATE].id == owed.id
    assert len(contacts(shared, of)) == 1
    (warned,) = said(shared, "not_sent")
    assert (warned.context or {})["person"] == CASEY
    kept = words_not_sent(shared, of, the_sending(shared).id, by=CASEY, way="send")
    assert kept.form["typed"]["words"] == WORDS

    sends(shared, of, minutes=2)
    slack_says(shared, MessageState.SENT)
    record_sent(shared, MONDAY + 2 * MINUTE)
    with pytest.raises(Refused):
        words_not_sent(shared, of, the_sending(shared).id, by=CASEY, way="send")


def test_one_at_a_time(shared: Office) -> None:
    of = an_acknowledged(shared)
    sends(shared, of)
    with pytest.raises(Refused) as refusal:
        sends(shared, of)
    assert refusal.value.key == "on_its_way_already"
    assert len(said(shared, "said_to_customer")) == 1


def _of_nobody(office: Office) -> int:
    return an_acknowledged(office, customer="Globex")


def _restricted(office: Office) -> int:
    of = an_acknowledged(office)
    restrict(office, Restrict(a_request(), of, CASEY, "A breach"), MONDAY)
    return of


def _without_us(office: Office) -> int:
    with office.database.write() as session:
        session.get_one(KnownChannel, THEIRS).member = False
    return an_acknowledged(office)


def _no_longer_shared(office: Office) -> int:
    with office.database.write() as session:
        session.get_one(KnownChannel, THEIRS).shared = False
    return an_acknowledged(office)


def _a_drill(office: Office) -> int:
    return an_acknowledged(office, drill=True)


@pytest.mark.parametrize("raised", [_of_nobody, _restricted, _without_us, _no_longer_shared, _a_drill])
def test_where_it_may_not_be_sent_it_is_neither_offered_nor_taken(
    shared: Office, raised: Callable[[Office], int]
) -> None:
    of = raised(shared)
    assert form_start(shared, of, by=CASEY, now=MONDAY).sends_to is None
    with pytest.raises((Refused, RefusedFields)):
        sends(shared, of)
    assert said(shared, "said_to_customer") == []


def test_where_the_policy_lets_it_what_is_restricted_is_sent_and_its_words_are_no_line_of_ours(
    shared: Office,
) -> None:
    rules = shared.rulebook.current
    row = rules.policy.send_to_customer
    assert row is not None
    lets = rules.policy.model_copy(update={"send_to_customer": row.model_copy(update={"restricted": True})})
    shared.rulebook.replace(replace(rules, policy=lets))
    of = _restricted(shared)
    sends(shared, of)
    (message,) = said(shared, "said_to_customer")
    assert message.lane == THEIRS
    with shared.database.read() as session:
        worded = Wording(shared.rulebook, lambda: MONDAY)(session, message)
    assert WORDS in worded.text
    assert worded.audience is Audience.CUSTOMER


def test_restricted_while_it_waits_it_does_not_leave_and_the_dri_is_told_inside(shared: Office) -> None:
    of = an_acknowledged(shared)
    sends(shared, of)
    restrict(shared, Restrict(a_request(), of, CASEY, "A breach"), MONDAY)
    (message,) = said(shared, "said_to_customer")
    assert (message.lane, message.state) == (THEIRS, MessageState.DROPPED)
    record_sent(shared, MONDAY + MINUTE)
    (warned,) = said(shared, "not_sent")
    assert warned.lane == f"own:{of}:private"


@pytest.mark.parametrize("sent", [True, False], ids=["taken by Slack", "never taken"])
def test_resolved_while_it_was_on_its_way_it_is_on_record_all_the_same(shared: Office, sent: bool) -> None:
    of = an_acknowledged(shared)
    sends(shared, of)
    resolve(shared, a_resolution(of, told=None), MONDAY + MINUTE)
    slack_says(shared, MessageState.SENT if sent else MessageState.GIVEN_UP, None if sent else "is_archived")
    record_sent(shared, MONDAY + 2 * MINUTE)
    assert (contacts(shared, of)[-1].words == WORDS) is sent
    assert (DeadlineKind.UPDATE in open_kinds(shared, of)) is not sent
    assert replayed(shared, of) == the_escalation(shared, of).on_timeline


@pytest.mark.parametrize("taken", [True, False], ids=["taken by Slack", "never taken"])
def test_words_that_were_read_say_what_became_of_them(shared: Office, taken: bool) -> None:
    of = an_acknowledged(shared)
    claim = "The root cause is an expired certificate. You hear from me by 10:40 London time."
    with pytest.raises(SecondEyesWanted) as wanted:
        sends(shared, of, claim)
    review = asks(shared, wanted.value, of, "post_update", CASEY, MONDAY)
    approve_words(shared, of, review.deadline_id or 0, by=review.reader, now=MONDAY)
    sends(shared, of, claim, minutes=1)
    slack_says(
        shared, MessageState.SENT if taken else MessageState.GIVEN_UP, None if taken else "is_archived"
    )
    record_sent(shared, MONDAY + 2 * MINUTE)
    review = the_review(shared, of)
    assert (review.sent_at is not None) is taken
    assert (review.contact_id is not None) is taken
    if not taken:  # read once, they may be sent again
        sends(shared, of, claim, minutes=3)


def _resolves(office: Office, of: int) -> None:
    words = told("The login works again. Please confirm it.", unread="gone_out", **BY_HEARD)
    resolve(office, a_resolution(of, told=words), MONDAY)


def test_that_it_is_solved_is_owed_until_slack_has_the_words(shared: Office) -> None:
    of = an_acknowledged(shared)
    _resolves(shared, of)
    assert not the_escalation(shared, of).live
    assert DeadlineKind.UPDATE in open_kinds(shared, of)
    slack_says(shared, MessageState.SENT)
    record_sent(shared, MONDAY + MINUTE)
    assert DeadlineKind.UPDATE not in open_kinds(shared, of)
    assert contacts(shared, of)[-1].words.startswith("The login works again")


@pytest.mark.parametrize("left", [True, False], ids=["after it left", "before it left"])
def test_a_resolution_taken_back_says_nothing_more_to_the_customer(shared: Office, left: bool) -> None:
    of = an_acknowledged(shared)
    _resolves(shared, of)
    if left:
        slack_says(shared, MessageState.SENT)
    with shared.database.read() as session:
        offer = undoables.open_of(session, of)[-1]
    undo(shared, of, offer.id, by=CASEY, now=MONDAY + MINUTE / 2)
    (message,) = [one for one in said(shared) if one.lane == THEIRS]
    assert message.state is (MessageState.SENT if left else MessageState.DROPPED)
    record_sent(shared, MONDAY + MINUTE)
    assert (contacts(shared, of)[-1].words.startswith("The login works again")) is left
    assert len(said(shared, "not_sent")) == (0 if left else 1)
    assert the_escalation(shared, of).live


def test_called_off_nobody_is_warned(shared: Office) -> None:
    of = an_acknowledged(shared)
    sends(shared, of)
    cancel(shared, Cancel(a_request(), of, CASEY, "By mistake"), MONDAY)
    (message,) = said(shared, "said_to_customer")
    assert message.state is MessageState.DROPPED
    record_sent(shared, MONDAY + MINUTE)
    assert said(shared, "not_sent") == []
    assert the_sending(shared).ended_at is not None


def test_erased_its_words_are_gone(shared: Office) -> None:
    of = an_acknowledged(shared)
    sends(shared, of)
    slack_says(shared, MessageState.SENT)
    record_sent(shared, MONDAY + MINUTE)
    cancel(shared, Cancel(a_request(), of, CASEY, "By mistake"), MONDAY + MINUTE)
    erase_account(shared.database, "Acme Ltd", MONDAY + MINUTE)
    assert the_sending(shared).words == TOMBSTONE
    (message,) = said(shared, "said_to_customer")
    assert "half speed" not in str(message.context)
