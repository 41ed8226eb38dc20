"""Makes a document about one escalation: internal ones from the whole record, the close-out from its own words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from message_templates.documents import Document, document
from models.escalation import Escalation
from models.queries import resolutions
from policy.roster import Roster
from policy.schema import Policy
from services.close_out import PARTS
from services.documents.record import called, record_of
from services.drafting.customers_clock import zone_of_customer
from services.refusal import Refused
from services.wording.names import NameBook

CLOSE_OUT = "close_out"


def make_document(
    session: Session,
    kind: str,
    escalation: Escalation,
    policy: Policy,
    roster: Roster,
    now: datetime,
    *,
    figures: bool = True,
) -> Document:
    """`figures`: what the customer pays us as well.

    Raises Refused where the close-out has not been written, and UnknownDocumentError.
    """
    if kind == CLOSE_OUT:
        return _close_out(session, escalation, roster)
    calendar = roster.person(escalation.dri).calendar
    return document(kind, record_of(session, escalation, policy, calendar, now, figures=figures))


def _close_out(session: Session, escalation: Escalation, roster: Roster) -> Document:
    """It is given what the customer was written, their name, and whom they know: it cannot say anything else (X8)."""
    resolution = resolutions.latest(session, escalation.id)
    written = resolutions.close_out_of(session, resolution) if resolution is not None else None
    if written is None:
        raise Refused("close_out_not_written", ref=escalation.ref)
    return document(
        CLOSE_OUT,
        {
            "customer": escalation.customer,
            "dri": called(NameBook(session), escalation.dri),
            "written_at": written.written_at.astimezone(zone_of_customer(session, escalation, roster)),
            "parts": {part: getattr(written, part) for part in PARTS},
            "link": written.link,
        },
    )
