"""What a document's canvas says: its title, or its text as the record stands at this moment. Row M8."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from message_templates import sentence
from message_templates.documents_in_canvas import canvas_text
from models.canvas import Canvas, CanvasStep
from models.escalation import Escalation
from services.delivery.wording_port import Worded
from services.documents.make import make_document
from services.office import Rules

TRACKING = "tracking"


def words_of_canvas(session: Session, canvas: Canvas, rules: Rules, now: datetime) -> Worded:
    """The title, where it is made or linked: it names no customer. Else the whole document, as Markdown."""
    escalation = session.get_one(Escalation, canvas.escalation_id)
    if canvas.step in (CanvasStep.MAKE, CanvasStep.LINK):
        return Worded(sentence("canvas_title", ref=escalation.ref), [])
    made = make_document(session, TRACKING, escalation, rules.policy, rules.roster, now)
    note = sentence("canvas_note", ref=escalation.ref)
    goes_on = sentence("document_goes_on", ref=escalation.ref, kind=TRACKING)
    return Worded(canvas_text(made, note, goes_on, plain=canvas.plain), [])
