"""Following: who hears of what, once, by direct message; and who does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from models.directory import KnownPerson
from policy.kinds import Status
from services.acknowledge import Acknowledge, acknowledge
from services.follow import follow
from services.followers import what_changed
from services.office import Office
from services.refusal import Refused
from services.resolve import resolve
from services.unfollow import unfollow
from tests.builders.escalations import MONDAY, a_request, a_resolution, an_escalation, said, timeline, told
from tests.builders.office import BRUNO, CASEY, GONE, MAYA, PRIYA, SAM

SOON = MONDAY + timedelta(minutes=5)


def heard_by(office: Office, person: str) -> list[str]:
    """What each direct message told this follower."""
    return [
        "+".join(change["what"] for change in (row.context or {})["changes"])
        for row in said(office, "follower_told")
        if row.lane == f"dm:{person}"
    ]


def acknowledged(office: Office, escalation_id: int, by: str = CASEY) -> None:
    acknowledge(office, Acknowledge(a_request(), escalation_id, by, told("We have it")), SOON)


def resolved(office: Office, escalation_id: int, by: str = CASEY) -> None:
    resolve(office, a_resolution(escalation_id, by=by), SOON)


def test_whoever_raised_it_for_somebody_else_follows_it(office: Office) -> None:
    escalation_id = an_escalation(office, by=SAM)
    acknowledged(office, escalation_id)
    resolved(office, escalation_id)
    assert heard_by(office, SAM) == ["acknowledged", "resolved"]


def test_whoever_owns_what_they_raised_hears_nothing_besides(office: Office) -> None:
    escalation_id = an_escalation(office)
    acknowledged(office, escalation_id)
    assert said(office, "follower_told") == []


def test_anybody_may_follow_and_stop(office: Office) -> None:
    escalation_id = an_escalation(office)
    assert follow(office, escalation_id, by=MAYA, now=MONDAY) == "ESC-1"
    acknowledged(office, escalation_id)
    unfollow(office, escalation_id, by=MAYA, now=SOON)
    resolved(office, escalation_id)
    assert heard_by(office, MAYA) == ["acknowledged"]
    assert [entry.event for entry in timeline(office, escalation_id) if entry.actor == MAYA] == [
        "followed",
        "unfollowed",
    ]


def test_nobody_is_told_of_what_they_did_themselves(office: Office) -> None:
    escalation_id = an_escalation(office, by=SAM)
    follow(office, escalation_id, by=MAYA, now=MONDAY)
    acknowledged(office, escalation_id, by=SAM)
    assert heard_by(office, SAM) == []
    assert heard_by(office, MAYA) == ["acknowledged"]


def test_following_twice_and_stopping_twice_say_so_and_change_nothing(office: Office) -> None:
    escalation_id = an_escalation(office)
    follow(office, escalation_id, by=MAYA, now=MONDAY)
    with pytest.raises(Refused, match="follow ESC-1 already"):
        follow(office, escalation_id, by=MAYA, now=MONDAY)
    unfollow(office, escalation_id, by=MAYA, now=MONDAY)
    with pytest.raises(Refused, match="do not follow ESC-1"):
        unfollow(office, escalation_id, by=MAYA, now=MONDAY)


def test_a_drill_is_followed_by_nobody(office: Office) -> None:
    escalation_id = an_escalation(office, drill=True, dri=BRUNO)
    with pytest.raises(Refused, match="is a drill"):
        follow(office, escalation_id, by=MAYA, now=MONDAY)
    acknowledged(office, escalation_id)
    assert said(office, "follower_told") == []


@pytest.mark.parametrize("outsider", [PRIYA, GONE])
def test_nobody_from_outside_follows(office: Office, outsider: str) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(Refused, match="Only people of this company"):
        follow(office, escalation_id, by=outsider, now=MONDAY)


def test_a_follower_who_has_left_hears_nothing(office: Office) -> None:
    escalation_id = an_escalation(office, by=SAM)
    with office.database.write() as session:
        session.execute(update(KnownPerson).where(KnownPerson.user_id == SAM).values(active=False))
    acknowledged(office, escalation_id)
    assert said(office, "follower_told") == []


WAS = {"status": "open", "acknowledged_at": None, "severity": "sev2", "dri": CASEY}


@pytest.mark.parametrize(
    ("now_is", "heard"),
    [
        pytest.param({"acknowledged_at": 5, "status": "in_progress"}, ["acknowledged"], id="acknowledged"),
        pytest.param(
            {"acknowledged_at": 5, "status": "resolved"}, ["resolved"], id="told and solved at once"
        ),
        pytest.param({"severity": "sev1"}, ["severity"], id="graver"),
        pytest.param({"severity": "sev1", "dri": BRUNO}, ["severity", "dri"], id="graver, and handed over"),
        pytest.param({"status": "in_progress"}, [], id="a plan was set"),
        pytest.param({"tier": "directors"}, [], id="it climbed"),
        pytest.param({"status": "cancelled"}, ["cancelled"], id="raised in error"),
    ],
)
def test_what_followers_hear_of(now_is: dict[str, Any], heard: list[str]) -> None:
    assert [change["what"] for change in what_changed(WAS, {**WAS, **now_is})] == heard


def test_what_was_over_is_open_again() -> None:
    was, now_is = {**WAS, "status": Status.RESOLVED.value}, {**WAS, "status": Status.IN_PROGRESS.value}
    assert what_changed(was, now_is) == [{"what": "reopened"}]
