"""Words that are no message: a channel's topic, the title of a link at its top, a document's canvas. Rows X11, M8."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from message_templates import sentence
from models.canvas import Canvas
from models.escalation import Escalation
from models.own_channel import ChannelTask
from services.delivery.wording_port import Worded
from services.documents.words_of_canvas import words_of_canvas
from services.office import Rules
from services.wording import facts
from services.wording.names import NameBook


def words_beside_messages(session: Session, row: ChannelTask | Canvas, rules: Rules, now: datetime) -> Worded:
    """As the record stands at this moment."""
    if isinstance(row, Canvas):
        return words_of_canvas(session, row, rules, now)
    escalation = session.get_one(Escalation, row.escalation_id)
    e = facts.of_escalation(session, escalation, rules.policy)
    return Worded(sentence(f"channel_{row.kind}", e=e, names=NameBook(session)), [])
