"""Jinja as every template of ours is read: strict, compiled once, and with our escape in place of HTML's."""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from message_templates.buttons import verb_label
from message_templates.forms import channel_label, field_label
from message_templates.markup import FILTERS
from message_templates.safe import BREAK, Safe, finalize
from message_templates.shelf import ROOM, current, once_a_shelf

# Of Jinja's own filters only those stay that join and format nothing: after them it is still known what is escaped.
_KEPT = ("length", "first", "last")


def _break() -> Safe:
    return Safe(BREAK)


class Box(ImmutableSandboxedEnvironment):
    """Jinja for a team's own words: they reach what they are told, change none of it, and fill no memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Refuses what makes much of little."""
        raise SecurityError(f"words do not calculate: {operator}")


class _Compiled(BytecodeCache):
    """What was compiled in the box: the same text is compiled once, on however many shelves it is tried."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """As Jinja asks for it."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """As Jinja hands it over."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def loader(folder: str) -> BaseLoader:
    """Templates of one folder: a team's own first."""
    own = {path.removeprefix(folder): text for path, text in current().own.items() if path.startswith(folder)}
    return ChoiceLoader([DictLoader(own), FileSystemLoader(ROOM / folder)])


def an_environment(folder: str, **options: Any) -> Environment:
    """Jinja for the templates of one folder. What comes from elsewhere is read in a box."""
    if current().own:
        return Box(loader=loader(folder), auto_reload=False, bytecode_cache=_compiled, **options)
    return Environment(loader=loader(folder), auto_reload=False, **options)


@once_a_shelf
def environment() -> Environment:
    """For messages and sentences: what the context lacks is an error."""
    env = an_environment(
        "",
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    ours = {**FILTERS, "channel_label": channel_label, "field_label": field_label, "verb_label": verb_label}
    env.filters = {**ours, **{kept: env.filters[kept] for kept in _KEPT}}
    env.globals = {"field": _break, "next_row": _break, "namespace": Namespace}
    return env


@once_a_shelf
def tolerant_environment() -> Environment:
    """For the timeline: an entry of years ago may lack what today's have, and its sentence then says less."""
    return environment().overlay(undefined=ChainableUndefined)
