"""The intake form: customer, problem, impact, DRI; the severity proposed; who will be told. Rows X16, M2a."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.modals.customer import FIELD, SHORT, blocks_of_customer
from handlers.modals.fields import Block, FormWords, Option, address, menu, moment, note, person, text
from handlers.modals.preview import lines_of_proposal, lines_of_sending, said
from handlers.modals.reading import blocks_of_reading, is_restricted
from handlers.modals.similar import blocks_of_similar, shown_in
from handlers.modals.view import View, blocks_of_fields, modal, moment_typed, typed_in
from message_templates import form
from policy.schema import Policy
from policy.severity import propose
from services.lookups.accounts import Chosen, Offered
from services.lookups.preview_opening import Preview
from services.lookups.suggested_dri import Suggested
from services.open_escalation import OpenEscalation
from services.refusal import Refused, refuse_all

VERB = "open_escalation"
NO_ACCOUNTS = Offered()


def build(
    policy: Policy,
    typed: Mapping[str, Any],
    about: Mapping[str, Any],
    preview: Preview | None = None,
    notice: str | None = None,
    *,
    offered: Offered = NO_ACCOUNTS,
    chosen: Chosen | None = None,
    suggested: Suggested | None = None,
) -> View:
    """The form with what is `typed` (field → value, as `typed_in` gives it), and the account that was `chosen`.

    `suggested` is who had better be the DRI, where that is not simply whoever raises it.

    `about` may hold `drill`, `source_channel`, `source_permalink` and `reached_at`, the second in which a
    message reached us. There is a preview once the impact is known.
    """
    words = form(VERB)
    blocks: list[Block] = [note("drill", words["drill"])] if about.get("drill") else []
    blocks += [
        *blocks_of_customer(words, typed, offered, chosen),
        text(words, "problem", filled=typed.get("problem"), multiline=True),
        menu(words, "impact", _impacts(policy), chosen=typed.get("impact"), dispatch=True),
    ]
    if preview is not None:
        blocks += blocks_of_similar(words, preview.similar, typed.get("similar"))
        blocks += _of_severity(policy, words, typed, preview)
        if not about.get("drill"):
            blocks += blocks_of_reading(policy, words, typed)
    # Slack keeps what stands in a block of the same id: another customer or suggestion brings its people in new blocks.
    of_account = f"~{chosen.account_id}" if chosen else ""
    of_dri = f"{of_account}~{suggested.dri}" if suggested else of_account
    dri = typed.get("dri")
    blocks.append(person(words, "dri", chosen=dri, dispatch=True, block_id=f"dri{of_dri}"))
    if suggested and dri == suggested.dri:
        blocks.append(note("dri_suggested", words["suggested"].format(because=said(suggested.because))))
    if preview is not None:
        drill = bool(about.get("drill"))
        blocks.append(note("sending", *lines_of_sending(words["preview"], preview, drill=drill)))
    return modal(
        VERB, words, [*blocks, *_of_details(policy, words, typed, of_account)], about=about, notice=notice
    )


def _of_severity(policy: Policy, words: FormWords, typed: Mapping[str, Any], preview: Preview) -> list[Block]:
    levels = [
        Option(key, f"{policy.severity[key].label} · {policy.severity[key].name}")
        for key in policy.severities()
    ]
    # Slack keeps what stands in a block of the same id: another impact shows its own proposal in a new block.
    block_id = f"severity~{typed['impact']}"
    label = policy.severity[preview.proposed].label
    return [
        note("proposal", *lines_of_proposal(words["preview"], label, preview)),
        menu(words, "severity", levels, chosen=preview.severity, dispatch=True, block_id=block_id),
        text(words, "severity_reason", filled=typed.get("severity_reason"), optional=True),
    ]


def _of_details(policy: Policy, words: FormWords, typed: Mapping[str, Any], of_account: str) -> list[Block]:
    outcomes = [Option(row.key, row.label) for row in policy.outcome]
    triggers = [Option(row.key, row.label, row.group) for row in policy.trigger]
    return [
        menu(words, "outcome", outcomes, chosen=typed.get("outcome"), optional=True),
        menu(words, "trigger", triggers, chosen=typed.get("trigger"), optional=True, dispatch=True),
        text(
            words,
            "contact",
            filled=typed.get("contact"),
            optional=True,
            longest=SHORT,
            block_id=f"contact{of_account}",
        ),
        address(words, "link", filled=typed.get("link")),
        moment(words, "reached_at", chosen=moment_typed(typed.get("reached_at")), optional=True),
        moment(words, "needs_by", chosen=moment_typed(typed.get("needs_by")), optional=True),
    ]


def _impacts(policy: Policy) -> Sequence[Option]:
    return [Option(row.key, row.label) for row in policy.impact]


def severity_of_choice(view: Mapping[str, Any], policy: Policy) -> str | None:
    """The severity that a person chose against the proposal they saw; None where they left it as proposed.

    When the impact changes, what they chose themselves stands and what was only proposed does not.
    """
    severity = typed_in(view).get("severity")
    shown_for = blocks_of_fields(view).get("severity", "").partition("~")[2]
    if severity not in policy.severity or not has_impact(policy, shown_for):
        return None
    return None if severity == propose(policy, shown_for).severity else str(severity)


def has_impact(policy: Policy, key: str | None) -> bool:
    """False for an answer that the policy in force does not know."""
    return any(row.key == key for row in policy.impact)


def parse(
    view: Mapping[str, Any], about: Mapping[str, Any], policy: Policy, *, by: str, request_key: str
) -> OpenEscalation:
    """What the form says. Raises RefusedFields for a field that cannot be read; the rest is the service's."""
    typed = typed_in(view)
    impact, dri = typed.get("impact"), typed.get("dri")
    wrong = []
    if not has_impact(policy, impact):
        wrong.append(Refused("impact_missing", field="impact"))
    if dri is None:
        wrong.append(Refused("dri_missing", field="dri"))
    refuse_all(wrong)
    assert impact is not None
    assert dri is not None
    return OpenEscalation(
        request_key=request_key,
        by=by,
        customer=typed.get("customer") or "",
        problem=typed.get("problem") or "",
        impact=impact,
        severity=severity_of_choice(view, policy) or propose(policy, impact).severity,
        dri=dri,
        severity_reason=typed.get("severity_reason"),
        reached_at=moment_typed(typed.get("reached_at"), about.get("reached_at")),
        outcome=typed.get("outcome"),
        trigger=typed.get("trigger"),
        contact=typed.get("contact"),
        link=typed.get("link"),
        needs_by=moment_typed(typed.get("needs_by")),
        source_channel=about.get("source_channel"),
        source_permalink=about.get("source_permalink"),
        drill=bool(about.get("drill")),
        account_id=int(typed.get(FIELD) or 0) or None,
        restricted=not about.get("drill") and is_restricted(view, policy),
        seen_similar=shown_in(view),
    )
