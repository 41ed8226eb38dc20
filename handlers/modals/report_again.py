"""The intake form read as a report of what is known already, and the window that says where it went. Row X3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.customer import FIELD
from handlers.modals.view import View, modal, typed_in
from message_templates import form, render
from policy.schema import Policy
from services.lookups.similar import Way
from services.refusal import Refused, refuse_all
from services.report_again import ReportAgain
from services.wording.labels import impact_label


def parse(
    view: Mapping[str, Any],
    about: Mapping[str, Any],
    policy: Policy,
    chosen: tuple[Way, int],
    *,
    by: str,
    request_key: str,
) -> ReportAgain:
    """What was typed, as one text: nothing of it is lost. Raises RefusedFields where it says nothing."""
    typed = typed_in(view)
    account_id = int(typed.get(FIELD) or 0) or None
    needed = {} if account_id else {"customer": "customer_missing"}
    needed["problem"] = "problem_missing"
    refuse_all([Refused(key, field=field) for field, key in needed.items() if not typed.get(field)])
    words = form("open_escalation")["joined"]
    said = {
        "impact": impact_label(policy, typed["impact"]) if typed.get("impact") else None,
        "contact": typed.get("contact"),
        "link": typed.get("link"),
        "source": about.get("source_permalink"),
    }
    lines = [words[name].format(said=value) for name, value in said.items() if value]
    way, escalation_id = chosen
    return ReportAgain(
        request_key=request_key,
        escalation_id=escalation_id,
        way=way,
        by=by,
        customer=typed.get("customer") or "",
        account_id=account_id,
        words="\n".join([typed["problem"], *lines]),
        dri=typed.get("dri") or by,
    )


def build(context: Mapping[str, Any]) -> View:
    """`context` is that of the message `report_joined`."""
    return modal("report_joined", form("report_joined"), render("report_joined", context).blocks, about={})
