"""What the customer is told, waited for, told otherwise; a nudge put off. Each one act with what chance chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from models.escalation import CustomerContact
from services.acknowledge import Acknowledge, acknowledge
from services.correct_update import CorrectUpdate, correct_update
from services.drafting.anyway import Anyway
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.snooze import Snooze, snooze
from services.stop_waiting import stop_waiting
from services.tell_customer import Told
from services.wait_for_customer import WaitForCustomer, wait_for_customer
from tests.builders.escalations import a_request
from tests.lifecycle.act import Act, owed


def _told(now: datetime, chance: Random) -> Told:
    earlier = timedelta(minutes=chance.choice((0, 0, 0, 5, 40)))
    promised = chance.choice((None, None, timedelta(minutes=30), timedelta(days=3)))
    return Told(
        words="We are at it",  # with no time of the next one: written, that is flagged
        anyway=Anyway("gist", ("no_next_update",)),
        channel=chance.choice(("call", "email", "portal")),
        recipients="Priya Raman",
        told_at=now - earlier,
        next_update_at=None if promised is None else now + promised,
        later_reason="Agreed with the customer" if promised else None,
    )


def _acknowledge(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    acknowledge(office, Acknowledge(a_request(), of, by, _told(now, chance)), now)


def _post_update(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    still_waiting = chance.choice((True, False))
    said = PostUpdate(a_request(), of, by, _told(now, chance), still_waiting=still_waiting)
    post_update(office, said, now)


def _correct_update(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    with office.database.read() as session:
        told = session.scalars(select(CustomerContact.id).where(CustomerContact.escalation_id == of)).all()
    if told:
        said = _told(now, chance)
        correct_update(office, CorrectUpdate(a_request(), of, by, chance.choice(told), said), now)


def _wait(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    until = chance.choice((None, *(now + timedelta(hours=hours) for hours in (-1, 3, 30, 900))))
    wait_for_customer(office, WaitForCustomer(a_request(), of, by, "They try it out", until), now)


def _stop_waiting(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    stop_waiting(office, of, by=by, now=now)


def _snooze(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    asked = [row for row in owed(office, of) if row.nudge_message_id is not None]
    if asked:
        length = timedelta(minutes=chance.choice((15, 60, 1440, 10_000)))
        snooze(office, Snooze(a_request(), of, by, chance.choice(asked).id, length, "In a meeting"), now)


CUSTOMER: Mapping[str, Act] = {
    "acknowledge": _acknowledge,
    "correct_update": _correct_update,
    "post_update": _post_update,
    "snooze": _snooze,
    "stop_waiting": _stop_waiting,
    "wait_for_customer": _wait,
}
