"""What is wrong with a template of a team's own: tried with every sample of every message that it is part of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from message_templates.as_read import mentions, pressable
from message_templates.buttons import verb_label
from message_templates.documents import audience_of_document, document, document_kinds, documents_environment
from message_templates.drafts import draft, draft_kinds, drafts_environment
from message_templates.environment import environment
from message_templates.fit import noticing_cuts
from message_templates.own.facts import BrokenIncludeError, facts_of, included_by, unknown_facts
from message_templates.renderer import Rendered, names, render
from message_templates.samples.documents import of_document
from message_templates.samples.drafts import SAMPLES
from message_templates.samples.messages import of_message
from message_templates.shelf import SHIPPED, current, reading_from
from message_templates.timeline import events, timeline_line

LONGEST_WORDS = 3000
"""Characters that Slack takes in one text field."""

PROVIDED = (
    "add_button", "add_link_button", "add_menu", "row_button", "row_menu", "timeline_line",
    "names", "edition", "actor", "event", "promise",
)  # fmt: skip
"""What every template may use besides the facts."""

Samples = Iterable[Mapping[str, Any]]

# Whatever a template can raise while it is tried is a fault of it.
_RAISED = (TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError)


def template_faults(path: str) -> list[str]:
    """Everything that is wrong with the template at `path` of the shelf that is read from."""
    folder = PurePosixPath(path).parts[0]
    try:
        if folder == "drafts":
            return _faults_of_draft(path)
        if folder == "documents":
            return _faults_of_document(path)
        if folder == "timeline":
            return _faults_of_events(path)
        return _faults_of_messages(path)
    except TemplateSyntaxError as error:
        return [f"line {error.lineno}: {error.message}"]
    except (TemplateError, BrokenIncludeError) as error:
        return [str(error)]


def _unknown(env: Callable[[], Environment], path: str, folder: str, samples: Samples) -> list[str]:
    """Facts that nobody gives it. `path` is below `folder`, where its environment looks."""

    def facts() -> set[str]:
        return facts_of(path, lambda name: current().read(folder + name))

    used = facts()
    with reading_from(SHIPPED):
        shipped = facts()
    given = dict.fromkeys([*PROVIDED, *env().globals])
    return unknown_facts(used, shipped, [*samples, given])


def _faults_of_messages(path: str) -> list[str]:
    def uses(name: str) -> bool:
        return path in included_by(f"{name}/message.j2", current().read)

    faults: dict[str, None] = {}
    own = path.endswith("/message.j2")
    for name in [PurePosixPath(path).parts[0]] if own else [name for name in names() if uses(name)]:
        samples = of_message(name)
        found = _unknown(environment, f"{name}/message.j2", "", samples.values())
        found = found or _tried_message(name, samples)
        faults |= dict.fromkeys(found if own else [f"{fault} (in {name})" for fault in found])
    return list(faults)


def _tried_message(name: str, samples: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """With each sample, beside the shipped words; one record with a fault is enough."""
    for record, context in samples.items():
        with reading_from(SHIPPED):
            shipped = render(name, context)
        try:
            with noticing_cuts() as cuts:
                own = render(name, context)
        except _RAISED as error:
            return [f"with the {record} record: {error}"]
        faults = _compared(own, shipped)
        if cuts and record == "typical":
            faults.append(f"longer than Slack takes, from “{cuts[0]}…” on")
        if faults:
            return [f"with the {record} record: {fault}" for fault in faults]
    return []


def _compared(own: Rendered, shipped: Rendered) -> list[str]:
    """What a change of words must not change: who may read it, what can be pressed, who is called."""
    if own.audience != shipped.audience:
        return [f"it is written for {own.audience} readers, and the shipped one for {shipped.audience}"]
    faults = []
    lost = {verb for verb, _ in pressable(shipped) - pressable(own)}
    if lost:
        faults.append(f"lost: {', '.join(sorted(f'“{verb_label(verb)}” ({verb})' for verb in lost))}")
    before, after = mentions(shipped), mentions(own)
    if after - before:
        faults.append(f"calls {', '.join(sorted(after - before))}, whom the shipped words do not call")
    if before - after:
        faults.append(
            f"does not call {', '.join(sorted(before - after))}, who is asked: write {{{{ …|mention }}}}"
        )
    return faults


def _faults_of_events(path: str) -> list[str]:
    def uses(event: str) -> bool:
        return path in included_by(f"timeline/{event}.j2", current().read)

    partial = PurePosixPath(path).name.startswith("_") and path != "timeline/_other.j2"
    told = [event for event in sorted(events()) if uses(event)] if partial else [PurePosixPath(path).stem]
    faults: dict[str, None] = {}
    for event in told:
        faults |= dict.fromkeys(_unknown(environment, f"timeline/{event}.j2", "", []))
        try:
            line = timeline_line(event, {})
        except _RAISED as error:
            faults[f"with an entry of which nothing is known: {error}"] = None
            continue
        if not line:
            faults["with an entry of which nothing is known: it says nothing"] = None
    return list(faults)


def _faults_of_document(path: str) -> list[str]:
    kind = PurePosixPath(path).stem
    if kind not in document_kinds():
        return [f"stands in place of nothing: documents are {', '.join(document_kinds())}"]
    with reading_from(SHIPPED):
        audience = audience_of_document(kind)
    if audience_of_document(kind) != audience:
        return [f"it is written for {audience_of_document(kind)} readers, and the shipped one for {audience}"]
    samples = of_document(kind)
    faults = _unknown(documents_environment, f"{kind}.j2", "documents/", samples.values())
    return faults or _first_fault(samples, lambda sample: _said_in_document(kind, sample))


def _said_in_document(kind: str, sample: Mapping[str, Any]) -> str | None:
    made = document(kind, sample)
    if not made.title.strip() or not made.markdown.startswith("# "):
        return "it must begin with “# ” and the block called title"
    return None


def _faults_of_draft(path: str) -> list[str]:
    kind = path.removeprefix("drafts/").removesuffix(".j2")
    if kind not in draft_kinds():
        return [f"stands in place of nothing: drafts are {', '.join(draft_kinds())}"]
    faults = _unknown(drafts_environment, f"{kind}.j2", "drafts/", SAMPLES.values())
    template = drafts_environment().get_template(f"{kind}.j2")
    lacking = [name for name in ("subject", "words") if name not in template.blocks]
    faults += [f"there is no block called {name}" for name in lacking]
    return faults or _first_fault(SAMPLES, lambda sample: _said_in_draft(kind, sample))


def _said_in_draft(kind: str, sample: Mapping[str, Any]) -> str | None:
    made = draft(kind, sample)
    if not made.subject or not made.words:
        return "the subject or the words are empty"
    if len(made.words) > LONGEST_WORDS:
        return f"{len(made.words)} characters, of which Slack takes {LONGEST_WORDS}"
    return None


def _first_fault(
    samples: Mapping[str, Mapping[str, Any]], tried: Callable[[Mapping[str, Any]], str | None]
) -> list[str]:
    for record, sample in samples.items():
        try:
            fault = tried(sample)
        except _RAISED as error:
            fault = str(error)
        if fault:
            return [f"with the {record} record: {fault}"]
    return []
