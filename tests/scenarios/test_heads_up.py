"""Maintenance next Monday: it waits, three days ahead the owner hears, writes to their customers, and says so. M10."""

from services.accounts.import_accounts import import_accounts
from tests.scenarios.story import Story

CSV = """account,name,segment,csm,contacts
001A,Acme Ltd,Enterprise,casey@heard.example,Priya Raman | priya@acme.example | champion
002B,Globex,Enterprise,casey@heard.example,Ann Ode | ann@globex.example | executive
003C,Initech,SMB,bruno@heard.example,
"""


def test_maintenance_is_told_three_days_ahead_to_whoever_looks_after_them(story: Story) -> None:
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    tomas, casey = story.slack.person("tomas"), story.slack.person("casey")
    tomas.types("/escalate heads-up", channel="general")
    tomas.view.fill(kind="maintenance")
    story.until(0, 10)
    begins = int(story.clock.now.timestamp()) + 7 * 86400
    story.sends(
        tomas,
        what="The database moves",
        effect="Nobody can log in for an hour",
        begins_at=begins,
        whom="segment:Enterprise",
        inside="Runbook 12",
    )
    assert tomas.dm.messages[-1].says("It concerns 2 customers")
    story.until(4, 9, 59)
    assert not [m for m in casey.dm.messages if m.says("The database moves")]
    story.until(4, 10)
    asked = casey.dm.messages[-1]
    assert asked.says("2 of 2 of your customers do not know yet")
    assert asked.says("For colleagues alone: Runbook 12")
    assert not asked.says("Initech")
    assert not [m for m in story.slack.dm("bruno").messages if m.says("The database moves")]

    row = next(block for block in asked.blocks if block.get("accessory") and "Acme" in str(block))
    chosen = row["accessory"]["options"][0]["value"]
    casey.clicks(asked, "more", chosen)
    draft = casey.view
    assert "Hello Priya Raman" in str(draft.value("words"))
    assert "Globex" not in draft.all_text
    assert "Runbook" not in draft.all_text
    story.sends(casey)
    asked = casey.dm.messages[-1]
    assert asked.says("1 of 2 of your customers does not know yet")
    assert tomas.dm.messages[-1].says("1 of 2 customers know")
    casey.clicks(asked, "confirm_all_heads_up")
    story.settle()
    assert tomas.dm.messages[-1].says("2 of 2 customers know")
