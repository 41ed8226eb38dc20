"""Three people, and only `admin` filled in: everything that the path asks falls back to whoever is there. Row M3f."""

import re
from pathlib import Path

from tests.builders.escalations import RESOLVING
from tests.builders.office import TEAM
from tests.scenarios.story import told_story


def only_admin(folder: Path) -> Path:
    """The team file with every role empty but `admin`."""
    before, roles, after = TEAM.read_text().partition("[roles]\n")
    emptied = re.sub(r"(?m)^(?!admin)(\w+) = \[.*\]$", r"\1 = []", after.partition("[people")[0])
    team = folder / "team.toml"
    team.write_text(before + roles + emptied)
    return team


def test_a_critical_one_is_raised_asked_about_and_resolved(sqlite_url: str, tmp_path: Path) -> None:
    with told_story(sqlite_url, team=only_admin(tmp_path)) as story:
        slack = story.slack
        card = story.raised(impact="outage")
        asked = [
            m for name in ("escalations-tier-3", "escalations-exec") for m in slack.channel(name).messages
        ]
        assert [message.mentions for message in asked] == [["vera"], ["vera"], ["vera"]]
        assert all("Asked in place of" in message.all_text for message in asked)
        story.passes(hours=1)
        nudged = [m.mentions for m in story.talk(card) if m.mentions]
        assert ["vera"] in nudged  # the next person on the path is whoever there is
        told = {"words": "Solved", "channel": "call", "recipients": "Priya", "customer_told": "told"}
        story.presses("casey", card, "resolve", **RESOLVING, **told)
        story.passes(days=1)
        assert "resolve" not in [button.action_id for button in story.anew(card).buttons]
