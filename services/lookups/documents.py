"""A document as somebody asks for it. Row M8."""

from __future__ import annotations

from datetime import datetime

from message_templates.documents import Document
from models.queries.canvases import canvas_to_read
from models.queries.lanes import the_workspace
from services.channels.message_address import canvas_address
from services.documents.make import make_document
from services.may import may_see_arr
from services.office import Office
from services.readers import to_be_read


def document_for(office: Office, escalation_id: int, kind: str, *, by: str, now: datetime) -> Document:
    """As of now. Raises Refused for outsiders, unknown references, and a close-out that is not written."""
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        figures = may_see_arr(session, [escalation], by, rules, now)
        return make_document(session, kind, escalation, rules.policy, rules.roster, now, figures=figures)


def canvas_of(office: Office, escalation_id: int) -> str | None:
    """Where the tracking document is read as a canvas, by whoever is in the escalation's channel; None: nowhere."""
    with office.database.read() as session:
        canvas, workspace = canvas_to_read(session, escalation_id), the_workspace(session)
    if canvas is None or canvas.canvas_id is None or workspace is None:
        return None
    return canvas_address(workspace.url, workspace.team_id, canvas.canvas_id)
