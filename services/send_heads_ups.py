"""The clock's part in heads-ups: those whose time has come, and owners who have not answered in time. Row M10."""

from __future__ import annotations

from datetime import datetime

from models.heads_up import HeadsUp
from models.queries import heads_ups
from policy.heads_up import ask_again_at
from services.heads_up.messages import show_all_of
from services.heads_up.owners import somebody_above
from services.heads_up.tell import ask_again, tell_owners
from services.office import Office

ASKED_AGAIN, PASSED_ON = 2, 3


def send_heads_ups(office: Office, now: datetime) -> None:
    """One transaction each. Where the policy in force has none, what waits goes on waiting."""
    row = office.rulebook.current.policy.heads_up
    if row is None:
        return
    with office.database.read() as session:
        if not heads_ups.any_due(session, now):
            return
    while _tell_next(office, now):
        pass
    while _ask_next(office, now):
        pass


def _tell_next(office: Office, now: datetime) -> bool:
    rules = office.rulebook.current
    with office.database.write() as session:
        heads_up = heads_ups.claim_waiting(session, now)
        if heads_up is None or rules.policy.heads_up is None:
            return False
        tell_owners(session, heads_up, rules.policy.heads_up, rules, now)
        return True


def _ask_next(office: Office, now: datetime) -> bool:
    """The owner once more; after the same time again whoever is above, and that is all."""
    rules = office.rulebook.current
    with office.database.write() as session:
        owner = heads_ups.claim_owner(session, now)
        row = rules.policy.heads_up
        if owner is None or row is None:
            return False
        owner.asked += 1
        if owner.asked == ASKED_AGAIN:
            ask_again(session, owner, row, now)
            owner.next_at = ask_again_at(row, now, rules.roster.person(owner.owner).calendar)
        else:
            above = somebody_above(row, rules, now)
            owner.next_at = None
            if above != owner.owner:
                owner.passed_to = above
                ask_again(session, owner, row, now, passed_to=above)
        show_all_of(session, session.get_one(HeadsUp, owner.heads_up_id))
        return True
