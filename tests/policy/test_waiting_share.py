"""How much of its time an escalation waited for the customer. Row Y8."""

from datetime import datetime, timedelta

import pytest

from policy.waiting_share import Share, share_of_time
from tests.policy.builders import at

HOUR = timedelta(hours=1)
TEN = at("2026-11-23 10:00")

Period = tuple[datetime, datetime | None]


@pytest.mark.parametrize(
    ("periods", "theirs"),
    [
        ([], 0),
        ([(TEN + HOUR, TEN + 3 * HOUR)], 2),
        ([(TEN + HOUR, TEN + 2 * HOUR), (TEN + 4 * HOUR, TEN + 5 * HOUR)], 2),
        ([(TEN + 6 * HOUR, None)], 4),  # it goes on
        ([(TEN + HOUR, TEN + 3 * HOUR), (TEN + 2 * HOUR, TEN + 4 * HOUR)], 3),  # together, not twice
        ([(TEN - 2 * HOUR, TEN + HOUR)], 1),
        ([(TEN + 9 * HOUR, TEN + 12 * HOUR)], 1),
    ],
)
def test_of_ten_hours_so_many_were_theirs(periods: list[Period], theirs: int) -> None:
    assert share_of_time(periods, TEN, TEN + 10 * HOUR) == Share(theirs * HOUR, (10 - theirs) * HOUR)
