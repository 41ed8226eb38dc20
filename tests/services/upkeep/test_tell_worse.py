"""What can be reached no longer is told to `ops` before it is needed, once. Row Y4."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.database import Database
from services.office import Office
from services.upkeep.tell_worse import tell_worse
from tests.builders.escalations import MONDAY, said
from tests.services.upkeep.company import Company

DAY = timedelta(days=1)


@pytest.fixture
def company(database_url: str, tmp_path: Path) -> Iterator[Company]:
    """Everybody and everything is there but a CEO."""
    database = Database(database_url, threads=4)
    yield Company(database, tmp_path)
    database.close()


@pytest.fixture
def office(company: Company) -> Office:
    """At work since yesterday: the first look has been."""
    found = company.open()
    assert tell_worse(found, MONDAY - DAY) == 0
    return found


def rows(office: Office) -> list[list[str]]:
    """What each message names."""
    return [[row["what"] for row in (told.context or {})["rows"]] for told in said(office, "ops_setup_worse")]


def test_while_all_stays_as_it_is_nothing_is_said(company: Company, office: Office) -> None:
    company.sync()
    assert tell_worse(office, MONDAY) == 0
    assert rows(office) == []


def test_the_first_look_of_all_remembers_only(company: Company) -> None:
    office = company.open()
    assert company.check("ceo").says, "nobody is the CEO, which `doctor` says"
    tell_worse(office, MONDAY)
    assert rows(office) == []


def test_an_archived_channel_and_a_manager_who_left_are_told_in_one_message(
    company: Company, office: Office
) -> None:
    company.slack.person("dana", active=False)
    company.slack.channel("escalations-tier-2", archived=True)
    company.sync()
    assert tell_worse(office, MONDAY) == 2
    (named,) = rows(office)
    assert sorted(named) == ["cs_director", "tier_2: #escalations-tier-2"]


def test_it_is_told_once_and_again_only_after_it_was_well(company: Company, office: Office) -> None:
    company.slack.person("dana", active=False)
    company.sync()
    tell_worse(office, MONDAY)
    assert tell_worse(office, MONDAY + DAY) == 0, "as bad as yesterday"
    company.slack.person("dana", active=True)
    company.sync()
    assert tell_worse(office, MONDAY + 2 * DAY) == 0, "better is not told"
    company.slack.person("dana", active=False)
    company.sync()
    assert tell_worse(office, MONDAY + 3 * DAY) == 1
    assert rows(office) == [["cs_director"], ["cs_director"]]
