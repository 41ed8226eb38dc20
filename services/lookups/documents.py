"""A document as somebody asks for it. Row M8."""

from __future__ import annotations

from datetime import datetime

from message_templates.documents import Document
from models.escalation import Escalation
from services.authorise import require_internal
from services.documents.make import make_document
from services.office import Office
from services.refusal import Refused


def document_for(office: Office, escalation_id: int, kind: str, *, by: str, now: datetime) -> Document:
    """As of now. Raises Refused for outsiders, unknown references, and a close-out that is not written."""
    rules = office.rulebook.current
    with office.database.read() as session:
        require_internal(session, by)
        escalation = session.get(Escalation, escalation_id)
        if escalation is None:
            raise Refused("no_such_escalation", ref=f"ESC-{escalation_id}")
        return make_document(session, kind, escalation, rules.policy, rules.roster, now)
