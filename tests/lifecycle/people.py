"""What people do, each as one act with what chance chose: a verb of the services, at a moment, by somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from models.queries import undoables
from policy.kinds import DeadlineKind, FindingKind
from services.accept import accept
from services.add_note import AddNote, add_note
from services.add_people import AddPeople, add_people
from services.answer_ask import answer_ask
from services.assemble_team import AssembleTeam, assemble_team
from services.change_severity import ChangeSeverity, change_severity
from services.climb import Climb, climb
from services.edit_escalation import Details, EditEscalation, edit_escalation
from services.lift_restriction import LiftRestriction, lift_restriction
from services.lookups.fields import record_start
from services.office import Office
from services.record_finding import RecordFinding, record_finding
from services.restrict import Restrict, restrict
from services.step_down import StepDown, step_down
from services.triage import Answers, SaveTriage, triage
from services.undo import undo
from tests.builders.escalations import a_request
from tests.builders.office import COLLEAGUES
from tests.lifecycle.act import Act, owed, seen
from tests.lifecycle.channels import CHANNELS
from tests.lifecycle.customer import CUSTOMER
from tests.lifecycle.endings import ENDINGS
from tests.lifecycle.eyes import EYES
from tests.lifecycle.hands import HANDS
from tests.lifecycle.plans import PLANS
from tests.lifecycle.sendings import SENDINGS
from tests.lifecycle.sponsors import SPONSORS


def _accept(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    accept(office, of, by=by, now=now)


def _assemble_team(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    key, team = a_request(), tuple({by, chance.choice(("UELIF", "UEMIL"))})
    assemble_team(office, AssembleTeam(key, of, by, team, f"In the bridge ({key})"), now)


def _answer(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    asks = owed(office, of, DeadlineKind.ASK)
    if asks:
        named = chance.choice((None, None, *COLLEAGUES))
        answer_ask(office, of, chance.choice(asks).id, by=by, answer="Seen", named=named, now=now)


def _triage(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    answers = Answers(
        problem=chance.choice((None, "It is slow", "It is down")),
        impact=chance.choice(("outage", "workaround", "cosmetic")),
        cause_type=chance.choice((None, "product_bug", "unknown")),
        outcome=chance.choice((None, "fix", "accountability")),
        tried=chance.choice((None, "A restart")),
    )
    triage(office, SaveTriage(of, by, answers, record_start(office, of, by=by).marks), now)


def _record_finding(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    kind, key = chance.choice(tuple(FindingKind)), a_request()
    record_finding(office, RecordFinding(key, of, by, kind, f"The store is full ({key})", by), now)


def _add_note(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    key = a_request()  # nobody writes the same twice in one moment
    add_note(office, AddNote(key, of, by, f"They open at nine ({key})"), now)


def _edit(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    start = record_start(office, of, by=by)
    standing = {name: start.values[name] for name in vars(Details())}
    wanted = {
        "contact": chance.choice((None, "Priya", "Paul")),
        "impact": chance.choice(("outage", "cosmetic")),
    }
    edit_escalation(office, EditEscalation(of, by, Details(**(standing | wanted)), start.marks), now)


def _change_severity(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    severity = chance.choice(sorted(office.rulebook.current.policy.severity))
    before = seen(office, of).severity
    change_severity(office, ChangeSeverity(a_request(), of, by, severity, "It is otherwise", before), now)


def _climb(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    climb(office, Climb(a_request(), of, by, seen(office, of).tier, "They ask for it"), now)


def _step_down(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    step_down(office, StepDown(a_request(), of, by, seen(office, of).tier, "It is enough"), now)


def _restrict(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    restrict(office, Restrict(a_request(), of, by, "It is about data", (chance.choice(COLLEAGUES),)), now)


def _lift_restriction(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    lift_restriction(office, LiftRestriction(a_request(), of, by, "It was nothing"), now)


def _add_people(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    add_people(office, AddPeople(a_request(), of, by, (chance.choice(COLLEAGUES),), "Look at it"), now)


def _undo(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    with office.database.read() as session:
        offers = undoables.open_of(session, of)
    if offers:
        undo(office, of, offers[-1].id, by=by, now=min(now, offers[-1].done_at + timedelta(seconds=30)))


ACTS: Mapping[str, Act] = {
    "add_note": _add_note,
    "edit_escalation": _edit,
    "record_finding": _record_finding,
    "triage": _triage,
    "accept": _accept,
    "answer_ask": _answer,
    "assemble_team": _assemble_team,
    "change_severity": _change_severity,
    "climb": _climb,
    "step_down": _step_down,
    "undo": _undo,
    **CHANNELS,
    "restrict": _restrict,
    "lift_restriction": _lift_restriction,
    "add_people": _add_people,
    **CUSTOMER,
    **ENDINGS,
    **EYES,
    **HANDS,
    **PLANS,
    **SENDINGS,
    **SPONSORS,
}
