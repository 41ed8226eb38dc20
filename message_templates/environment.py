"""Jinja as every template of ours is read: strict, compiled once, and with our escape in place of HTML's."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import ChainableUndefined, Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import Namespace

from message_templates.buttons import verb_label
from message_templates.forms import channel_label, field_label
from message_templates.markup import FILTERS
from message_templates.safe import BREAK, Safe, finalize

ROOM = Path(__file__).parent

# Of Jinja's own filters only those stay that join and format nothing: after them it is still known what is escaped.
_KEPT = ("length", "first", "last")


def _break() -> Safe:
    return Safe(BREAK)


@cache
def environment() -> Environment:
    """For messages and sentences: what the context lacks is an error."""
    env = Environment(
        loader=FileSystemLoader(ROOM),
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    ours = {**FILTERS, "channel_label": channel_label, "field_label": field_label, "verb_label": verb_label}
    env.filters = {**ours, **{kept: env.filters[kept] for kept in _KEPT}}
    env.globals = {"field": _break, "next_row": _break, "namespace": Namespace}
    return env


@cache
def tolerant_environment() -> Environment:
    """For the timeline: an entry of years ago may lack what today's have, and its sentence then says less."""
    return environment().overlay(undefined=ChainableUndefined)
