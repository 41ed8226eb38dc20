"""Raising an escalation: from a command, shortcut or button to a form, and on from there. Rows X1, X16."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers import customer, report_again
from handlers.answers import privately
from handlers.desk import Desk
from handlers.modals import opened as opened_view
from handlers.modals.customer import FIELD as ACCOUNT
from handlers.modals.open_escalation import build, has_impact, parse, severity_of_choice
from handlers.modals.reading import chosen_against_proposal, is_restricted
from handlers.modals.similar import chosen_in, still_chosen
from handlers.modals.view import View, moment_typed, typed_in
from handlers.payload import Command, Form, Press, Shortcut
from handlers.people import ensure_person, require_colleague
from handlers.typed_words import plain_words
from message_templates import sentence
from policy.severity import propose
from services.channels.message_address import message_address
from services.lookups.accounts import Chosen, offered_accounts
from services.lookups.escalations import opened
from services.lookups.preview_opening import Preview, preview_opening
from services.lookups.suggested_dri import Suggested, suggested_dri
from services.open_escalation import open_escalation
from services.path.measured import Case
from services.record import unix
from services.refusal import Refused
from services.slack_port import SlackError

log = logging.getLogger(__name__)

OTHERS_THAN_SHOWN = frozenset(
    {"similar_unseen", "similar_of_another", "already_over", "not_to_be_reopened", "no_such_escalation"}
)
"""Refusals after which the form asks anew whether it is one of these: they are others than it showed."""


def from_command(desk: Desk, command: Command, *, drill: bool = False) -> dict[str, Any] | None:
    """Open the form; what follows the command is the problem. The reply where it did not open."""
    words = "" if drill else plain_words(command.text)
    require_colleague(desk, command.user)
    try:
        _open(desk, command, {"problem": words}, {"drill": True} if drill else {})
    except SlackError as error:
        log.warning("the intake form did not open: %s", error)
        again = f"{command.name} {'test' if drill else plain_words(command.text)}".strip()
        return privately(sentence("form_not_opened_by_command", again=again))
    return None


def from_shortcut(desk: Desk, shortcut: Shortcut) -> None:
    """Open the form; from a message with its words, its time and where it stands. Raises SlackError."""
    require_colleague(desk, shortcut.user)
    if shortcut.message is None:
        _open(desk, shortcut, {}, {})
        return
    message, channel = shortcut.message, shortcut.channel or ""
    # A message is as old as Slack's clock says; business time may run otherwise.
    age = timedelta(seconds=max(0.0, time.time() - float(message["ts"])))
    reached_at = unix(desk.clock() - age)
    address = message_address(desk.office, channel, message["ts"], message.get("thread_ts"))
    about = {"source_channel": channel, "source_permalink": address, "reached_at": reached_at}
    account = customer.account_that_shares(desk, channel)
    typed = {"problem": words_of(message), "reached_at": reached_at}
    _open(desk, shortcut, typed | ({ACCOUNT: str(account)} if account else {}), about)


def from_button(desk: Desk, press: Press) -> None:
    """Open the form, empty. Raises SlackError."""
    _open(desk, press, {}, {})


def _open(
    desk: Desk, asked: Command | Shortcut | Press, typed: Mapping[str, Any], about: Mapping[str, Any]
) -> None:
    chosen = customer.chosen_in(desk, typed, raiser=asked.user)
    suggested = _suggested(desk, typed, None, asked.user)
    typed, about = customer.with_suggestions(typed, about, chosen, suggested, raiser=asked.user)
    policy, offered = desk.office.rulebook.current.policy, offered_accounts(desk.office)
    shown = _to_show(suggested, chosen, asked.user)
    view = build(policy, typed, about, offered=offered, chosen=chosen, suggested=shown)
    desk.slack.views_open(asked.trigger_id, view)


def _again(desk: Desk, form: Form, *, notice: str | None = None, ask_anew: bool = False) -> View:
    """The form with what follows from what is typed now; `ask_anew` whether it is one of those that are known."""
    policy, typed, by = desk.office.rulebook.current.policy, typed_in(form.view), form.user
    chosen = customer.chosen_in(desk, typed, raiser=by)
    suggested = _suggested(desk, typed, severity_of_choice(form.view, policy), by)
    typed, about = customer.with_suggestions(typed, form.about, chosen, suggested, raiser=by)
    preview = None
    if has_impact(policy, typed.get("impact")):
        preview = _preview(desk, form.view, typed, about, by)
        typed["reading"] = chosen_against_proposal(form.view)
        typed["similar"] = None if ask_anew else still_chosen(form.view, preview.similar)
    offered = offered_accounts(desk.office)
    shown = _to_show(suggested, chosen, by)
    return build(policy, typed, about, preview, notice, offered=offered, chosen=chosen, suggested=shown)


def _to_show(suggested: Suggested | None, chosen: Chosen | None, raiser: str) -> Suggested | None:
    """Why it is they, unless it is only that nobody else is known."""
    return suggested if chosen is not None or (suggested and suggested.dri != raiser) else None


def _suggested(desk: Desk, typed: Mapping[str, Any], severity: str | None, by: str) -> Suggested | None:
    """By customer, impact and what set it off; `severity` is the one that a person chose."""
    policy, impact = desk.office.rulebook.current.policy, typed.get("impact")
    if severity is None and impact is not None and has_impact(policy, impact):
        severity = propose(policy, impact).severity
    case = Case(
        severity=severity or "",
        tier="",
        impact=impact,
        trigger=typed.get("trigger"),
        account_id=int(typed.get(ACCOUNT) or 0) or None,
        raised_by=by,
    )
    return suggested_dri(desk.office, case, desk.clock())


def words_of(message: Mapping[str, Any]) -> str:
    """What a message says; where it has no text, what its attachments say."""
    said = message.get("text") or "\n".join(
        row.get("text") or row.get("fallback") or "" for row in message.get("attachments", ())
    )
    return plain_words(said)


def changed(desk: Desk, press: Press) -> None:
    """Customer, impact, severity or DRI was changed: the form shows what follows from it, and keeps what was typed."""
    assert press.view is not None
    desk.slack.views_update(press.view["id"], _again(desk, Form(press.user, press.view)))


def _preview(
    desk: Desk, view: Mapping[str, Any], typed: Mapping[str, Any], about: Mapping[str, Any], by: str
) -> Preview:
    dri = typed.get("dri")
    if dri is not None:
        try:
            ensure_person(desk, dri)
        except Refused:
            log.info("Slack could not say who the chosen DRI is; sending the form asks again")
    return preview_opening(
        desk.office,
        typed["impact"],
        desk.clock(),
        severity=severity_of_choice(view, desk.office.rulebook.current.policy),
        dri=dri,
        reached_at=moment_typed(typed.get("reached_at"), about.get("reached_at")),
        drill_of=by if about.get("drill") else None,
        customer=typed.get("customer"),
        account_id=int(typed.get(ACCOUNT) or 0) or None,
        trigger=typed.get("trigger"),
        outcome=typed.get("outcome"),
        raised_by=by,
        restricted=is_restricted(view, desk.office.rulebook.current.policy),
    )


def submitted(desk: Desk, form: Form) -> dict[str, Any]:
    """Open it, or have it go on where it is known already, and say what happens next.

    Raises Refused and RefusedFields.
    """
    policy, now = desk.office.rulebook.current.policy, desk.clock()
    typed = typed_in(form.view)
    if typed.get("impact") and not has_impact(policy, typed["impact"]):
        # The policy was exchanged while the form was open: it offers what there is now.
        view = _again(desk, form, notice=sentence("impact_missing"))
        return {"response_action": "update", "view": view}
    command = parse(form.view, form.about, policy, by=form.user, request_key=form.request_key)
    if command.dri != form.user:
        ensure_person(desk, command.dri, field="dri")
    chosen = chosen_in(form.view)
    try:
        if chosen is not None:
            return report_again.submitted(desk, form, chosen)
        done = open_escalation(desk.office, command, now)
    except Refused as refused:
        if refused.key not in OTHERS_THAN_SHOWN:
            raise
        view = _again(desk, form, notice=refused.sentence, ask_anew=True)
        return {"response_action": "update", "view": view}
    view = opened_view.build(opened(desk.office, done.escalation_id, by=form.user))
    return {"response_action": "update", "view": view}
