"""Events of Slack: people and channels that changed, each carried out once, and again where it failed."""

from typing import Any

from models.directory import KnownChannel, KnownPerson
from models.request import HandledRequest
from tests.builders.office import CASEY
from tests.handlers.door import TEAM, Door


def a_user(user_id: str = CASEY, **differs: Any) -> dict[str, Any]:
    """As Slack tells of somebody."""
    profile = {"display_name": "Casey", "email": "casey@heard.example"}
    return {"id": user_id, "team_id": TEAM, "tz": "Europe/London", "profile": profile} | differs


def known_person(door: Door, user_id: str = CASEY) -> KnownPerson | None:
    with door.office.database.read() as session:
        return session.get(KnownPerson, user_id)


def a_channel(door: Door, **differs: Any) -> None:
    facts = {"shared": False, "private": False, "member": True, "archived": False, "seen_at": 9e9} | differs
    with door.office.database.write() as session:
        session.add(KnownChannel(channel_id="CACME", name="acme", **facts))


def the_channel(door: Door) -> KnownChannel:
    with door.office.database.read() as session:
        return session.get_one(KnownChannel, "CACME")


def test_somebody_who_left_may_do_nothing_any_more(door: Door) -> None:
    assert door.event({"type": "user_change", "user": a_user(deleted=True)}) == 200
    assert door.command("It is down") is not None
    assert door.slack.opened == []


def test_somebody_who_joined_may_act_at_once(door: Door) -> None:
    door.event({"type": "team_join", "user": a_user("UNEW")})
    assert door.command("It is down", by="UNEW") is None
    assert door.slack.looked_up == []


def test_a_new_status_line_writes_nothing(door: Door) -> None:
    before = known_person(door)
    door.event({"type": "user_change", "user": a_user()}, event_id="EvSTATUS")
    with door.office.database.read() as session:
        assert session.get(HandledRequest, "event:EvSTATUS") is None
    after = known_person(door)
    assert before is not None
    assert after is not None
    assert before.seen_at == after.seen_at


def test_an_event_that_comes_again_is_carried_out_once(door: Door) -> None:
    left = {"type": "user_change", "user": a_user(deleted=True)}
    back = {"type": "user_change", "user": a_user()}
    door.event(left, event_id="Ev1")
    door.event(back, event_id="Ev2")
    door.event(left, event_id="Ev1")
    person = known_person(door)
    assert person is not None
    assert person.active


def test_an_event_that_failed_is_carried_out_when_it_comes_again(door: Door) -> None:
    left = {"type": "user_change", "user": a_user(deleted=True)}
    engine = door.office.database.engine
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE people RENAME TO elsewhere")
    assert door.event(left, event_id="Ev1") == 500
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO people")
    assert door.event(left, event_id="Ev1") == 200
    person = known_person(door)
    assert person is not None
    assert not person.active


def test_a_channel_that_is_shared_is_shared_from_that_moment(door: Door) -> None:
    a_channel(door)
    door.event({"type": "channel_shared", "channel": "CACME", "connected_team_id": "TOTHER"})
    channel = the_channel(door)
    assert channel.shared
    assert channel.seen_at <= 0


def test_a_channel_that_is_unshared_is_looked_at_before_it_is_trusted(door: Door) -> None:
    a_channel(door, shared=True)
    door.event({"type": "channel_unshared", "channel": "CACME", "previously_connected_team_id": "TOTHER"})
    channel = the_channel(door)
    assert channel.shared
    assert channel.seen_at <= 0


def test_a_channel_under_another_id_is_no_longer_trusted(door: Door) -> None:
    a_channel(door)
    door.event({"type": "channel_id_changed", "old_channel_id": "CACME", "new_channel_id": "CNEW"})
    assert the_channel(door).shared
