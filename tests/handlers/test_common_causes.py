"""One cause, many customers: linked by a name, seen together, written for once, told each on its own. Rows Y5, M3."""

from typing import Any

import pytest

from models.timeline import Event
from policy.kinds import Measure
from services.acknowledge import Acknowledge, acknowledge
from services.link_cause import LinkCause, link_cause
from services.path.measured import case_of, measured
from services.refusal import NotTheirs, Refused
from services.restrict import Restrict, restrict
from services.update_cause import UpdateCause, update_cause
from tests.builders.accounts import an_account
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    is_triaged,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import CASEY, MAYA, NORA
from tests.builders.replay import replayed
from tests.handlers.door import Door, standing_in
from tests.handlers.test_verbs import contacts

CAUSE = "Login service down"


def is_linked(door: Door, *ids: int, name: str = CAUSE, by: str = CASEY) -> None:
    """Each to this cause."""
    for of in ids:
        link_cause(door.office, LinkCause(a_request(), of, by, name), MONDAY)


def two_customers(door: Door) -> tuple[int, int]:
    """Of one cause, and each with its own words, contact and account."""
    ids = []
    for name, contact, arr in (("Northwind", "Anna Berg", 111_111), ("Globex", "Hugo Stein", 222_222)):
        account = an_account(
            door.office,
            account=name,
            name=name,
            domain=f"{name.lower()}.example",
            arr=arr,
            contacts=[{"name": contact, "email": None, "role": "champion"}],
        )
        of = an_escalation(
            door.office,
            customer="",
            account_id=account,
            contact=f"{contact}, champion",
            problem=f"The till of {name} stands still",
        )
        acknowledge(door.office, Acknowledge(a_request(), of, CASEY, told(recipients=contact)), MONDAY)
        is_triaged(
            door.office, of, problem=f"The till of {name} stands still", effect=f"{name} sells nothing"
        )
        ids.append(of)
    is_linked(door, *ids)
    return ids[0], ids[1]


def happened(door: Door, of: int, event: Event) -> list[dict[str, Any]]:
    """The data of each such entry."""
    return [entry.data for entry in timeline(door.office, of) if entry.event is event]


def affected(door: Door, of: int) -> object:
    """How many customers, as the path rules are told."""
    policy = door.office.rulebook.current.policy
    rule = policy.path_rule[0].model_copy(
        update={"any": (policy.path_rule[0].any or policy.path_rule[0].all)[:1]}
    )
    condition = rule.any[0].model_copy(update={"fact": "customers_affected", "is_": (), "above": 1.0})
    policy = policy.model_copy(update={"path_rule": (rule.model_copy(update={"any": (condition,)}),)})
    with door.office.database.read() as session:
        escalation = the_escalation(door.office, of)
        return measured(session, policy, case_of(session, escalation), MONDAY)[Measure.CUSTOMERS_AFFECTED]


def test_linked_escalations_are_seen_together_whatever_the_case_of_the_name(door: Door) -> None:
    one, other = (
        an_acknowledged(door.office, customer="Northwind"),
        an_acknowledged(door.office, customer="Globex"),
    )
    an_acknowledged(door.office, customer="Initech")
    is_linked(door, one)
    is_linked(door, other, name="  login  SERVICE down ")
    shown = str(door.command("cause LOGIN service down"))
    assert "*2 customers* are affected" in shown
    assert "Northwind" in shown
    assert "Globex" in shown
    assert "Initech" not in shown
    assert the_escalation(door.office, other).common_cause == CAUSE
    assert door.command("cause of all this is unknown") is None  # which is an escalation


def test_how_many_customers_is_a_fact_and_those_before_hear_of_the_next(door: Door) -> None:
    one = an_acknowledged(door.office, customer="Northwind")
    again = an_acknowledged(door.office, customer="northwind")
    other = an_acknowledged(door.office, customer="Globex")
    is_linked(door, one, again)
    assert affected(door, one) == 1
    is_linked(door, other)
    assert [affected(door, of) for of in (one, again, other)] == [2, 2, 2]
    assert [data["customers"] for data in happened(door, one, Event.CAUSE_SPREAD)] == [1, 2]
    assert replayed(door.office, one) == the_escalation(door.office, one).on_timeline


def test_it_is_linked_from_the_menu_and_can_be_said_to_be_none(door: Door) -> None:
    one, other = (
        an_acknowledged(door.office, customer="Northwind"),
        an_acknowledged(door.office, customer="Globex"),
    )
    door.press("link_cause", one)
    assert door.send(door.slack.opened[-1], name=CAUSE) is None
    door.press("link_cause", other)
    assert door.send(door.slack.opened[-1], known="cause:0") is None
    assert the_escalation(door.office, other).common_cause == CAUSE
    door.press("link_cause", other)
    assert door.send(door.slack.opened[-1], known="none") is None
    assert the_escalation(door.office, other).common_cause is None
    assert len(happened(door, other, Event.CAUSE_UNLINKED)) == 1
    refused = door.send(door.slack.opened[0])
    assert "name" in refused["errors"]


def test_of_what_is_restricted_others_learn_only_that_it_is_there(door: Door) -> None:
    secret, plain = (
        an_acknowledged(door.office, customer="Northwind"),
        an_acknowledged(door.office, customer="Globex"),
    )
    restrict(door.office, Restrict(a_request(), secret, CASEY, "It is a breach"), MONDAY)
    with pytest.raises(Refused, match="a cause's name is read by everybody"):
        is_linked(door, secret, name="Two million rows were read")
    is_linked(door, plain, secret)
    shown = str(door.command(f"cause {CAUSE}", by=NORA))
    assert "Northwind" in shown
    assert "SEV-1" in shown  # of Globex
    assert shown.count("SEV-1") == 1
    link_cause(door.office, LinkCause(a_request(), plain, CASEY, None), MONDAY)
    assert door.command(f"cause {CAUSE}", by=NORA) is None
    door.press("link_cause", plain, by=CASEY)
    assert CAUSE in str(door.slack.opened[-1])


def test_what_is_written_once_is_a_draft_with_each_of_them_that_has_nothing_of_another(door: Door) -> None:
    one, other = two_customers(door)
    door.press("update_cause", f"cause:{one}")
    assert door.send(door.slack.opened[-1], words="A release of last night broke the sign-in") is None
    for of, mine, theirs in (
        (one, ("Anna Berg",), ("Globex", "Hugo", "Stein", "222", "till of Globex", "sells nothing")),
        (other, ("Hugo Stein",), ("Northwind", "Anna", "Berg", "111", "till of Northwind", "sells nothing")),
    ):
        (prepared,) = [m for m in said(door.office, "update_prepared") if m.escalation_id == of]
        assert prepared.context is not None
        door.press("use_prepared", f"{of}:{prepared.context['prepared_id']}")
        view = door.slack.opened[-1]
        draft = standing_in(view)
        words = f"{draft['subject']} {draft['words']}"
        assert "What we know: A release of last night broke the sign-in." in words
        assert [mark for mark in mine if mark.split()[0] not in words] == []
        assert [mark for mark in theirs if mark in words] == []
        assert [mark for mark in theirs if mark in str(prepared.context)] == []
        edited = (
            "A release of last night broke the sign-in. We roll it back. You hear from me within the hour."
        )
        assert door.send(view, words=edited, subject="", channel="call", recipients=mine[0]) is None
        assert contacts(door, of)[-1].recipients == mine[0]
    assert len(contacts(door, one)) == len(contacts(door, other)) == 2


def test_words_that_name_a_customer_or_somebody_there_are_refused_and_kept(door: Door) -> None:
    one, other = two_customers(door)
    for words in ("At Globex it is the same", "Hugo Stein has asked already"):
        with pytest.raises(Refused, match="names a customer, or somebody there"):
            update_cause(door.office, UpdateCause(a_request(), one, CASEY, words), MONDAY)
    assert happened(door, other, Event.UPDATE_PREPARED) == []


def test_who_has_no_part_in_any_of_them_writes_for_none(door: Door) -> None:
    one, _ = two_customers(door)
    with pytest.raises(NotTheirs):
        update_cause(door.office, UpdateCause(a_request(), one, NORA, "It is the release"), MONDAY)
    assert len(update_cause(door.office, UpdateCause("V1", one, MAYA, "It is the release"), MONDAY)) == 2
    assert update_cause(door.office, UpdateCause("V1", one, MAYA, "It is the release"), MONDAY) == ()


def test_a_drill_and_what_is_over_are_linked_to_nothing(door: Door) -> None:
    drill = an_escalation(door.office, drill=True)
    with pytest.raises(Refused, match="is a drill"):
        is_linked(door, drill)
