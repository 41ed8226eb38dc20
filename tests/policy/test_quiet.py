"""Which nudges of one moment become one message."""

import pytest

from policy.quiet import LONGEST, AskedThere, gathered


def there(people: str, lane: str = "CHOME") -> list[AskedThere]:
    """One nudge a letter, to that person; a capital is one that is never gathered."""
    return [AskedThere(lane, letter.lower(), letter.islower()) for letter in people]


@pytest.mark.parametrize(
    ("people", "together"),
    [
        ("", []),
        ("abab", []),  # as many as may come one by one
        ("ababa", [(0, 2, 4), (1, 3)]),
        ("abcaa", [(0, 3, 4)]),  # whoever has only one is asked in its thread
        ("aAbBa", [(0, 4)]),  # what is never gathered fills the channel all the same
        ("ABCDE", []),
    ],
)
def test_beyond_the_limit_each_person_has_one_message(people: str, together: list[tuple[int, ...]]) -> None:
    assert list(gathered(there(people), at_most=4, already={})) == together


def test_every_channel_counts_by_itself() -> None:
    assert list(gathered([*there("aaa"), *there("aaa", "CTIER2")], at_most=4, already={"CTIER3": 9})) == []


def test_a_long_list_goes_on_in_the_next_message() -> None:
    parts = list(gathered(there("a" * (2 * LONGEST + 1)), at_most=4, already={}))
    assert [len(part) for part in parts] == [LONGEST, LONGEST], "and the last one comes by itself"


def test_what_the_channel_got_in_this_minute_counts() -> None:
    assert list(gathered(there("aab"), at_most=4, already={"CHOME": 1})) == []
    assert list(gathered(there("aab"), at_most=4, already={"CHOME": 2})) == [(0, 1)]
