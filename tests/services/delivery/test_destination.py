"""Whatever we know of a channel or a person, internal words go only where nobody from outside reads. Row X8."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.directory import KnownChannel, KnownPerson
from models.outbox import Audience
from services.delivery.desk import Pace
from services.delivery.destination import Step, to_channel, to_person

NOW = 1_000_000.0
PACE = Pace()

moments = st.floats(min_value=-NOW, max_value=NOW)
channels = st.builds(
    KnownChannel,
    channel_id=st.just("C1"),
    name=st.none(),
    private=st.booleans(),
    shared=st.booleans(),
    member=st.booleans(),
    archived=st.booleans(),
    seen_at=moments | st.floats(min_value=NOW - 120, max_value=NOW),
)
people = st.builds(
    KnownPerson,
    user_id=st.just("U1"),
    name=st.just("Maya"),
    email=st.none(),
    zone=st.none(),
    is_bot=st.booleans(),
    active=st.booleans(),
    internal=st.booleans(),
    guest=st.booleans(),
    seen_at=moments | st.floats(min_value=NOW - 1200, max_value=NOW),
)


@given(known=st.none() | channels, editing=st.booleans())
def test_an_internal_message_goes_only_where_we_just_saw_that_it_may(
    known: KnownChannel | None, editing: bool
) -> None:
    move = to_channel("C1", known, Audience.INTERNAL, t=NOW, pace=PACE, editing=editing)

    if move.step is Step.SEND:
        assert known is not None
        assert not known.shared
        assert not known.archived
        assert known.seen_at >= NOW - PACE.channel_fresh


@given(known=st.none() | channels, editing=st.booleans())
def test_a_message_for_a_customer_goes_only_where_we_just_saw_that_they_read_it(
    known: KnownChannel | None, editing: bool
) -> None:
    move = to_channel("C1", known, Audience.CUSTOMER, t=NOW, pace=PACE, editing=editing)

    assert move.step is not Step.JOIN
    if move.step is Step.SEND:
        assert known is not None
        assert known.shared
        assert known.member
        assert not known.archived
        assert known.seen_at >= NOW - PACE.channel_fresh


@given(known=st.none() | channels, audience=st.sampled_from(Audience))
def test_a_channel_that_was_just_looked_at_is_not_looked_at_again(
    known: KnownChannel | None, audience: Audience
) -> None:
    move = to_channel("C1", known, audience, t=NOW, pace=PACE)

    if known is not None and known.seen_at >= NOW - PACE.channel_fresh:
        assert move.step is not Step.LOOK_UP_CHANNEL


@given(known=st.none() | people, opened=st.none() | st.just("D1"))
def test_an_internal_message_goes_only_to_an_active_colleague(
    known: KnownPerson | None, opened: str | None
) -> None:
    move = to_person("U1", opened, known, Audience.INTERNAL, t=NOW, pace=PACE)

    if move.step in (Step.SEND, Step.OPEN_DM):
        assert known is not None
        assert known.internal
        assert known.active
        assert not known.guest
        assert not known.is_bot
