"""Drafts for a customer: plain text with a subject line, from what is known. What is not known is a marked gap. P6."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from message_templates.environment import an_environment
from message_templates.markup import cut
from message_templates.safe import one_line
from message_templates.shelf import ROOM, else_shipped, once_a_shelf

FOLDER = ROOM / "drafts"
LONGEST_SUBJECT = 150
LONGEST_VALUE = 500
"""Characters of one value: what somebody pasted does not fill a whole draft."""

_BLANK_LINES = re.compile(r"\n{3,}")


class UnknownDraftError(LookupError):
    """No template in `drafts/` has that name."""


class DraftWords(NamedTuple):
    """Plain text, as it goes into a form or a mail."""

    subject: str
    words: str


APART = "heads_up/"
"""Drafts that are made of a heads-up, and of no escalation's record."""


@cache
def draft_kinds() -> tuple[str, ...]:
    """Every draft there is; those for hard cases are called `hard/<case>`."""
    return tuple(sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.j2")))


@cache
def drafts_of_a_case() -> tuple[str, ...]:
    """Those that are made of an escalation's record."""
    return tuple(kind for kind in draft_kinds() if not kind.startswith(APART))


def gap(what: str) -> str:
    """What the record does not know and the author does. No draft goes out with one."""
    return f"[fill in: {what}]"


@else_shipped
def draft(kind: str, context: Mapping[str, Any]) -> DraftWords:
    """The draft `kind` about the record's facts; `context["now"]` and all its moments are local to the reader.

    Raises UnknownDraftError, and jinja2.UndefinedError for a fact that the template needs and nobody gave.
    """
    if kind not in draft_kinds():
        raise UnknownDraftError(f"no draft is called {kind!r}")
    template = drafts_environment().get_template(f"{kind}.j2")
    made = template.new_context(dict(context))
    subject, words = ("".join(template.blocks[name](made)) for name in ("subject", "words"))
    lines = "\n".join(line.rstrip() for line in words.strip().splitlines())
    return DraftWords(cut(one_line(subject), LONGEST_SUBJECT), _BLANK_LINES.sub("\n\n", lines))


@once_a_shelf
def drafts_environment() -> Environment:
    """Jinja as drafts are read. A template can reach what it is given and nothing else."""
    env = an_environment(
        "drafts/",
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters = {
        "by_moment": _by_moment,
        "day": _day,
        "full_stop": _full_stop,
        "greeted": _greeted,
        "moment": _moment,
        "quoted": _quoted,
    }
    env.globals = {"gap": gap, "subject_of": _subject_of}
    return env


def _plain(value: object) -> str:
    """One line of text. Raises TypeError for None, booleans and collections: printing one is a mistake."""
    if isinstance(value, str):
        return cut(one_line(value), LONGEST_VALUE)
    if value is None or isinstance(value, (bool, list, tuple, dict)):
        raise TypeError(f"a draft cannot say {value!r}")
    return str(value)


def _full_stop(text: str) -> str:
    """As a sentence: it ends with a stop, unless it is still to be filled in."""
    line = cut(one_line(text), LONGEST_VALUE)
    return line if line.endswith((".", "!", "?", "…", "]")) else f"{line}."


def _greeted(contact: str) -> str:
    """Their name, without what else is said of them: "Priya Raman" of "Priya Raman, Head of Operations"."""
    return contact if contact.startswith("[") else re.split(r"\s*[,;(/]", one_line(contact))[0] or contact


def _quoted(text: str) -> str:
    """What the customer said, so that it stands between quotation marks and ends as a sentence."""
    return _full_stop(text.replace('"', "'"))


def _subject_of(problem: str) -> str:
    return cut(one_line(problem).rstrip(".!"), 80)


def _day(at: datetime) -> str:
    """ "Tuesday, 24 November"."""
    return f"{at:%A}, {at.day} {at:%B}"


def _clock(at: datetime) -> str:
    """With its zone: the text leaves Slack, where nobody's own zone is known."""
    return f"{at:%H:%M %Z}"


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%b}, {_clock(at)}"


@pass_context
def _by_moment(context: Context, at: datetime) -> str:
    return by_moment(at, context["now"])


def by_moment(at: datetime, now: datetime) -> str:
    """ "today by 15:00 GMT", "tomorrow by 09:30 GMT", or "on Friday, 27 November by 16:00 GMT"; both local."""
    today = now.date()
    if at.date() == today:
        day = "today"
    elif at.date() == today + timedelta(days=1):
        day = "tomorrow"
    else:
        day = f"on {_day(at)}"
    return f"{day} by {_clock(at)}"
