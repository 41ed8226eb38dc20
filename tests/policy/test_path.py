"""Who is told, who is next, where it climbs to (Rows M2, M3a, M3d, M3f, X4)."""

import pytest

from policy.kinds import Mention
from policy.path import Facts, climb, mentioned, next_person, opening_notices, starting_tier, tier_above
from policy.roster import Held, Roster
from policy.schema import Policy
from tests.policy.builders import FULL_COMPANY, a_roster, at, read, somebody

MONDAY_NOON = at("2026-11-23 12:00")
MONDAY_NIGHT = at("2026-11-23 22:00")
SATURDAY_NIGHT = at("2026-11-21 23:00")


@pytest.fixture
def roster(sev: Policy) -> Roster:
    """A company with one person in every role."""
    return a_roster(sev, FULL_COMPANY)[0]


Told = tuple[str, str | None, str | None, str | None]


def told(policy: Policy, severity: str, roster: Roster) -> list[Told]:
    """Channel, person, ask and when the answer is due, for each notice of an opening on Monday noon."""
    return [
        (
            notice.channel_key,
            notice.person.user_id if notice.person else None,
            notice.ask,
            read(notice.planned.due_at) if notice.planned else None,
        )
        for notice in opening_notices(policy, severity, roster, MONDAY_NOON)
    ]


def test_a_critical_one_asks_two_vice_presidents_and_the_cto_at_once(sev: Policy, roster: Roster) -> None:
    assert told(sev, "sev1", roster) == [
        ("tier_3", "U_VERA", "own_or_name_director", "Mon 2026-11-23 12:15"),
        ("tier_3", "U_VIKTOR", "name_engineer", "Mon 2026-11-23 12:15"),
        ("tier_4", "U_TOMAS", "confirm_seen", "Mon 2026-11-23 12:30"),
    ]


def test_a_high_one_has_its_answers_within_two_hours_by_the_wall(sev: Policy, roster: Roster) -> None:
    (director, engineering) = opening_notices(sev, "sev2", roster, SATURDAY_NIGHT)
    assert director.planned is not None
    assert read(director.planned.due_at) == "Sun 2026-11-22 01:00"
    assert (engineering.channel_key, engineering.role, engineering.ask) == (
        "tier_2",
        "engineering_manager",
        "name_engineer",
    )


def test_a_low_one_is_posted_and_asks_nobody(sev: Policy, roster: Roster) -> None:
    assert told(sev, "sev4", roster) == [("support", None, None, None), ("product", None, None, None)]


def test_every_notice_has_a_reason_and_a_cause_of_its_own(sev: Policy, roster: Roster) -> None:
    for severity in sev.severities():
        notices = opening_notices(sev, severity, roster, MONDAY_NOON)
        assert len({notice.cause for notice in notices}) == len(notices)
        assert [notice.because.row for notice in notices] == [
            f"severity.{severity}.notify[{number}]" for number in range(len(notices))
        ]


def test_whoever_is_on_leave_is_not_asked(sev: Policy) -> None:
    people = {"vera@example.com": {"leave": ["2026-11-20/2026-11-25"]}}
    roster, _ = a_roster(sev, FULL_COMPANY, people=people)
    assert told(sev, "sev1", roster)[0][1] == "U_ROSA"
    notice = opening_notices(sev, "sev1", roster, MONDAY_NOON)[0]
    assert (notice.role, notice.fell_back_from) == ("vp_cs", ("vp_cs",))


def test_the_answer_is_due_by_the_calendar_of_whoever_is_asked(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY, people={"maya@example.com": {"timezone": "Europe/Berlin"}})
    manager = opening_notices(sev, "sev3", roster, MONDAY_NOON)[0]
    assert manager.planned is not None
    assert manager.planned.zone == "Europe/Berlin"
    assert manager.planned.due_local == "2026-11-25T09:00:00"  # noon in New York is after work in Berlin


def test_a_company_of_three_can_run_it(sev: Policy) -> None:
    roster, problems = a_roster(sev, {"admin": ["ada"], "csm": ["casey", "cleo"]})
    assert [str(problem) for problem in problems if problem.gravity == "error"] == []
    assert [who for _, who, _, _ in told(sev, "sev1", roster)] == ["U_ADA", "U_ADA", "U_ADA"]
    reached = climb(sev, Facts("sev3", "frontline", "U_CASEY"), roster, MONDAY_NOON)
    assert reached is not None
    assert reached.person == roster.person("U_ADA")


def test_nobody_is_asked_the_same_thing_twice_in_one_opening(sev: Policy) -> None:
    both_asked = sev.model_copy(
        update={
            "severity": {
                **sev.severity,
                "sev1": sev.severity["sev1"].model_copy(
                    update={"notify": sev.severity["sev1"].notify[2:] * 2},
                ),
            }
        }
    )
    roster, _ = a_roster(sev, FULL_COMPANY)
    first, second = opening_notices(both_asked, "sev1", roster, MONDAY_NOON)
    assert (first.person, first.ask) == (roster.person("U_TOMAS"), "confirm_seen")
    assert (second.person, second.ask, second.planned) == (None, None, None)


def test_when_everybody_is_on_leave_the_admin_is_asked_all_the_same(sev: Policy) -> None:
    roster, _ = a_roster(
        sev, {"admin": ["ada"]}, people={"ada@example.com": {"leave": ["2026-11-01/2026-11-30"]}}
    )
    assert told(sev, "sev2", roster)[0][1] == "U_ADA"


def test_a_critical_one_starts_with_the_directors_and_a_medium_one_with_the_first_line(sev: Policy) -> None:
    assert starting_tier(sev, "sev1")[0] == "directors"
    assert starting_tier(sev, "sev3")[0] == "frontline"
    assert starting_tier(sev, "sev1")[1].row == "severity.sev1.starts_at_tier"


def test_it_climbs_one_tier_and_asks_one_person_there(sev: Policy, roster: Roster) -> None:
    reached = climb(sev, Facts("sev3", "frontline", "U_CASEY"), roster, MONDAY_NOON)
    assert reached is not None
    assert (reached.tier, reached.channel_key) == ("managers", "tier_2")
    assert (reached.person, reached.ask) == (roster.person("U_MAYA"), "say_what_next")
    assert reached.because.row == "tier.managers"
    assert reached.planned is not None
    assert read(reached.planned.due_at) == "Mon 2026-11-23 14:00"


def test_climbing_asks_rather_somebody_who_has_not_been_told(sev: Policy, roster: Roster) -> None:
    facts = Facts("sev1", "directors", "U_DANA")
    fresh = climb(sev, facts, roster, MONDAY_NOON, {"U_ROSA", "U_TOMAS"})
    assert fresh is not None
    assert fresh.person == roster.person("U_CHEN")
    nobody_left = climb(sev, facts, roster, MONDAY_NOON, {"U_ROSA", "U_CHEN", "U_TOMAS", "U_ADA"})
    assert nobody_left is not None
    assert nobody_left.person == roster.person("U_ROSA")


def test_whoever_holds_a_role_of_the_tier_comes_before_whoever_stands_in(sev: Policy) -> None:
    roster, _ = a_roster(sev, {**FULL_COMPANY, "csm_manager": []})
    reached = climb(sev, Facts("sev3", "frontline", "U_CASEY"), roster, MONDAY_NOON)
    assert reached is not None
    assert reached.person == roster.person("U_BRUNO")  # the senior CSM, not the director who stands in


def test_nothing_is_above_the_top(sev: Policy, roster: Roster) -> None:
    assert tier_above(sev, "executives") is None
    assert climb(sev, Facts("sev1", "executives", "U_DANA"), roster, MONDAY_NOON) is None


def test_the_next_person_of_the_first_line_is_the_manager(sev: Policy, roster: Roster) -> None:
    held = next_person(sev, roster, Facts("sev3", "frontline", "U_CASEY"), MONDAY_NOON)
    assert held is not None
    assert held.person.user_id == "U_MAYA"


def test_the_next_person_is_neither_the_dri_nor_their_cover(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY, people={"dana@example.com": {"cover": "vera@example.com"}})
    held = next_person(sev, roster, Facts("sev1", "directors", "U_DANA"), MONDAY_NOON)
    assert held is not None
    assert held.person.user_id == "U_VIKTOR"
    named = next_person(sev, roster, Facts("sev1", "directors", "U_DANA", "U_VIKTOR"), MONDAY_NOON)
    assert named is not None
    assert named.person.user_id == "U_VERA"


def test_the_only_person_there_is_has_nobody_next_to_them(sev: Policy) -> None:
    roster, _ = a_roster(sev, {"admin": ["ada"]})
    assert next_person(sev, roster, Facts("sev1", "directors", "U_ADA"), MONDAY_NOON) is None


def who(
    policy: Policy, roster: Roster, to: Mention, now: str, *, also_cover: bool = False, owner: str = "U_CASEY"
) -> str | None:
    """The user id that a step of Casey's escalation mentions."""
    facts = Facts("sev3", "frontline", "U_CASEY")
    person = mentioned(policy, roster, facts, to, at(now), owner=owner, also_cover=also_cover)
    return person.user_id if person else None


def test_at_night_the_cover_is_mentioned_instead_where_the_step_says_so(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY, people={"casey@example.com": {"cover": "bruno@example.com"}})
    assert who(sev, roster, Mention.DRI, "2026-11-23 22:00", also_cover=True) == "U_BRUNO"
    assert who(sev, roster, Mention.DRI, "2026-11-23 22:00") == "U_CASEY"
    assert who(sev, roster, Mention.DRI, "2026-11-23 12:00", also_cover=True) == "U_CASEY"


def test_on_leave_the_cover_is_mentioned_always(sev: Policy) -> None:
    away = {"cover": "bruno@example.com", "leave": ["2026-11-23/2026-11-23"]}
    roster, _ = a_roster(sev, FULL_COMPANY, people={"casey@example.com": away})
    assert who(sev, roster, Mention.DRI, "2026-11-23 12:00") == "U_BRUNO"


def test_without_a_cover_the_dri_is_mentioned_even_at_night(sev: Policy, roster: Roster) -> None:
    assert who(sev, roster, Mention.DRI, "2026-11-23 22:00", also_cover=True) == "U_CASEY"


def test_an_ask_is_repeated_to_its_owner_and_at_the_top_a_climb_turns_to_the_next_person(
    sev: Policy, roster: Roster
) -> None:
    assert who(sev, roster, Mention.OWNER, "2026-11-23 12:00", owner="U_TOMAS") == "U_TOMAS"
    assert who(sev, roster, Mention.NEXT_PERSON, "2026-11-23 12:00") == "U_MAYA"
    assert who(sev, roster, Mention.CLIMB, "2026-11-23 12:00") == "U_MAYA"


def test_a_cover_stands_in_for_a_role_before_the_role_falls_back(sev: Policy) -> None:
    away = {"cover": "casey@example.com", "leave": ["2026-11-23/2026-11-23"]}
    roster, _ = a_roster(sev, FULL_COMPANY, people={"maya@example.com": away})
    first, *_ = roster.holders("csm_manager", MONDAY_NOON)
    assert first == Held(roster.person("U_CASEY"), "csm_manager", 0, (), "U_MAYA")


def test_a_bot_a_guest_and_somebody_from_outside_are_never_asked(sev: Policy) -> None:
    strangers = [
        somebody("robo", is_bot=True),
        somebody("gus", guest=True),
        somebody("olga", internal=False),
        somebody("dexter", active=False),
    ]
    roster, problems = a_roster(
        sev, {**FULL_COMPANY, "vp_cs": ["robo", "gus", "olga", "dexter"]}, people_in_directory=strangers
    )
    assert roster.holders("vp_cs", MONDAY_NIGHT)[0].person.user_id == "U_ROSA"
    assert len([problem for problem in problems if problem.where == "roles.vp_cs"]) == 5
