"""Of several who are asked in one channel the first call says it all, for as long as it asks. Row P5a."""

from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import deadlines
from services.answer_ask import answer_ask
from services.office import Office
from services.wording.calls import as_called
from tests.builders.escalations import MONDAY, an_escalation, said


def templates(office: Office, escalation_id: int) -> list[str]:
    """How each call to the directors' channel reads now, in the order in which they were made."""
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation = session.get_one(Escalation, escalation_id)
        return [
            as_called(session, session.get_one(OutboxMessage, call.id), escalation, rules.policy, MONDAY)[0]
            for call in calls(office)
        ]


def calls(office: Office) -> list[OutboxMessage]:
    return [row for row in said(office, "tier_notified") if row.lane == "CTIER3"]


def test_the_others_are_short_until_the_first_is_answered(office: Office) -> None:
    escalation_id = an_escalation(office)
    first, *others = templates(office, escalation_id)
    assert first == "leadership_called"
    assert set(others) == {"tier_notified"}

    with office.database.read() as session:
        asked = deadlines.answered_in(session, calls(office)[0].id)
    assert asked is not None
    answer_ask(office, escalation_id, asked.id, by=asked.owner, answer="I own it", named=None, now=MONDAY)
    assert templates(office, escalation_id)[:2] == ["ask_settled", "leadership_called"]
