"""One update for all open escalations of a customer: told once, on record with each, each promise settled. Row Y5."""

from datetime import timedelta

from models.timeline import Event
from policy.kinds import DeadlineKind
from services.restrict import Restrict, restrict
from tests.builders.accounts import an_account
from tests.builders.escalations import MONDAY, a_request, an_acknowledged, open_kinds, timeline
from tests.builders.office import CASEY, MAYA, NORA, SAM
from tests.handlers.door import Door, standing_in
from tests.handlers.test_verbs import contacts

WORDS = "Both are solved by the release of tonight. You hear from me tomorrow morning."


def of_acme(door: Door, *severities: str, dri: str = CASEY) -> list[int]:
    """Open escalations of one account."""
    account = an_account(door.office)
    return [
        an_acknowledged(
            door.office, severity=level, customer="", account_id=account, dri=dri, problem=f"No {level}"
        )
        for level in severities
    ]


def updates(door: Door, of: int) -> list[str]:
    """What they were told, after they were told that we have it."""
    return [row.words for row in contacts(door, of)[1:]]


def test_what_is_told_once_settles_what_is_owed_in_each_and_stands_in_each_log(door: Door) -> None:
    grave, less = of_acme(door, "sev1", "sev3")
    another = an_acknowledged(door.office, customer="Globex")
    before = {of: open_kinds(door.office, of)[DeadlineKind.UPDATE].id for of in (grave, less)}
    door.now = MONDAY + timedelta(minutes=30)
    assert "One update for all" in str(door.command("account Acme Ltd"))
    door.press("update_account", "account:1")
    view = door.slack.opened[-1]
    assert standing_in(view)["recipients"] == "Priya Raman"
    assert "No sev1" in str(view)
    assert "No sev3" in str(view)
    assert door.send(view, words=WORDS) is None
    for of in (grave, less):
        assert updates(door, of) == [WORDS]
        assert open_kinds(door.office, of)[DeadlineKind.UPDATE].id != before[of]
        (told,) = [row for row in timeline(door.office, of) if row.event is Event.UPDATE_POSTED]
        assert told.data["refs"] == [f"ESC-{less if of == grave else grave}"]
        assert told.data["outcome"] == "kept"
    # Each promises its own next one by its own cadence.
    due = [open_kinds(door.office, of)[DeadlineKind.UPDATE].due_at for of in (grave, less)]
    assert due[0] == door.now + timedelta(hours=1)
    assert due[1] > due[0] + timedelta(hours=4)
    assert updates(door, another) == []


def test_a_time_that_was_promised_is_the_next_one_of_each(door: Door) -> None:
    ids = of_acme(door, "sev1", "sev2")
    door.press("update_account", "account:1")
    at = int((MONDAY + timedelta(minutes=45)).timestamp())
    assert door.send(door.slack.opened[-1], words=WORDS, next_update_at=at) is None
    for of in ids:
        assert open_kinds(door.office, of)[DeadlineKind.UPDATE].due_at == MONDAY + timedelta(minutes=45)


def test_later_than_one_of_them_allows_needs_a_reason_and_keeps_nothing(door: Door) -> None:
    ids = of_acme(door, "sev1", "sev3")
    door.press("update_account", "account:1")
    at = int((MONDAY + timedelta(hours=3)).timestamp())
    refused = door.send(door.slack.opened[-1], words=WORDS, next_update_at=at)
    assert list(refused["errors"]) == ["later_reason"]
    assert [updates(door, of) for of in ids] == [[], []]


def test_sent_twice_it_is_told_once(door: Door) -> None:
    ids = of_acme(door, "sev1", "sev2")
    door.press("update_account", "account:1")
    for _ in range(2):
        assert door.send(door.slack.opened[-1], words=WORDS, view_id="VTWICE") is None
    assert [len(updates(door, of)) for of in ids] == [1, 1]


def test_what_is_not_theirs_is_left_as_it_is_and_said_so(door: Door) -> None:
    theirs, restricted = of_acme(door, "sev1", "sev2")
    restrict(door.office, Restrict(a_request(), restricted, CASEY, "A breach"), MONDAY)
    door.press("update_account", "account:1", by=SAM)
    assert f"ESC-{restricted} is left as it is: <@{CASEY}>" in str(door.slack.opened[-1])
    assert "No sev2" not in str(door.slack.opened[-1])
    assert door.send(door.slack.opened[-1], words=WORDS, by=SAM) is None
    assert (updates(door, theirs), updates(door, restricted)) == ([WORDS], [])


def test_who_has_no_part_in_them_opens_no_form(door: Door) -> None:
    ids = of_acme(door, "sev1", "sev2", dri=MAYA)
    door.press("update_account", "account:1", by=NORA)
    assert [view["callback_id"] for view in door.slack.opened] == ["notice"]
    assert [updates(door, of) for of in ids] == [[], []]
