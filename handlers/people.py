"""Who is asking: known already, or looked up in Slack; nobody from outside gets any further. Rows X8, X9."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, replace

from handlers.desk import Desk
from policy.dri import why_not
from policy.roster import DirectoryPerson
from services.know_person import know_person, known_person
from services.refusal import NotNamed, NotTheirs, Refused
from services.refuse import refuse
from services.slack_port import SlackError

log = logging.getLogger(__name__)

NOT_FOR_OUTSIDERS = "not_for_outsiders"
"""The refusal that is put on the timeline."""


def ensure_person(desk: Desk, user_id: str, *, field: str | None = None) -> DirectoryPerson:
    """The person, remembered from now on.

    Whoever was known as an outsider is looked up anew: a guest may have become a colleague.
    Raises Refused, for that form field, where Slack cannot say who it is.
    """
    known = known_person(desk.office, user_id)
    if known is not None and is_colleague(known):
        return known
    asked_at = time.time()
    try:
        found = desk.slack.user_info(user_id)
    except SlackError as error:
        if known is not None:
            return known
        raise Refused("person_unknown", field=field) from error
    know_person(desk.office, found, desk.clock(), seen_at=asked_at)
    return found


def ensure_colleague_of(desk: Desk, email: str) -> None:
    """Whoever has this address is known from now on, where Slack can say who that is."""
    asked_at = time.time()
    try:
        found = desk.slack.lookup_email(email)
    except SlackError as error:
        log.info("Slack could not say who has the address of an account's colleague: %s", error)
        return
    if found is not None:
        person = replace(found, email=found.email or email)
        know_person(desk.office, person, desk.clock(), seen_at=asked_at)


def require_colleague(desk: Desk, user_id: str) -> None:
    """Raises Refused for outsiders, guests and bots, and where Slack cannot say who it is."""
    if not is_colleague(ensure_person(desk, user_id)):
        raise Refused(NOT_FOR_OUTSIDERS)


def require_colleagues(desk: Desk, user_ids: Sequence[str], *, field: str) -> None:
    """Raises Refused for the form field that names somebody who is none."""
    for user_id in user_ids:
        person = ensure_person(desk, user_id, field=field)
        if not is_colleague(person):
            raise Refused("named_not_colleague", field=field, name=person.name)


def keep_refusal(desk: Desk, refused: Refused, escalation_id: int, *, by: str, verb: str) -> None:
    """Put on the timeline that somebody was refused who may not at all: from outside, not named there, or since it is
    for others. Row X9."""
    if isinstance(refused, NotNamed | NotTheirs):
        refuse(desk.office, refused.escalation_id, by=by, verb=verb, now=desk.clock())
    elif refused.key == NOT_FOR_OUTSIDERS:
        refuse(desk.office, escalation_id, by=by, verb=verb, now=desk.clock())


def is_colleague(person: DirectoryPerson) -> bool:
    """An active person of the company: no guest, no bot."""
    return why_not(DirectoryPerson(**asdict(person))) is None
