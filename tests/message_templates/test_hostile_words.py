"""What a person types can be read as typed, and can do nothing: no mention, no link, no formatting, no button."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from message_templates import names, render, sentence, timeline_line
from message_templates.as_read import mentions
from message_templates.safe import JOINER, clean, escape, one_line, plain
from message_templates.samples import CASEY, NUDGE, TYPICAL, E
from message_templates.samples.bent import typed_over
from tests.message_templates.shapes import formatted, skeleton

TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_~`<>&@#!|^:/\\\n\r\t >-\u2060\u202e\x1e\u2028\u200d"), st.characters()
    ),
    min_size=1,
    max_size=70,
)
VISIBLE = TRICKY.map(lambda text: "a" + text)


@pytest.mark.parametrize("name", names())
@settings(max_examples=40, deadline=None)
@given(VISIBLE)
@example("<!channel> <@UBOSS> @here *bold* _it_ ~gone~ `code` ```block```")
@example("one\n> two\n&gt; three\n>>> four")
@example("</a|b> <https://evil.example|click> &lt;!here&gt; #general")
@example("x\x1ey\u202ez {{ e.id }} {% block actions %} DRILL")
def test_no_words_change_the_structure_of_a_message(name: str, words: str) -> None:
    said = skeleton(render(name, typed_over(TYPICAL[name], words)))
    assert said == skeleton(render(name, typed_over(TYPICAL[name], "plain")))


@pytest.mark.parametrize("name", names())
def test_no_words_call_anybody(name: str) -> None:
    shout = "<!channel> <!here> <!everyone> <@UBOSS> <!subteam^S1> @channel"
    said = render(name, typed_over(TYPICAL[name], shout))
    assert mentions(said) == mentions(render(name, TYPICAL[name]))


@pytest.mark.parametrize("for_whom", ["dri", "cover", "next_person", "owner"])
@pytest.mark.parametrize("step", ["due", "overdue", "again"])
@pytest.mark.parametrize("overdue", [0, 10, 5000])
@pytest.mark.parametrize("things", [1, 3])
def test_a_nudge_calls_exactly_one_person(for_whom: str, step: str, overdue: int, things: int) -> None:
    item = {**NUDGE["items"][0], "step": step, "overdue_minutes": overdue}
    said = render("nudge", {**NUDGE, "for_whom": for_whom, "items": [item] * things, "late_minutes": 45})
    assert mentions(said) == {f"@{CASEY}"}


@given(TRICKY)
@example("*bold* and _it_ and ~gone~ and `code` and **twice** and a*b*c")
def test_escaped_words_format_nothing(words: str) -> None:
    assert formatted(escape(words)) == []
    assert formatted(f"*{escape(one_line('x' + words))}*") == ["*"]


@given(TRICKY)
def test_escaped_words_still_read_as_typed(words: str) -> None:
    back = escape(words).replace(JOINER, "").replace("\ufeff", "")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        back = back.replace(entity, character)
    assert back == clean(words).replace(JOINER, "").replace("`", "\u02cb")


@pytest.mark.parametrize(
    "words",
    ["snake_case", ":rotating_light:", "2 + 2 = 4", "a-b", "naïve", "אין כניסה", "https://x.example/a_b?c=d"],
)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert escape(words) == words


@given(TRICKY)
def test_a_header_holds_no_mention_and_no_second_line(words: str) -> None:
    text = plain(escape(one_line(words)))
    assert "\n" not in text
    assert not any(start in text for start in ("<@", "<!", "<#"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://", "https://a|b", "https://a.example/>", "ftp://a.b"]
)
def test_an_address_that_is_no_web_address_is_no_link(url: str) -> None:
    said = render("card", {**TYPICAL["card"], "e": {**E, "link": url}})
    assert url not in str(said.blocks)


def test_a_sentence_and_a_timeline_line_escape_as_well() -> None:
    refused = sentence("named_not_colleague", name="<!channel> *Ann*")
    assert "<!channel>" not in refused
    line = timeline_line("resolved", {"summary": "<@UBOSS>\n*done*"}, CASEY)
    assert "<@UBOSS>" not in line
    assert "\n" not in line
