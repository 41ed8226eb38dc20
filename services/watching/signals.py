"""A signal as something that happened to an account: its words, its roles, the tickets and scores beside it. Row M4."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from message_templates import sentence
from models.account import Account
from models.queries import accounts, signals
from policy.kinds import Heard
from policy.watching import Happening
from services.accounts.given import AccountGiven
from services.office import Rules
from services.signals.given import EmailReceived, Given, HealthChanged, SocialMentioned, TicketCreated
from services.watching.heed import Source, heed


def heed_signal(session: Session, account: Account, given: Given, rules: Rules, now: datetime) -> None:
    """Within the transaction that keeps the signal. What is told of an account's figures sets nothing off."""
    if not rules.policy.watch:
        return
    about = given.about
    if isinstance(about, TicketCreated):
        words = sentence("ticket_words", subject=about.subject, body=about.body)
        around = _tickets(session, account, about.issue, given.timestamp, rules)
        happening = Happening(
            Heard.TICKET,
            given.timestamp,
            text=f"{about.subject}\n{about.body}",
            about=f"{about.issue}\n{about.subject}",
            tickets=[(at, ticket) for at, ticket, same, _ in around if same],
            all_tickets=[(at, ticket, said) for at, ticket, _, said in around],
        )
        heed(session, account, happening, Source(words, about.url, issue=about.issue), rules, now)
    elif isinstance(about, EmailReceived):
        words = sentence("ticket_words", subject=about.subject, body=about.body)
        happening = Happening(
            Heard.EMAIL,
            given.timestamp,
            text=f"{about.subject}\n{about.body}",
            from_role=about.from_role,
            to_role=about.to_role,
        )
        heed(session, account, happening, Source(words), rules, now)
    elif isinstance(about, SocialMentioned):
        happening = Happening(Heard.SOCIAL, given.timestamp, text=about.text)
        heed(session, account, happening, Source(about.text, about.url), rules, now)
    elif isinstance(about, HealthChanged | AccountGiven):
        _heed_health(session, account, given.timestamp, rules, now)


def _heed_health(session: Session, account: Account, at: datetime, rules: Rules, now: datetime) -> None:
    span = max((row.within for row in rules.policy.watch if row.drop and row.within), default=None)
    if span is None or account.health is None:
        return
    # A reading that comes late may be the one that the latest has fallen from.
    readings = accounts.health_since(session, account.id, at - 2 * span)
    scores = [(row.at, row.score) for row in readings]
    if scores:
        happening = Happening(Heard.HEALTH, scores[-1][0], scores=scores)
        heed(session, account, happening, Source(""), rules, now)


def _tickets(
    session: Session, account: Account, issue: str, at: datetime, rules: Rules
) -> list[tuple[datetime, str, bool, str]]:
    """Each ticket around this one: when, its id, whether it is of this issue, and its issue and subject."""
    span = max((row.within for row in rules.policy.watch if row.tickets and row.within), default=timedelta(0))
    found = signals.between(session, account.id, "ticket.created", at - span, at + span)
    same = issue.strip().casefold()
    return [
        (
            row.at,
            str(row.data.get("ticket_id")),
            str(row.data.get("issue", "")).strip().casefold() == same,
            f"{row.data.get('issue', '')}\n{row.data.get('subject', '')}",
        )
        for row in found
    ]
