"""Looking everybody and everything up in Slack, and drawing the rules up from what was found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.database import Database
from models.directory import KnownChannel, KnownGroup, KnownPerson
from services.slack_port import GroupFacts, Refusal, SlackError
from services.upkeep.check_setup import Standing
from tests.services.upkeep.company import CHANNELS, Company


@pytest.fixture
def company(database_url: str, tmp_path: Path) -> Iterator[Company]:
    """A company whose team file and Slack agree."""
    database = Database(database_url, threads=2)
    yield Company(database, tmp_path)
    database.close()


def test_when_all_is_there_every_role_has_its_people_and_nothing_is_wrong(company: Company) -> None:
    company.sync()

    drawn = company.rules()

    assert drawn.rules.roster.roles["vp_cs"] == ("UVERA",)
    assert drawn.rules.roster.channels["escalations"] == "CESCALATIONS"
    assert {problem.where for problem in drawn.problems} == {"roles.ceo"}, "which is left empty"
    assert {check.standing for check in company.checks()} == {Standing.GOOD, Standing.WARNING}


def test_whoever_is_found_is_remembered_with_zone_and_home(company: Company) -> None:
    company.slack.person("dana", zone="Asia/Tokyo", guest=True)
    company.sync()
    with company.database.read() as session:
        dana = session.get_one(KnownPerson, "UDANA")
    assert (dana.zone, dana.guest, dana.internal) == ("Asia/Tokyo", True, True)
    assert "Dana cannot be asked" in company.problems("roles.cs_director")


def test_a_public_channel_that_the_bot_is_not_in_is_joined(company: Company) -> None:
    company.slack.channel("support-leads", member=False)
    company.slack.channel("product", member=False, private=True)
    company.sync()
    assert [question for question in company.slack.asked if question.startswith("join")] == [
        "join CSUPPORTLEADS"
    ]


def test_looking_only_joins_nothing_and_says_what_will_be(company: Company) -> None:
    company.slack.channel("heard-ops", member=False)
    company.sync(join=False)
    assert not [question for question in company.slack.asked if question.startswith("join")]
    ops = company.check("ops: #heard-ops")
    assert ops.standing is Standing.WARNING
    assert "joins when it starts" in ops.says


@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"archived": True}, "is archived"),
        ({"shared": True}, "is shared with another company"),
        ({"member": False, "private": True}, "does not have the bot as a member"),
    ],
)
def test_a_home_channel_that_cannot_be_used_refuses_with_the_reason(
    company: Company, differs: dict[str, bool], why: str
) -> None:
    company.sync()
    company.slack.channel("escalations", **differs)
    company.sync()
    assert not company.rules().usable
    assert why in company.problems("channels.escalations")
    assert company.check("escalations:").standing is Standing.BAD


def test_any_other_channel_falls_back_to_home_with_a_warning(company: Company) -> None:
    company.slack.channel("escalations-tier-2", shared=True)
    company.sync()
    drawn = company.rules()
    assert drawn.usable
    assert drawn.rules.roster.channel("tier_2") == "CESCALATIONS"
    assert "shared with another company" in company.problems("channels.tier_2")


def test_a_renamed_channel_is_no_longer_found_under_its_old_name(company: Company) -> None:
    company.sync()
    company.slack.channel("product", name="produce")
    company.sync()
    assert "cannot see #product" in company.problems("channels.product")


def test_who_left_is_noticed_though_their_address_finds_nobody_any_more(company: Company) -> None:
    company.sync()
    company.slack.person("vera", active=False)
    company.sync()
    assert not company.rules().usable, "admin has nobody else"
    assert "Vera cannot be asked" in company.problems("roles.admin")


def test_a_user_groups_members_are_looked_up_one_by_one(company: Company) -> None:
    company.rewrite('support_agent = ["sam@heard.example"]', 'support_agent = ["@support"]')
    company.slack.person("ada")
    company.slack.groups = [GroupFacts("S0SUPPORT", "support", ("UADA", "USAM"))]
    company.sync()
    assert company.rules().rules.roster.roles["support_agent"] == ("UADA", "USAM")
    assert company.check("@support").says == "2 people"


def test_a_user_group_that_was_deleted_is_forgotten(company: Company) -> None:
    company.rewrite('support_agent = ["sam@heard.example"]', 'support_agent = ["@support"]')
    company.slack.groups = [GroupFacts("S0SUPPORT", "support", ("USAM",))]
    company.sync()
    company.slack.groups = []
    company.sync()
    with company.database.read() as session:
        assert session.scalars(select(KnownGroup)).all() == []
    assert company.check("@support").standing is Standing.WARNING


def test_without_a_user_group_in_the_team_file_none_is_asked_for(company: Company) -> None:
    company.sync()
    assert "list_usergroups" not in company.slack.asked


def test_a_rate_limit_is_waited_for_as_long_as_slack_says(company: Company) -> None:
    company.slack.refusals["lookup_email"] = [SlackError(Refusal.AGAIN, "ratelimited", 7.0)]
    survey = company.sync()
    assert company.slept == [7.0]
    assert not survey.unanswered


def test_what_slack_does_not_answer_keeps_its_last_known_state(company: Company) -> None:
    company.sync()
    company.slack.refusals["list_channels"] = [SlackError(Refusal.PAUSE, "missing_scope")] * 9
    survey = company.sync()
    assert survey.unanswered == {"channels": "missing_scope"}
    assert company.rules().usable


def test_asking_for_the_unknown_only_asks_nothing_twice(company: Company) -> None:
    company.sync()
    company.rewrite("ceo = []", 'ceo = ["ada@heard.example"]')
    company.slack.person("ada")
    company.sync(unknown_only=True)
    assert company.slack.asked == ["lookup_email ada@heard.example"]
    assert company.rules().rules.roster.roles["ceo"] == ("UADA",)


def test_channels_and_people_may_be_given_by_id(company: Company) -> None:
    company.rewrite('"#product"', '"CPRODUCT"')
    company.rewrite("ceo = []", 'ceo = ["UROSA"]')
    company.sync()
    assert company.rules().rules.roster.channels["product"] == "CPRODUCT"
    assert company.rules().rules.roster.roles["ceo"] == ("UROSA",)


def test_only_what_is_named_is_remembered(company: Company) -> None:
    company.slack.channel("random")
    company.slack.person("stranger")
    company.sync()
    with company.database.read() as session:
        assert set(session.scalars(select(KnownChannel.name))) == set(CHANNELS)
        assert "USTRANGER" not in set(session.scalars(select(KnownPerson.user_id)))
