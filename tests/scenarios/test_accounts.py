"""A customer whom the CRM knows: chosen in the form, owned by their CSM, and nothing of it where they can read."""

from services.accounts.import_accounts import import_accounts
from tests.builders.accounts import an_account, many_accounts
from tests.scenarios.story import Story

CSV = """account,name,arr,health,csm,slack_channel
001A,Acme Ltd,240000,62,bruno@heard.example,acme-and-us
002B,Globex,760000,80,,
"""


def test_an_account_of_the_list_brings_its_owner_and_its_figures(story: Story) -> None:
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    casey.view.choose(account="Acme Ltd")
    story.sends(casey, problem="Orders have stopped", impact="outage")
    card = story.card
    assert "ARR 240,000 (24.0 % of all) · health 62" in card.all_text
    assert "*Owner:* <@" + story.slack.person("bruno").id in card.all_text
    shared = " ".join(message.text for message in story.slack.channel("acme-and-us").messages)
    assert "240,000" not in shared


def test_among_many_it_is_looked_for_while_somebody_types(story: Story) -> None:
    many_accounts(story.house.office, 150)
    an_account(story.house.office)
    casey = story.slack.person("casey")
    casey.types("/escalate", channel="general")
    offered = casey.view.options("account", "acm")
    assert [option["text"]["text"] for option in offered] == ["Acme Ltd"]
    casey.view.choose(account=offered[0])
    story.sends(casey, problem="Orders have stopped", impact="outage")
    assert "Acme Ltd" in story.card.all_text
