"""Random worlds from a seed: people in several zones, escalations, what people do about them, and outages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BUSINESS_DAYS = 60
LENGTH = BUSINESS_DAYS // 5 * 7 * DAY

SPRING, AUTUMN = datetime(2027, 2, 22, tzinfo=UTC), datetime(2026, 9, 28, tzinfo=UTC)
"""With Adelaide's, New York's and Europe's changes of clocks in the sixty business days after each."""

PLACES = (
    ("Europe/London", "GB-ENG"),
    ("Europe/Berlin", "DE"),
    ("America/New_York", "US"),
    ("Australia/Adelaide", "AU-SA"),  # half an hour off, and its winter is the other way round
    ("America/Santiago", "US"),  # on the day of its change there is no midnight
)
PEOPLE = ("nora", "casey", "bruno", "sam", "maya", "dana", "vera", "elif", "emil", "viktor", "tomas", "rosa")
DRIS = ("UCASEY", "UBRUNO", "USAM", "UMAYA", "UDANA")
STEP_OWNERS = (*DRIS, "UELIF", "UEMIL", "UROSA", "UNORA")  # Nora holds no role
SHIFTS = ("09:00-17:30", "08:00-12:00, 13:00-17:00", "10:15-18:45")

STAYS_OPEN = {"sev1": (HOUR, 9 * HOUR), "sev2": (6 * HOUR, 4 * DAY), "sev3": (2 * DAY, 16 * DAY),
              "sev4": (4 * DAY, 50 * DAY)}  # fmt: skip
TELLS_EVERY = {"sev1": HOUR, "sev2": 6 * HOUR, "sev3": DAY, "sev4": 3 * DAY}


@dataclass(frozen=True)
class Act:
    """Somebody does something: acknowledge, update, plan (a step), done (the oldest open step), triage, team,
    answer (the oldest open ask) or resolve; and afterwards follow_up, close_out or confirm.

    `told_at` is when the customer was told, None for not at all; `promised_at` the next update they were promised, or
    the date of a step, which is `owner`'s.
    """

    at: datetime
    verb: str
    told_at: datetime | None = None
    promised_at: datetime | None = None
    owner: str = ""


@dataclass(frozen=True)
class Case:
    """One escalation: how it begins and what is done about it, in order."""

    severity: str
    dri: str
    reached_at: datetime
    opened_at: datetime
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class World:
    """Everything that is decided beforehand. In an outage, from and to, nothing happens at all."""

    seed: int
    start: datetime
    end: datetime
    team: str
    cases: tuple[Case, ...]
    outages: tuple[tuple[datetime, datetime], ...]

    def awake(self, at: datetime) -> datetime:
        """The moment itself, or the end of the outage in which it lies."""
        return next((back for gone, back in self.outages if gone <= at < back), at)


CROWD = {"sev2": 1, "sev3": 6, "sev4": 1}
"""How often each severity comes where two people own it all within three weeks."""


def a_world(seed: int, escalations: int, *, crowded: bool = False) -> World:
    """The world of this seed. `crowded`: much is asked of two people in one channel at the same time of day."""
    random = Random(seed)
    start = random.choice((SPRING, AUTUMN))
    end = start + LENGTH
    gone = [start + random.random() * LENGTH for _ in range(3)]
    days = 21 * DAY if crowded else LENGTH - 5 * DAY
    opened = [start + random.random() * days for _ in range(escalations)]
    # Outages are rare; these two at least hit somebody.
    gone += [random.choice(opened) + random.randrange(1, 180) * MINUTE for _ in range(2)]
    outages: list[tuple[datetime, datetime]] = []
    for first in sorted(_minute(at) for at in gone):
        if not outages or first > outages[-1][1]:
            outages.append((first, first + random.randrange(20, 400) * MINUTE))
    team = _a_team(random, start)
    empty = World(seed, start, end, team, (), tuple(outages))
    cases = tuple(_a_case(random, empty, _minute(at), crowded=crowded) for at in sorted(opened))
    return World(seed, start, end, team, cases, tuple(outages))


def _a_case(random: Random, world: World, opened_at: datetime, *, crowded: bool) -> Case:
    severity = random.choice(("sev1", "sev1", "sev2", "sev2", "sev3", "sev3", "sev4"))
    if crowded:
        severity = random.choices(tuple(CROWD), tuple(CROWD.values()))[0]
    opened_at = world.awake(opened_at)
    reached_at = opened_at - random.choice((0, 0, 0, random.randrange(1, 300))) * MINUTE
    shortest, longest = STAYS_OPEN[severity]
    over_at = opened_at + shortest + random.random() * (longest - shortest)
    pace = TELLS_EVERY[severity] * random.choice((0.4, 0.8, 1.2, 3.0))
    acts: list[Act] = []
    at = opened_at
    told = acknowledged = False
    while not told:
        at = world.awake(_minute(at + (0.02 + 1.6 * random.random()) * pace))
        if at > world.end:
            break
        earlier = acts[-1].at if acts else reached_at
        told_at = at if random.random() < 0.8 else max(earlier, at - random.randrange(1, 120) * MINUTE)
        if at >= over_at:
            told = random.random() < 0.7
            verb = "resolve" if not any(act.verb == "resolve" for act in acts) else "update"
            told = told or verb == "update"
            acts.append(Act(at, verb, told_at if told else None))
            continue
        verb = random.choice(
            ("tell", "tell", "tell", "answer", "answer", "plan", "plan", "done", "team", "triage")
        )
        if verb == "plan":
            due = at + max(_whole(pace * 4 * random.random()), MINUTE)
            acts.append(Act(at, verb, promised_at=due, owner=random.choice(STEP_OWNERS)))
            continue
        if verb != "tell":
            acts.append(Act(at, verb))
            continue
        promised_at = None
        if random.random() < 0.3:
            promised_at = at + max(_whole(pace * 2 * random.random()), MINUTE)
        acts.append(Act(at, "update" if acknowledged else "acknowledge", told_at, promised_at))
        acknowledged = True
    acts += _afterwards(random, world, next((act.at for act in acts if act.verb == "resolve"), world.end))
    return Case(
        severity,
        random.choice(DRIS[:2] if crowded else DRIS),
        reached_at,
        opened_at,
        tuple(sorted(acts, key=lambda act: act.at)),
    )


def _afterwards(random: Random, world: World, resolved_at: datetime) -> list[Act]:
    """What is done once it is resolved, soon, late or never; a follow-up may be tried too early."""
    acts = []
    for verb in ("follow_up", "close_out", "confirm"):
        at = world.awake(_minute(resolved_at + random.random() * 12 * DAY) + MINUTE)
        if at <= world.end and random.random() < 0.7:
            acts.append(Act(at, verb, at))
    return acts


def _a_team(random: Random, start: datetime) -> str:
    """A team file's text in which everybody has a place, and some are on leave, covered for, or not there."""
    lines = ['timezone = "Europe/London"', 'holidays = "GB-ENG"', "closed = []", "[business_hours]"]
    lines += [f'{day} = "09:00-17:30"' for day in ("mon", "tue", "wed", "thu", "fri")]
    lines.append("[channels]")
    lines += [f'{key} = "#{name}"' for key, name in CHANNELS.items()]
    lines.append("[roles]")
    for role, members in ROLES.items():
        held = [] if role not in ("admin", "csm") and random.random() < 0.15 else members
        lines.append(f"{role} = [{', '.join(_email(name) for name in held)}]")
    for name in PEOPLE:
        zone, holidays = random.choice(PLACES)
        lines += [f"[people.{_email(name)}]", f'timezone = "{zone}"', f'holidays = "{holidays}"']
        if random.random() < 0.5:
            lines.append(f"cover = {_email(random.choice([other for other in PEOPLE if other != name]))}")
        if random.random() < 0.4:
            first = (start + random.random() * LENGTH).date()
            lines.append(f'leave = ["{first}/{first + random.randrange(1, 12) * DAY}"]')
        if random.random() < 0.4:
            shift = random.choice(SHIFTS)
            days = ", ".join(f'{day} = "{shift}"' for day in random.choice((WEEK, WEEK, WEEK[1:], ISRAEL)))
            lines.append(f"business_hours = {{ {days} }}")
    return "\n".join(lines) + "\n"


WEEK, ISRAEL = ("mon", "tue", "wed", "thu", "fri"), ("sun", "mon", "tue", "wed", "thu")

CHANNELS = {"escalations": "escalations", "tier_2": "escalations-tier-2", "tier_3": "escalations-tier-3",
            "tier_4": "escalations-exec", "finance": "finance", "legal": "legal", "product": "product",
            "support": "support-leads", "engineering": "engineering-escalations", "ops": "heard-ops"}  # fmt: skip

ROLES = {"csm": ("casey", "bruno"), "senior_csm": ("bruno",), "support_agent": ("sam",), "csm_manager": ("maya",),
         "cs_director": ("dana",), "vp_cs": ("vera",), "engineering_lead": ("elif",),
         "engineering_manager": ("emil",), "vp_engineering": ("viktor",), "cro": ("rosa",), "ceo": (),
         "cto": ("tomas",), "admin": ("vera",)}  # fmt: skip


def _email(name: str) -> str:
    return f'"{name}@heard.example"'


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _whole(span: timedelta) -> timedelta:
    return span // MINUTE * MINUTE
