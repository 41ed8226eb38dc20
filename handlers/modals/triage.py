"""The form *Triage*: eight questions, the four that it needs first, and what the impact proposes. Row D2."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, day, menu, moment, note, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form, sentence
from message_templates.safe import escape, one_line
from policy.schema import Policy
from policy.severity import propose
from services.change_severity import ChangeSeverity
from services.fields_of_record import offered
from services.lookups.fields import RecordStart
from services.refusal import Refused
from services.triage import Answers, SaveTriage
from services.wording.labels import severity_label

VERB = "triage"
YES, NO = "yes", "no"
KEEP, CHANGE = "keep", "change"
_MONEY = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[km]?)", re.IGNORECASE)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


def build(policy: Policy, start: RecordStart, typed: Mapping[str, Any], notice: str | None = None) -> View:
    """The form with what is `typed` (field → value, as `typed_in` gives it); `as_typed` gives what is on record.

    What is needed before triage is done may be sent later: Slack calls it optional, the words say what it is for.
    """
    words = form(VERB)
    causes = [Option(row.key, row.label) for row in policy.cause_type]
    outcomes = [Option(row.key, row.label) for row in policy.outcome]
    impacts = [Option(row.key, row.label) for row in policy.impact]
    blocks: list[Block] = [
        note("needed", words["needed"]),
        text(words, "problem", filled=typed.get("problem"), multiline=True, optional=True),
        menu(words, "impact", impacts, chosen=typed.get("impact"), optional=True, dispatch=True),
        *_proposal(policy, words, start.severity, typed),
        menu(words, "cause_type", causes, chosen=typed.get("cause_type"), optional=True),
        menu(words, "outcome", outcomes, chosen=typed.get("outcome"), optional=True),
        note("unknown", words["unknown"]),
        *_if_known(words, typed, start.account),
    ]
    about = {
        "escalation_id": start.escalation_id,
        "severity": start.severity,
        "seen": {name: start.marks[name] for name in vars(Answers())},
    }
    return modal(VERB, words, blocks, about=about, notice=notice)


def _proposal(policy: Policy, words: FormWords, stands: str, typed: Mapping[str, Any]) -> Sequence[Block]:
    """What the impact proposes and, where that is not what stands, the question which it shall be."""
    impact = typed.get("impact")
    if impact is None or not offered(policy, "impact", impact):
        return []
    proposed = propose(policy, impact)
    label = policy.severity[proposed.severity].label
    said = words["proposed"].format(
        severity=escape(one_line(label)), because=escape(one_line(proposed.because.sentence))
    )
    if proposed.severity == stands:
        return [note("proposal", said, words["agrees"])]
    answers = [
        Option(KEEP, words["keep"].format(severity=severity_label(policy, stands))),
        Option(CHANGE, words["change"].format(severity=label)),
    ]
    # Slack keeps what stands in a block of the same id: another impact asks its own question.
    block_id = f"decision~{impact}"
    return [
        note("proposal", said),
        menu(words, "decision", answers, chosen=typed.get("decision"), optional=True, block_id=block_id),
        text(words, "severity_reason", filled=typed.get("severity_reason"), optional=True, longest=500),
    ]


def _if_known(words: FormWords, typed: Mapping[str, Any], account: Mapping[str, Any] | None) -> list[Block]:
    answers = [Option(key, words["happened_before"]["options"][key]) for key in (YES, NO)]
    renewal_on = typed.get("renewal_on")
    return [
        text(words, "effect", filled=typed.get("effect"), multiline=True, optional=True),
        moment(words, "began_at", chosen=moment_typed(typed.get("began_at")), optional=True),
        menu(words, "happened_before", answers, chosen=typed.get("happened_before"), optional=True),
        text(words, "most_affected", filled=typed.get("most_affected"), optional=True, longest=300),
        text(words, "customers_affected", filled=typed.get("customers_affected"), optional=True, longest=20),
        text(words, "tried", filled=typed.get("tried"), multiline=True, optional=True),
        text(words, "arr", filled=typed.get("arr"), optional=True, longest=20),
        text(words, "revenue_at_risk", filled=typed.get("revenue_at_risk"), optional=True, longest=20),
        day(
            words, "renewal_on", chosen=date.fromisoformat(renewal_on) if renewal_on else None, optional=True
        ),
        *([note("account_facts", sentence("account_facts", account=account))] if account else []),
        note("internal", words["internal"]),
    ]


def as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is on record, as it would stand in the form."""
    began_at, renewal_on = values["began_at"], values["renewal_on"]
    numbers = {name: values[name] for name in ("arr", "revenue_at_risk", "customers_affected")}
    return {
        **values,
        "began_at": int(began_at.timestamp()) if began_at else None,
        "happened_before": {True: YES, False: NO}.get(values["happened_before"]),
        **{name: None if number is None else str(number) for name, number in numbers.items()},
        "renewal_on": renewal_on.isoformat() if renewal_on else None,
    }


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str) -> SaveTriage:
    """What the form says. Raises Refused for an ARR that is no number."""
    renewal_on = typed.get("renewal_on")
    answers = Answers(
        problem=typed.get("problem"),
        impact=typed.get("impact"),
        cause_type=typed.get("cause_type"),
        outcome=typed.get("outcome"),
        effect=typed.get("effect"),
        began_at=moment_typed(typed.get("began_at")),
        happened_before={YES: True, NO: False}.get(typed.get("happened_before") or ""),
        most_affected=typed.get("most_affected"),
        customers_affected=count_typed(typed.get("customers_affected")),
        arr=money_typed(typed.get("arr")),
        revenue_at_risk=money_typed(typed.get("revenue_at_risk"), "revenue_at_risk"),
        renewal_on=date.fromisoformat(renewal_on) if renewal_on else None,
        tried=typed.get("tried"),
    )
    keeps = typed.get("severity_reason") or "" if typed.get("decision") == KEEP else None
    return SaveTriage(about["escalation_id"], by, answers, about["seen"], keeps)


def change_of_severity(
    policy: Policy, typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> ChangeSeverity | None:
    """The change that the form asks for besides; its reason is the proposal's where nobody gave another."""
    impact = typed.get("impact")
    if typed.get("decision") != CHANGE or impact is None or not offered(policy, "impact", impact):
        return None
    proposed = propose(policy, impact)
    return ChangeSeverity(
        request_key=f"{request_key}:severity",
        escalation_id=about["escalation_id"],
        by=by,
        severity=proposed.severity,
        reason=typed.get("severity_reason") or proposed.because.sentence,
        seen=about["severity"],
    )


def money_typed(words: str | None, field: str = "arr") -> int | None:
    """`120000`, `120,000`, `$120k` and `1.2m` alike. Raises Refused for what is no number."""
    if words is None:
        return None
    bare = re.sub(r"[\s,'_$€£¥]|[A-Z]{3}", "", words)
    found = _MONEY.fullmatch(bare)
    if found is None:
        raise Refused("arr_not_a_number", field=field)
    return round(float(found["number"]) * _TIMES[found["unit"].lower()])


def count_typed(words: str | None) -> int | None:
    """`3` and `1,200` alike: how many customers. Raises Refused for what is no whole number."""
    if words is None:
        return None
    bare = re.sub(r"[\s,'_]", "", words)
    if not re.fullmatch(r"[0-9]{1,9}", bare):
        raise Refused("customers_not_a_number", field="customers_affected")
    return int(bare)
