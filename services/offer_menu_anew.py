"""After something was chosen from a card's menu: the card is shown once more, so that the same can be chosen again."""

from __future__ import annotations

from models.escalation import Escalation
from services.office import Office
from services.outbox import show_card_anew


def offer_menu_anew(office: Office, escalation_id: int) -> None:
    """Changes nothing but how the card is shown; nothing where there is no such escalation."""
    with office.database.write() as session:
        escalation = session.get(Escalation, escalation_id)
        if escalation is not None:
            show_card_anew(session, escalation)
