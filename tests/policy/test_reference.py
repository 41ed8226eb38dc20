"""The reference explains every key there is, and no key that there is not."""

import re

import pytest

from policy.load import policy_schema, team_schema
from policy.reference import every_key_of_both
from tests.policy.builders import ROOT

REFERENCE = (ROOT / "docs" / "policy-reference.md").read_text(encoding="utf-8")


KEYS = (ROOT / "docs" / "policy-keys.md").read_text(encoding="utf-8")


def tables() -> list[tuple[str, str]]:
    """Each table of both schemas with each of its keys."""
    found = []
    for schema in (policy_schema(), team_schema()):
        for name, table in ((schema["title"], schema), *schema["$defs"].items()):
            found += [(name, key) for key in table.get("properties", ())]
    return sorted(set(found))


@pytest.mark.parametrize(("table", "key"), tables())
def test_every_key_is_explained(table: str, key: str) -> None:
    assert re.search(rf"`\[*(?:\w+\.NAME\.)?{key}\b[^`]*`", REFERENCE), f"{key} of {table}"


def test_every_value_of_a_closed_list_is_explained() -> None:
    for schema in (policy_schema(), team_schema()):
        for table in schema["$defs"].values():
            for value in table.get("enum", ()):
                if value not in ("tue", "wed", "thu", "fri", "sat"):
                    assert re.search(rf"`[^`\n]*\b{value}\b[^`\n]*`", REFERENCE), value


def test_no_key_is_explained_that_is_not_there() -> None:
    known = {key for _, key in tables()}
    explained = {
        key
        for row in re.findall(r"(?m)^\| (.+?) \|", REFERENCE.split("## Top of the file")[1])
        for key in re.findall(r"`([a-z_]+)`", row)
    }
    assert explained <= known


def test_the_page_of_every_key_is_what_the_schema_says() -> None:
    current = every_key_of_both(policy_schema(), team_schema())
    assert current == KEYS, "python -m bot policy reference > docs/policy-keys.md"


def test_a_key_is_told_with_what_it_takes_and_what_holds_without_it() -> None:
    ladder = KEYS.split("### `[[ladder.NAME.step]]`")[1].split("###")[0]
    assert "| `show` | one of `card`, `message`, `digest`, `act` | refused |" in ladder
    assert "| `also_cover` | `true` or `false` | `false` |" in ladder
    assert "| `before` | duration |  |" in ladder
