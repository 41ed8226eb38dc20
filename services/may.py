"""Who may do this to an escalation: by their part in it, by their role, by the policy's row. Row X9.

A person's change passes `require_may` in `services.change`, under the lock; a form passes `require_may_begin` before
it opens. What somebody may read is another question (`services.readers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from message_templates import sentence
from models.escalation import Escalation
from models.queries import deadlines
from policy.kinds import HEARDS_OWN, Part
from policy.may import allows, row_of
from policy.may_rows import May
from policy.verbs import EVERYBODYS, SEE_ARR
from services.office import Office, Rules
from services.readers import to_be_read
from services.refusal import NotTheirs
from services.wording.labels import role_label


def require_may(
    session: Session, escalation: Escalation, verb: str, by: str, rules: Rules, now: datetime
) -> None:
    """Raises NotTheirs, which says who may."""
    row = row_of(rules.policy, verb)
    if not _may(session, escalation, row, by, rules, now):
        raise NotTheirs(
            escalation.id,
            ref=escalation.ref,
            verb=verb,
            dri=escalation.dri,
            allowed=list(_called(row, rules)),
            because=row.because,
        )


def may(
    session: Session, escalation: Escalation, verb: str, person: str, rules: Rules, now: datetime
) -> bool:
    """Whether they may do this there."""
    return _may(session, escalation, row_of(rules.policy, verb), person, rules, now)


def require_may_begin(office: Office, verb: str, escalation_id: int, *, by: str, now: datetime) -> None:
    """Before a form opens, so that nobody types in vain. Raises Refused as `require_may` and `to_be_read` do."""
    rules = office.rulebook.current
    if verb in EVERYBODYS or Part.ANYONE in row_of(rules.policy, verb).who:
        return
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        require_may(session, escalation, verb, by, rules, now)


def may_see_arr(
    session: Session, concerned: Iterable[Escalation], person: str, rules: Rules, now: datetime
) -> bool:
    """Whether they are told what the customer pays: by their role, or their part in one of these escalations."""
    row = row_of(rules.policy, SEE_ARR)
    if allows(row, rules.policy, rules.roster, person, frozenset()):
        return True
    return any(_may(session, one, row, person, rules, now) for one in concerned)


def _may(
    session: Session, escalation: Escalation, row: May, person: str, rules: Rules, now: datetime
) -> bool:
    if escalation.drill and person == escalation.raised_by:
        return True  # a drill is its author's alone, whoever it names
    if allows(row, rules.policy, rules.roster, person, frozenset(_parts(escalation, person, rules, now))):
        return True
    return Part.ASKED in row.who and _is_asked(session, escalation, person, rules)


def _parts(escalation: Escalation, person: str, rules: Rules, now: datetime) -> Iterator[Part]:
    """What they are in it, as far as the record itself says so."""
    if person == escalation.dri:
        yield Part.DRI
    if person in (escalation.cover_at(now), rules.roster.person(escalation.dri).cover):
        yield Part.COVER
    if person == escalation.raised_by:
        yield Part.RAISER
    if person in escalation.team:
        yield Part.TEAM


def _is_asked(session: Session, escalation: Escalation, person: str, rules: Rules) -> bool:
    """They owe something that is open, stand in for who does, or were asked for it by name."""
    owed = [row for row in deadlines.open_of(session, escalation.id) if row.kind not in HEARDS_OWN]
    if any(person in (row.owner, rules.roster.person(row.owner).cover) for row in owed):
        return True
    return person in deadlines.asked_by_name(session, escalation.id, owed)


def _called(row: May, rules: Rules) -> Iterator[str]:
    """Whom the row lets, as people say it."""
    for part in row.who:
        yield sentence(f"may_{part.value}")
    for role in row.roles:
        yield role_label(rules.policy, role) or role
