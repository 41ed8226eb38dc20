"""A document as somebody asks for it. Row M8."""

from __future__ import annotations

from datetime import datetime

from message_templates.documents import Document
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
