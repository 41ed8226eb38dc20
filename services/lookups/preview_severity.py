"""What would happen if the severity were changed now: who is told, who may go, what is promised. Row M2b."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.queries import deadlines, escalations
from policy.dri import below_level
from policy.kinds import DeadlineKind
from policy.regroup import graver
from services.channels.places import channel_lane, person_or_author
from services.lookups.preview_opening import WillBeTold
from services.office import Office
from services.readers import to_be_read
from services.severity_plan import regrouped, replanned
from services.wording.labels import ask_words, role_label, severity_label, tier_label


@dataclass(frozen=True)
class SeverityStart:
    """What the form starts with; `severity` is a key of the policy in force, or one that it no longer has."""

    escalation_id: int
    ref: str
    severity: str
    label: str
    live: bool


@dataclass(frozen=True)
class SeverityPreview:
    """What another severity would do. `tier` is None where it stays; `dri_advice` advises and never blocks."""

    graver: bool
    told: tuple[WillBeTold, ...]
    gone: tuple[str, ...]
    tier: str | None
    update_by: datetime | None
    keeps_word: bool
    resolve_by: datetime | None
    dri_advice: str | None


def severity_start(office: Office, escalation_id: int, *, by: str) -> SeverityStart:
    """Raises Refused for outsiders, and where there is no such escalation."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        label = severity_label(office.rulebook.current.policy, escalation.severity)
        return SeverityStart(escalation_id, escalation.ref, escalation.severity, label, escalation.live)


def preview_severity(
    office: Office, escalation_id: int, severity: str, now: datetime
) -> SeverityPreview | None:
    """None where it is no change, or the policy has no such severity."""
    rules = office.rulebook.current
    policy = rules.policy
    with office.database.read() as session:
        escalation = escalations.found(session, escalation_id)
        if escalation is None or severity == escalation.severity or severity not in policy.severity:
            return None
        plan = replanned(session, escalation, severity, rules, now)
        people = regrouped(session, escalation, severity, rules, now)
        update = deadlines.open_of_kind(session, escalation_id, DeadlineKind.UPDATE)
        advice = below_level(policy, severity, rules.roster, escalation.dri)
        gone = [one.person for one in people.over if people.released and one.person not in people.stay]
        return SeverityPreview(
            graver=graver(policy, severity, escalation.severity),
            told=tuple(
                WillBeTold(
                    channel=channel_lane(rules, escalation, notice.channel_key),
                    person=person_or_author(escalation, notice.person.user_id if notice.person else None),
                    role=role_label(policy, notice.role),
                    asked=ask_words(policy, notice.ask),
                )
                for notice in people.told
            ),
            gone=tuple(dict.fromkeys(gone)),
            tier=tier_label(policy, people.tier) if people.tier != escalation.tier else None,
            update_by=plan.due(DeadlineKind.UPDATE) or (update.due_at if update else None),
            keeps_word=plan.keeps_word,
            resolve_by=plan.due(DeadlineKind.RESOLVE),
            dri_advice=advice.sentence if advice else None,
        )
