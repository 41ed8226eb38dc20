"""How people end it, and what they do afterwards, each as one act with what chance chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random

from policy.kinds import Remedy, Standing
from services.cancel import Cancel, cancel
from services.close import Close, close
from services.close_out import WriteCloseOut
from services.confirm_resolution import ConfirmResolution, confirm_resolution
from services.follow_up import FollowUp, follow_up
from services.merge import Merge, merge
from services.office import Office
from services.record_post_mortem import RecordPostMortem, record_post_mortem
from services.record_satisfaction import RecordSatisfaction, record_satisfaction
from services.reopen import Reopen, reopen
from services.resolve import resolve
from tests.builders.escalations import a_request, a_resolution, told
from tests.builders.office import COLLEAGUES
from tests.builders.second_eyes import closes_out
from tests.lifecycle.act import Act


def _resolve(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    remedy = chance.choice(list(Remedy))
    ended = a_resolution(
        of,
        by=by,
        told=told("Solved") if chance.random() < 0.7 else None,
        root_cause=chance.choice(("code_defect", "process", "unknown")),
        remedy=remedy,
        product_feedback="They need it" if remedy is Remedy.NOT_FIXABLE else None,
        confirmed_by=chance.choice((None, "Priya Raman")),
    )
    resolve(office, ended, now)


def _follow_up(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    standing, score = chance.choice(list(Standing)), chance.choice((None, 3, 10))
    follow_up(office, FollowUp(a_request(), of, by, told("Asked"), standing, score), now)


def _close_out(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    parts = "a", "b", "c", "d", "e", "f", "https://bugs.example/1"
    closes_out(office, WriteCloseOut(a_request(), of, by, *parts), now)


def _confirm(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    confirm_resolution(office, ConfirmResolution(a_request(), of, by, "Priya Raman"), now)


def _satisfaction(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    record_satisfaction(office, RecordSatisfaction(a_request(), of, by, chance.choice((1, 7, 11))), now)


def _post_mortem(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    record_post_mortem(office, RecordPostMortem(a_request(), of, by, "We looked"), now)


def _close(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    close(office, Close(a_request(), of, by, chance.choice((None, "They want no more of it"))), now)


def _cancel(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    cancel(office, Cancel(a_request(), of, by, "A test of theirs"), now)


def _reopen(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    reopen(office, Reopen(a_request(), of, by, "It is back", chance.choice((*COLLEAGUES, "UGONE"))), now)


def _merge(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    merge(office, Merge(a_request(), of, by, chance.choice((1, 2, 3, 4)), "The same"), now)


ENDINGS: Mapping[str, Act] = {
    "cancel": _cancel,
    "close": _close,
    "close_out": _close_out,
    "confirm_resolution": _confirm,
    "follow_up": _follow_up,
    "merge": _merge,
    "record_post_mortem": _post_mortem,
    "record_satisfaction": _satisfaction,
    "reopen": _reopen,
    "resolve": _resolve,
}
