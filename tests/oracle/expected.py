"""The walk: what one escalation should say, to whom, where and when, from the spec's rows and the policy's data.

Rows M2, D2, X4, X5, Y1, D4, M11b and M3a to M3d. Nothing here is taken from the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.oracle.company import Company
from tests.oracle.open_minutes import OpenMinutes, duration
from tests.oracle.post_mortems import demanding
from tests.oracle.promised import Promise, Row, Rung, Step, clock_of, later, rungs_of
from tests.oracle.recovery import begun
from tests.oracle.worlds import Act, Case, World

MINUTE = timedelta(minutes=1)
FURTHEST = ("climb", "next_person", "line", "dri", "owner")


class Turn(NamedTuple):
    """To whom a step turns: where, about which ask, in what place on the path; `whose` a clock apart it is."""

    place: str
    about: str
    to: str
    whose: str


class Item(NamedTuple):
    """What a nudge asks for: `what` is a kind of promise, or the ask."""

    what: str
    step: str
    due: datetime
    overdue_minutes: int


class Said(NamedTuple):
    """One message. `kind` is call, climb or nudge; `late` how many minutes, where it says so."""

    at: datetime
    kind: str
    place: str
    person: str | None
    tier: str | None = None
    due: datetime | None = None
    items: tuple[Item, ...] = ()
    late: int | None = None


@dataclass
class Walk:
    """One escalation on its way; `said` are its messages, `moments` every moment at which it moved a step,
    `every` all the promises that it ever made. By their place in `said`: nudges that turn to the DRI in the thread
    (`asks_dri`), what was said right after which act (`after_act`). `demands`: its resolution wants a post-mortem.
    """

    policy: Row
    company: Company
    case: Case
    end: datetime
    demands: bool = False
    tier: str = ""
    promises: list[Promise] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    acknowledged: bool = False
    triaged: bool = False
    said: list[Said] = field(default_factory=list)
    every: list[Promise] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    asks_dri: set[int] = field(default_factory=set)
    after_act: dict[int, int] = field(default_factory=dict)

    @property
    def level(self) -> Row:
        row: Row = self.policy["severity"][self.case.severity]
        return row

    @property
    def hours(self) -> OpenMinutes:
        return self.company[self.case.dri].work

    def open(self) -> None:
        """Row M2: what is promised from when it reached us, and whom this severity tells at once."""
        case, level = self.case, self.level
        self.tier = level["starts_at_tier"]
        self.told.append(case.dri)
        for what, row in level["deadline"].items():
            if what == "triage":
                continue
            counted = row.get("calendar", level["calendar"])
            due = later(counted, case.reached_at, row["within"], self.hours)
            self._promise(
                what, case.dri, case.opened_at, case.reached_at, due, counted, row["ladder"], "thread"
            )
        self._promise_update(case.reached_at, case.opened_at)
        asked: set[tuple[str, str | None]] = set()
        for row in level["notify"]:
            place = row["channel"] if "channel" in row else self.policy["tier"][row["tier"]]["channel"]
            person = self.company.first(row["role"], case.opened_at) if "role" in row else None
            if person is not None and (person, row.get("ask")) in asked:
                person = None
            answer_by = self._ask(row, person, place, case.opened_at)
            self.said.append(Said(case.opened_at, "call", place, person, due=answer_by))
            if person is not None:
                asked.add((person, row.get("ask")))
                self.told.append(person)

    def act(self, act: Act) -> None:
        """Rows M2c, Y1 and Y2: what somebody did, and which promises that settles."""
        if act.verb == "team":
            self._settle(act.verb)
        elif act.verb == "plan":
            self._settle(act.verb)
            self._promise_step(act)
        elif act.verb == "done":
            steps = [promise for promise in self.promises if promise.what == "step"]
            self.promises = [promise for promise in self.promises if promise not in steps[:1]]
        elif act.verb == "triage":
            self.triaged = True
            self._settle("triage")
        elif act.verb == "answer":
            asks = [promise for promise in self.promises if promise.what.startswith("ask:")]
            self.promises = [promise for promise in self.promises if promise not in asks[:1]]
        elif act.verb == "resolve":
            owed = () if act.told_at else ("update", "acknowledge")
            self.promises = [promise for promise in self.promises if promise.what in owed]
            self.told = self.told[:1]  # row X15: all but the DRI stand down, and may be called in anew
            self._promise_afterwards(act.at)
            self._begin_recovery(act.at)
        elif act.verb == "follow_up":
            asked = [promise for promise in self.promises if promise.what == "follow_up"]
            if asked and act.at >= asked[0].rungs[0].at:  # before it opens, nothing counts as one
                for what in ("follow_up", "confirmation", "update", "acknowledge"):
                    self._settle(what)
        elif act.verb == "close_out":
            self._settle("close_out")
        elif act.verb == "confirm":
            self._settle("confirmation")
        elif any(promise.what == "resolve" for promise in self.promises):
            assert act.told_at is not None
            self._settle("acknowledge")
            self._settle("update")
            self._promise_triage(act.told_at, act.at)
            self._promise_update(act.told_at, act.at, act.promised_at)
        else:  # it was resolved, and now the customer knows
            self._settle("acknowledge")
            self._settle("update")

    def take(self, now: datetime) -> None:
        """Row X4: all that is due, taken together."""
        due = sorted((p for p in self.promises if p.next_at <= now), key=lambda promise: promise.due)
        if not due:
            return
        woken = [(promise, promise.next_at) for promise in due]
        for promise in due:
            self._wait_for_hours(promise, now)
        steps = [promise.take(now, at) for promise, at in woken if promise.next_at <= now]
        if not steps:
            return
        self.moments.append(now)
        # What Heard does itself, it does once: nothing is asked any more.
        done = [s.promise for s in steps if any(rung.show == "act" for rung in s.standing)]
        self.promises = [promise for promise in self.promises if promise not in done]
        for promise in done:
            promise.settled_at = now - timedelta.resolution  # the digest of that moment comes after the clock
        climbs = [s for s in steps if any(rung.to == "climb" for rung in s.standing)]
        climbed = bool(climbs) and self._climb(now)
        late = any(_is_late(self.policy, step) for step in steps)
        asks: dict[Turn, list[Step]] = {}
        for step in steps:
            for rung in step.standing:
                if rung.to is not None and not self._in_a_digest(rung.show, rung.to, step, now):
                    to = "next_person" if rung.to == "climb" and not climbed else rung.to
                    place = step.promise.place
                    # By direct message everything of one owner together; where somebody was asked, each ask alone.
                    alone = step.promise.owner if place == "dm" else step.promise.what
                    about = alone if place != "thread" else ""
                    whose = step.promise.owner if to in ("owner", "line") else ""
                    together = asks.setdefault(Turn(place, about, to, whose), [])
                    together += [] if step in together else [step]
        named: dict[tuple[str, str, str], list[tuple[str, list[Step]]]] = {}
        for turn, steps in _messages(asks, late, climbed):
            cover = any(rung.also_cover for step in steps for rung in step.standing if rung.to == "dri")
            person = self._person(turn.to, steps[0], now, cover)
            named.setdefault((turn.place, turn.about, person), []).append((turn.to, steps))
        for (place, _, person), shares in named.items():
            self._nudge(place, person, shares, now)

    def _wait_for_hours(self, promise: Promise, now: datetime) -> None:
        """Rows X4 and X5: on a quiet ladder nobody is named outside their own hours."""
        promise.held = {}
        if not promise.in_their_hours:
            return
        for rung in promise.standing(now):
            if rung.show == "message" and rung.to is not None:
                opens = self.company[self._named(rung, promise, now)].work.within_hours(now)
                promise.held |= {rung.name: opens} if opens > now else {}

    def _named(self, rung: Rung, promise: Promise, now: datetime) -> str:
        above = self._tiers_above()
        if rung.to == "climb" and above:
            return self._first_of(above[0], now)
        to = "next_person" if rung.to == "climb" else str(rung.to)
        return self._person(to, Step(promise, [rung], timedelta()), now, rung.also_cover)

    def _in_a_digest(self, show: str, to: str, step: Step, now: datetime) -> bool:
        """Row X18: a morning brings it, but not one that is over, and not to somebody on leave."""
        person = self.company[self._person(to, step, now)]
        if show != "digest" or person.away(now):
            return False
        today = now.astimezone(person.work.zone).date()
        if today not in person.work.days:
            return True
        morning = person.work.on_day(today, clock_of(self.policy["digest"]["at"]))
        return now < morning or step.promise.made_at < morning

    def _nudge(self, place: str, person: str, shares: list[tuple[str, list[Step]]], now: datetime) -> None:
        """Each promise is in it once, by the step that turned to this person first."""
        found: dict[int, Item] = {}
        for to, steps in shares:
            for step in steps:
                due = step.promise.due
                item = Item(step.promise.what, _name(step, to), due, _minutes(now - due))
                found.setdefault(id(step), item)
        items = tuple(sorted(found.values()))
        late_by = max(step.late_by for _, steps in shares for step in steps)
        late = _minutes(late_by) if late_by > duration(self.policy["limits"]["late_notice_after"]) else None
        if place == "thread" and shares[0][0] == "dri":
            self.asks_dri.add(len(self.said))
        self.said.append(Said(now, "nudge", place, person, items=items, late=late))

    def _climb(self, now: datetime) -> bool:
        """Row M3a: one tier up; its channel is told and one person asked, rather one who knows nothing yet."""
        above = self._tiers_above()
        if not above:
            return False
        person = self._first_of(above[0], now)
        self.tier = above[0]
        row = self.policy["tier"][self.tier]
        self.told.append(person)
        due = self._ask(row, person, row["channel"], now)
        self.said.append(Said(now, "climb", row["channel"], person, row["label"], due))
        return True

    def _tiers_above(self) -> list[str]:
        tiers = sorted(self.policy["tier"], key=lambda key: self.policy["tier"][key]["rank"])
        return tiers[tiers.index(self.tier) + 1 :]

    def _first_of(self, tier: str, now: datetime) -> str:
        candidates = self.company.candidates(self.policy["tier"][tier]["roles"], now)
        return next((name for name in candidates if name not in self.told), candidates[0])

    def _person(self, to: str, step: Step, now: datetime, cover: bool = False) -> str:
        """The one person a step names: DRI, whoever was asked, or the next on the path."""
        dri = self.case.dri
        owner = step.promise.owner
        if to == "next_person":
            row = self.policy["tier"][self.tier]
            silent = (owner, self.company[owner].cover)
            others = self.company.candidates(row.get("next_person", row["roles"]), now)
            return next((name for name in others if name not in silent), dri)
        if to == "line":
            asked_before = (owner, self.company[owner].cover, dri)
            line = self.company.over(owner, self.policy["plan_step"]["next_person"], now)
            return next((name for name in line if name not in asked_before), dri)
        asked = owner if to == "owner" else dri
        stand_in = self.company[asked].cover
        gone = self.company[asked].away(now) or (cover and not self.company[asked].work.at_work(now))
        if gone and stand_in is not None and not self.company[stand_in].away(now):
            return stand_in
        return asked

    def _ask(self, row: Row, person: str | None, place: str, now: datetime) -> datetime | None:
        """Row Y9: one person answers by a time, counted on their own calendar."""
        if person is None or "ask" not in row:
            return None
        counted: str = row.get("calendar") or self.level["calendar"]
        due = later(counted, now, row["within"], self.company[person].work)
        self._promise(f"ask:{row['ask']}", person, now, now, due, counted, row["ladder"], place)
        return due

    def _promise_triage(self, told_at: datetime, now: datetime) -> None:
        """Row D2: owed from the first word to the customer on, counted from when they had it."""
        if not self.acknowledged and not self.triaged:
            row = self.level["deadline"]["triage"]
            counted: str = row.get("calendar", self.level["calendar"])
            due = later(counted, told_at, row["within"], self.hours)
            self._promise("triage", self.case.dri, now, told_at, due, counted, row["ladder"], "thread")
        self.acknowledged = True

    def _promise_update(self, told_at: datetime, now: datetime, promised_at: datetime | None = None) -> None:
        """Row Y1: the time promised to the customer, else the cadence from when they were told (row D4)."""
        row = self.level["customer_update"]
        counted: str = row.get("calendar") or (self.level["calendar"] if "every" in row else "business")
        if promised_at is not None:
            due = promised_at
        elif "every" in row:
            due = later(counted, told_at, row["every"], self.hours)
        else:
            due = self.hours.on_weekdays(
                told_at + duration(row["at_least_after"]), row["on"], clock_of(row["at"])
            )
        self._promise("update", self.case.dri, now, told_at, due, counted, row["ladder"], "thread")

    def _promise_step(self, act: Act) -> None:
        """Row Y3: a step of the plan is a clock of its own, on the calendar of whoever does it."""
        assert act.promised_at is not None
        row = self.level["plan_step"]
        counted: str = row.get("calendar") or self.level["calendar"]
        self._promise("step", act.owner, act.at, act.at, act.promised_at, counted, row["ladder"], "thread")

    def _begin_recovery(self, now: datetime) -> None:
        """Rows M9, P8: what is owed for months after; each owner is asked by direct message."""
        steps = begun(self.policy, self.company, self.case.severity, self.case.dri, now, self.end)
        for key, owner, due, ladder in steps:
            self._promise(f"recovery:{key}", owner, now, now, due, "business", ladder, "dm")

    def _promise_afterwards(self, at: datetime) -> None:
        """Rows P3d, D5 and M11d: what stays promised after the resolution, each counted from it."""
        for what, row in self.level.get("afterwards", {}).items():
            counted = row.get("calendar", self.level["calendar"])
            due = later(counted, at, row["within"], self.hours)
            opens = later(counted, at, row["opens_after"], self.hours) if "opens_after" in row else at
            self._promise(what, self.case.dri, at, opens, due, counted, row["ladder"], "thread")
            if opens > at:
                self.promises[-1].rungs.insert(0, Rung(opens, "opens", "card", None, False))
        if self.demands:
            row = self.policy["post_mortem"]
            counted = row.get("calendar", self.level["calendar"])
            due = later(counted, at, row["within"], self.hours)
            self._promise("post_mortem", self.case.dri, at, at, due, counted, row["ladder"], "thread")

    def _promise(
        self, what: str, owner: str, made_at: datetime, counts_from: datetime, due: datetime, counted: str,
        ladder: str, place: str,
    ) -> None:  # fmt: skip
        row, work = self.policy["ladder"][ladder], self.company[owner].work
        one_in = self.policy["limits"]["ahead_at_most_one_in"]
        rungs = rungs_of(row, due, counts_from, counted, work, one_in)
        quiet = row.get("in_their_hours", False)
        promise = Promise(what, owner, made_at, due, rungs, row["again"], counted, work, place, quiet)
        self.promises.append(promise)
        self.every.append(promise)

    def _settle(self, what: str) -> None:
        self.promises = [promise for promise in self.promises if promise.what != what]


def expected(world: World, policy: Row, company: Company, number: int) -> Walk:
    """Everything that one of the world's escalations says until the world ends."""
    case = world.cases[number]
    walk = Walk(policy, company, case, world.end, demands=number in demanding(world, policy))
    walk.open()
    _take_after(walk, 0, case.opened_at)
    for done, act in enumerate((*case.acts, None), 1):
        until = act.at if act is not None else world.end
        while walk.promises and (now := world.awake(min(p.next_at for p in walk.promises))) <= until:
            made = len(walk.every)
            walk.take(now)
            for promise in walk.every[made:]:
                promise.made_by_the_clock = True
        if act is not None:
            walk.act(act)
            for promise in walk.every:
                if promise not in walk.promises and promise.settled_at is None:
                    promise.settled_at = act.at
            _take_after(walk, done, act.at)
    return walk


def _take_after(walk: Walk, act: int, at: datetime) -> None:
    before = len(walk.said)
    walk.take(at)
    walk.after_act |= dict.fromkeys(range(before, len(walk.said)), act)


def _messages(asks: dict[Turn, list[Step]], late: bool, climbed: bool) -> Iterator[tuple[Turn, list[Step]]]:
    """Who is turned to about what; after an outage the thread has one message a clock, to whom the furthest turns."""
    clocks: dict[str, dict[str, list[Step]]] = {}
    for turn, steps in asks.items():
        if turn.place == "thread" and late:
            clocks.setdefault(turn.whose, {})[turn.to] = steps
        elif not (climbed and turn.to == "climb"):
            yield turn, steps
    for whose, by_turn in clocks.items():
        furthest = next(to for to in FURTHEST if to in by_turn)
        everything: list[Step] = []
        for steps in by_turn.values():
            everything += [step for step in steps if step not in everything]
        yield Turn("thread", "", "dri" if furthest == "climb" else furthest, whose), everything


def _name(step: Step, to: str) -> str:
    """The step that turns to this person, else the furthest."""
    return next((rung.name for rung in step.standing if rung.to == to), step.standing[-1].name)


def _is_late(policy: Row, step: Step) -> bool:
    return step.late_by > duration(policy["limits"]["late_notice_after"])


def _minutes(span: timedelta) -> int:
    return max(int(span / MINUTE), 0)
