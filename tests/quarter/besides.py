"""What people do besides keeping promises: notes, findings, waiting, second thoughts, other hands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from models.escalation import LIVE, Escalation
from models.queries import resolutions
from policy.kinds import Status
from services.change_severity import ChangeSeverity, change_severity
from services.close import Close, close
from services.hand_over import ProposeHandOver, hand_over
from services.merge import Merge, merge
from services.office import Office
from services.record_post_mortem import RecordPostMortem, record_post_mortem
from services.reopen import Reopen, reopen
from services.wait_for_customer import WaitForCustomer, wait_for_customer
from tests.builders.escalations import a_request
from tests.lifecycle.act import Act, seen
from tests.lifecycle.people import ACTS
from tests.quarter.company import DRIS

LENGTH = {
    "sev1": timedelta(hours=5),
    "sev2": timedelta(days=1),
    "sev3": timedelta(days=5),
    "sev4": timedelta(days=12),
}
"""In which most of it happens."""


def besides(random: Random, severity: str, opened_at: datetime) -> Iterator[tuple[datetime, Act]]:
    """When what is done to an escalation that was opened then; what does not fit by then is refused."""

    def some_time() -> datetime:
        return opened_at + random.uniform(0.05, 1) * LENGTH[severity]

    for act, chance, times in _SOMETIMES:
        for _ in range(times):
            if random.random() < chance:
                yield some_time(), act
    yield opened_at + timedelta(days=1), _merge
    if random.random() < 0.05:
        yield opened_at + LENGTH[severity] + random.uniform(1, 10) * timedelta(days=1), _reopen
    for days in (4, 10):
        yield opened_at + LENGTH[severity] + days * timedelta(days=1), _post_mortem
    for weeks in (2, 5, 8):
        yield opened_at + LENGTH[severity] + weeks * timedelta(days=7), _close


def _wait(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    wait_for_customer(office, WaitForCustomer(a_request(), of, by, "They try it out", None), now)


def _hand_over(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    to = chance.choice(DRIS).user_id
    hand_over(office, ProposeHandOver(a_request(), of, by, to, "no_capacity"), now)


def _change_severity(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    was = seen(office, of).severity
    ranks = sorted(LENGTH)
    place = ranks.index(was) + chance.choice((-1, 1))
    becomes = ranks[min(max(place, 0), len(ranks) - 1)]
    change_severity(office, ChangeSeverity(a_request(), of, by, becomes, "It is otherwise", was), now)


def _merge(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    """Into an older one of the same customer, now and then."""
    with office.database.read() as session:
        mine = session.get_one(Escalation, of)
        older = session.scalar(
            select(Escalation.id).where(
                Escalation.customer_key == mine.customer_key, Escalation.id < of, Escalation.status.in_(LIVE)
            )
        )
    if older is not None and chance.random() < 0.2:
        merge(office, Merge(a_request(), of, by, older, "The same"), now)


def _reopen(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    reopen(office, Reopen(a_request(), of, by, "It is back", seen(office, of).dri), now)


def _post_mortem(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    with office.database.read() as session:
        resolution = resolutions.latest(session, of)
    if resolution is not None and resolution.post_mortem_owed:
        record_post_mortem(office, RecordPostMortem(a_request(), of, by, "We looked"), now)


def _close(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    if seen(office, of).status is Status.RESOLVED:
        close(office, Close(a_request(), of, by), now)


_SOMETIMES = (
    (ACTS["add_note"], 0.5, 3),
    (ACTS["record_finding"], 0.4, 3),
    (ACTS["edit_escalation"], 0.2, 1),
    (ACTS["follow"], 0.2, 1),
    (ACTS["snooze"], 0.15, 2),
    (ACTS["correct_update"], 0.03, 1),
    (ACTS["climb"], 0.03, 1),
    (ACTS["cancel"], 0.01, 1),
    (_wait, 0.15, 1),
    (_hand_over, 0.07, 1),
    (_change_severity, 0.06, 1),
)
"""What is done, how likely, how often at most."""
