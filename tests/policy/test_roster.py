"""Filling the roles from the team file and the directory (Row M3f)."""

from policy.dri import NotDri, below_level, why_not
from policy.problems import Gravity
from policy.roster import build_roster, channels_used
from policy.schema import Policy
from tests.policy.builders import FULL_COMPANY, a_roster, a_team, at, somebody

NOON = at("2026-11-23 12:00")


def told(problems: object) -> list[str]:
    return [f"{p.gravity}: {p}" for p in problems]  # type: ignore[attr-defined]


def test_a_full_team_has_no_problems(sev: Policy) -> None:
    roster, problems = a_roster(sev, FULL_COMPANY)
    assert problems == ()
    assert roster.roles["vp_cs"] == ("U_VERA",)
    assert roster.channels["tier_4"] == "C_TIER_4"


def test_an_empty_role_is_a_warning_that_names_who_is_asked_instead(sev: Policy) -> None:
    _, problems = a_roster(sev, {**FULL_COMPANY, "vp_cs": [], "cro": []})
    assert told(problems) == [
        "warning: roles.vp_cs: nobody holds it: ceo is asked instead",
        "warning: roles.cro: nobody holds it: ceo is asked instead",
    ]


def test_only_an_empty_admin_refuses_to_start(sev: Policy) -> None:
    _, problems = a_roster(sev, {})
    assert [problem.where for problem in problems if problem.gravity is Gravity.ERROR] == ["roles.admin"]


def test_a_role_that_is_not_declared_is_an_error(sev: Policy) -> None:
    team = a_team(sev, FULL_COMPANY)
    without = team.model_copy(update={"roles": {k: v for k, v in team.roles.items() if k != "cto"}})
    channels = dict.fromkeys(channels_used(sev), "C1")
    people = [somebody(name) for names in FULL_COMPANY.values() for name in names]
    _, problems = build_roster(sev, without, people, {}, channels)
    assert told(problems) == ["error: roles.cto: the policy uses this role: write who holds it, or cto = []"]


def test_a_name_that_nobody_has_is_told_and_the_others_hold_the_role(sev: Policy) -> None:
    team = a_team(sev, {**FULL_COMPANY, "csm": ["gone", "casey"]})
    people = [somebody(name) for names in FULL_COMPANY.values() for name in names]
    channels = dict.fromkeys(channels_used(sev), "C1")
    roster, problems = build_roster(sev, team, people, {}, channels)
    assert roster.roles["csm"] == ("U_CASEY",)
    assert told(problems) == ["warning: roles.csm: nobody in the workspace is gone@example.com"]


def test_people_are_found_by_mail_in_any_case_by_id_and_by_group(sev: Policy) -> None:
    team = a_team(sev, FULL_COMPANY)
    roles = {**team.roles, "csm": ("CASEY@Example.com", "U_BRUNO", "@cs-team", "S123", "@nobody")}
    people = [somebody(name) for name in ("casey", "bruno", "cleo", "sam", "ada")]
    groups = {"cs-team": ("U_CLEO", "U_CASEY"), "S123": ("U_SAM",)}
    channels = dict.fromkeys(channels_used(sev), "C1")
    roster, problems = build_roster(sev, team.model_copy(update={"roles": roles}), people, groups, channels)
    assert roster.roles["csm"] == ("U_CASEY", "U_BRUNO", "U_CLEO", "U_SAM")
    assert "warning: roles.csm: there is no user group @nobody" in told(problems)


def test_a_channel_that_cannot_be_seen_is_a_warning_and_home_an_error(sev: Policy) -> None:
    team = a_team(sev, FULL_COMPANY)
    people = [somebody(name) for names in FULL_COMPANY.values() for name in names]
    seen = {key: f"C_{key}" for key in channels_used(sev) if key not in ("tier_4", "escalations")}
    _, problems = build_roster(sev, team, people, {}, seen)
    assert told(problems) == [
        "error: channels.escalations: the bot cannot see #escalations, the home of every escalation",
        "warning: channels.tier_4: the bot cannot see #tier_4: what belongs there goes to escalations",
    ]


def test_what_belongs_in_a_channel_that_is_not_there_goes_home(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    assert roster.channel("tier_4") == "C_TIER_4"
    assert roster.channel("treasury") == "C_ESCALATIONS"


def test_somebody_without_an_entry_works_office_hours_where_they_live(sev: Policy) -> None:
    roster, _ = a_roster(
        sev,
        FULL_COMPANY,
        people_in_directory=[somebody("casey", zone="Asia/Tokyo"), somebody("bruno", zone="Nowhere/Land")],
        people={"maya@example.com": {"timezone": "Europe/Berlin"}},
    )
    assert roster.person("U_CASEY").calendar.zone == "Asia/Tokyo"
    assert roster.person("U_BRUNO").calendar.zone == "America/New_York"
    assert roster.person("U_MAYA").calendar.zone == "Europe/Berlin"


def test_an_unknown_person_has_a_calendar_and_cannot_be_asked(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    stranger = roster.person("U_STRANGER")
    assert stranger.calendar == roster.calendar
    assert not stranger.reachable(NOON)


def test_a_bot_a_guest_an_outsider_and_somebody_who_left_cannot_be_the_dri() -> None:
    assert why_not(somebody("robo", is_bot=True)) is NotDri.BOT
    assert why_not(somebody("dexter", active=False)) is NotDri.DEACTIVATED
    assert why_not(somebody("gus", guest=True, internal=False)) is NotDri.GUEST
    assert why_not(somebody("olga", internal=False)) is NotDri.EXTERNAL
    assert why_not(somebody("casey")) is None


def test_a_csm_may_own_a_critical_one_and_a_director_had_better(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    advice = below_level(sev, "sev1", roster, "U_CASEY")
    assert advice is not None
    assert advice.spec == "M2d"
    assert "CS Director" in advice.sentence
    assert below_level(sev, "sev1", roster, "U_DANA") is None
    assert below_level(sev, "sev3", roster, "U_CASEY") is None
