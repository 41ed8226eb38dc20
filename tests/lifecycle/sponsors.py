"""What is asked of an executive sponsor and what they do of it, each one act with what chance chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from services.call_in_sponsor import CallInSponsor, call_in_sponsor
from services.drafting.anyway import Anyway
from services.office import Office
from services.pass_sponsor import PassSponsor, pass_sponsor
from services.record_sponsor_call import RecordSponsorCall, record_sponsor_call
from services.record_sponsor_check import RecordSponsorCheck, record_sponsor_check
from services.record_sponsor_letter import RecordSponsorLetter, record_sponsor_letter
from services.set_sponsor_call import SetSponsorCall, set_sponsor_call
from services.tell_customer import Told
from tests.builders.escalations import a_request
from tests.builders.office import COLLEAGUES
from tests.lifecycle.act import Act


def _told(channel: str) -> Told:
    return Told("We answer for it", channel, "Ann Ode", anyway=Anyway("gist", ("no_next_update",)))


def _call_in(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    key = a_request()
    said = CallInSponsor(key, of, by, chance.choice(COLLEAGUES), f"We are out of options ({key})")
    call_in_sponsor(office, said, now)


def _set(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    at = now + timedelta(hours=chance.choice((-1, 1, 100)))
    set_sponsor_call(office, SetSponsorCall(a_request(), of, by, at, chance.choice((None, "Away"))), now)


def _pass(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    key = a_request()
    pass_sponsor(office, PassSponsor(key, of, by, chance.choice(COLLEAGUES), f"They know them ({key})"), now)


def _called(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    promised = chance.choice(((), ("A call each morning", "A spare server")))
    way = chance.choice(("call", "call", "email"))
    by_then = now + timedelta(hours=chance.choice((-1, 5, 48)))
    record_sponsor_call(office, RecordSponsorCall(a_request(), of, by, _told(way), promised, by_then), now)


def _wrote(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    record_sponsor_letter(office, RecordSponsorLetter(a_request(), of, by, _told("portal")), now)


def _checked(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    record_sponsor_check(office, RecordSponsorCheck(a_request(), of, by, _told("call")), now)


SPONSORS: Mapping[str, Act] = {
    "call_in_sponsor": _call_in,
    "set_sponsor_call": _set,
    "pass_sponsor": _pass,
    "record_sponsor_call": _called,
    "record_sponsor_letter": _wrote,
    "record_sponsor_check": _checked,
}
