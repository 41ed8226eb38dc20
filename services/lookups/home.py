"""The App Home of one person: due next, theirs, recovery, promised, followed; and the team. Row X18.

Read in as many statements as there are lists, however much is open: a page of each is shown (goal G10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.queries import deadlines, escalations, followers, owed, preferences, recovery, workloads
from models.queries.whose import Whose
from policy.mornings import managers
from policy.schema import Policy
from policy.workload import is_above
from services.authorise import require_internal
from services.lookups.digest import lines_of, unread_of_team, waiting_of_team, whose_is
from services.lookups.escalations import rows_of
from services.office import Office, Rules
from services.readers import Reader
from services.recovery.recovery_facts import next_verb
from services.wording.labels import ask_button, severity_label
from services.wording.next_verbs import VERB_FOR, buttons_of

ROWS = {
    "mine": 8,
    "due": 8,
    "promised": 6,
    "recovery": 5,
    "following": 5,
    "overdue": 6,
    "asks": 6,
    "waiting": 4,
    "restricted": 4,
}
"""How many rows a page of each list has."""
PEOPLE = 12
"""People whose load is shown, the most loaded first."""
VERBS = 4
"""What one row of one's own offers besides its timeline."""

Part = dict[str, Any]


def home(office: Office, *, by: str, now: datetime, pages: Mapping[str, int] | None = None) -> dict[str, Any]:
    """The `home` message. `pages` says of a list which page of it, from 0. Raises Refused for outsiders."""
    rules, turned = office.rulebook.current, pages or {}
    with office.database.read() as session:
        require_internal(session, by)
        at = _At(session, rules, whose_is(rules, by, now), now, turned)
        leads = by in managers(rules.policy, rules.roster)
        return {
            "mine": at.part("mine", at.mine),
            "due": at.part("due", at.owed(at.whose.deadlines, at.reader.readable, owed.is_not_recovery())),
            "recovery": at.part("recovery", at.recovery),
            "promised": at.part("promised", at.promised),
            "following": at.part("following", at.following),
            "team": at.team() if leads else None,
            "digest": preferences.wants_digest(session, by) if rules.policy.digest else None,
        }


class _At:
    """One look at the record."""

    def __init__(
        self, session: Session, rules: Rules, whose: Whose, now: datetime, turned: Mapping[str, int]
    ) -> None:
        self.session, self.rules, self.whose, self.now = session, rules, whose, now
        self.reader = Reader(whose.person, rules)
        self._turned = turned

    def part(self, name: str, rows: Callable[[int, int], tuple[Sequence[Part], int]]) -> Part:
        """One page of a list; the last one where there is no such page any more."""
        limit = ROWS[name]
        page = max(self._turned.get(name, 0), 0)
        found, total = rows(limit, page * limit)
        if page and not found:
            page = max((total - 1) // limit, 0)
            found, total = rows(limit, page * limit)
        before = page * limit
        return {
            "name": name,
            "rows": found,
            "total": total,
            "page": page,
            "before": before,
            "after": total - before - len(found),
        }

    def mine(self, limit: int, skip: int) -> tuple[Sequence[Part], int]:
        """What they are the DRI of, or the cover for."""
        query = escalations.live(whose=self.whose)
        found, total = escalations.counted(self.session, query, limit, skip)
        promised = deadlines.open_of_many(self.session, [one.id for one in found])
        rows = rows_of(self.session, found, promised, self.reader, self.now)
        for row, one in zip(rows, found, strict=True):
            buttons = [verb for verb in buttons_of(one, promised.get(one.id, [])) if verb != "show"]
            row["dri"] = None if one.dri == self.whose.person else one.dri
            row["verbs"] = [*buttons[:VERBS], "show"]
        return rows, total

    def owed(self, *where: ColumnElement[bool]) -> Callable[[int, int], tuple[Sequence[Part], int]]:
        """Promises, each with the verb that settles it."""

        def rows(limit: int, skip: int) -> tuple[Sequence[Part], int]:
            found = owed.part(self.session, *where, limit=limit, skip=skip)
            lines = lines_of(self.session, found.rows, self.rules, self.now)
            for line, (deadline, _) in zip(lines, found.rows, strict=True):
                line |= _settling(deadline, self.rules.policy)
            return lines, found.total

        return rows

    def promised(self, limit: int, skip: int) -> tuple[Sequence[Part], int]:
        """Times that customers were given: to whom, and by when."""
        wanted = (self.whose.deadlines, self.reader.readable, owed.promised_to_customer())
        found = owed.part(self.session, *wanted, limit=limit, skip=skip)
        lines = lines_of(self.session, found.rows, self.rules, self.now)
        told = escalations.last_contacts(self.session, [escalation.id for _, escalation in found.rows])
        for line, (deadline, escalation) in zip(lines, found.rows, strict=True):
            contact = told.get(escalation.id)
            line |= _settling(deadline, self.rules.policy)
            line["recipients"] = contact.recipients if contact else None
        return lines, found.total

    def recovery(self, limit: int, skip: int) -> tuple[Sequence[Part], int]:
        """The next step of theirs with each customer in recovery; months of steps would bury what is due today."""
        person = self.whose.person
        found = recovery.in_recovery(self.session, owner=person, limit=limit, skip=skip)
        rows = [(one.deadline, escalation) for escalation, one in found]
        lines = lines_of(self.session, rows, self.rules, self.now)
        for line, (_, one) in zip(lines, found, strict=True):
            line |= {"phase": one.step.phase, **next_verb(one)}
        return lines, recovery.counts(self.session, self.now, self.now, owner=person).escalations

    def following(self, limit: int, skip: int) -> tuple[Sequence[Part], int]:
        """What they follow and is not over."""
        query = followers.followed_by(self.whose.person)
        found, total = escalations.counted(self.session, query, limit, skip)
        promised = deadlines.open_of_many(self.session, [one.id for one in found])
        return rows_of(self.session, found, promised, self.reader, self.now), total

    def team(self) -> Part:
        """How much everybody has, what is late, what waits for a customer, open questions, and what is restricted."""
        others = (self.whose.others, self.reader.readable)
        late = (*others, owed.is_not_ask(), owed.is_not_recovery(), owed.overdue(self.now))
        return {
            "load": self._load(),
            "overdue": self.part("overdue", self.owed(*late)),
            "waiting": self.part("waiting", self._waiting),
            "restricted": self.part("restricted", self._unread),
            "asks": self.part("asks", self.owed(*others, owed.is_ask())),
        }

    def _waiting(self, limit: int, skip: int) -> tuple[Sequence[Part], int]:
        found = waiting_of_team(self.session, self.reader, self.whose, limit, skip)
        return found["lines"], found["total"]

    def _unread(self, limit: int, skip: int) -> tuple[Sequence[Part], int]:
        found = unread_of_team(self.session, self.reader, limit, skip)
        return found["lines"], found["total"]

    def _load(self) -> list[Part]:
        policy = self.rules.policy
        counts = workloads.open_by_dri(self.session)
        busiest = sorted(counts, key=lambda dri: (-sum(counts[dri].values()), dri))
        return [_load_of(dri, counts[dri], policy) for dri in busiest[:PEOPLE]]


def _load_of(dri: str, counts: Mapping[str, int], policy: Policy) -> Part:
    in_order = sorted(counts, key=lambda key: policy.severity[key].rank if key in policy.severity else 0)
    return {
        "person": dri,
        "total": sum(counts.values()),
        "by_severity": [{"severity": severity_label(policy, key), "count": counts[key]} for key in in_order],
        "over": is_above(policy, counts),
    }


def _settling(deadline: Deadline, policy: Policy) -> Part:
    verb = VERB_FOR.get(deadline.kind, "show")
    return {"verb": verb, "button": ask_button(policy, deadline.ask)}
