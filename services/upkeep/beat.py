"""Each process says now and then that it lives, in which role, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.queries.insert_once import insert_once
from models.queries.lanes import machine_time
from models.workspace import Replica
from services.office import Office

SILENT = 90.0
"""Seconds without a beat after which a process is believed gone."""

FORGOTTEN = 86_400.0


@dataclass(frozen=True)
class Beat:
    """A process and what it runs by. Ages are in seconds of machine time."""

    name: str
    role: str
    policy_hash: str
    team_hash: str
    age: float
    tick_age: float | None


def beat(office: Office, name: str, role: str, *, tick_age: float | None = None) -> None:
    """Say that `name` lives. `tick_age`: seconds since its last tick ended, None where it does not tick."""
    rules = office.rulebook.current
    with office.database.write() as session:
        at = machine_time(session)
        values = {
            "role": role,
            "policy_hash": rules.policy_hash,
            "team_hash": rules.team_hash,
            "seen_at": at,
            "last_tick_at": None if tick_age is None else at - tick_age,
        }
        if not insert_once(session, Replica, {"name": name} | values):
            replica = session.get_one(Replica, name)
            for column, value in values.items():
                setattr(replica, column, value)
        session.execute(delete(Replica).where(Replica.seen_at < at - FORGOTTEN))


def bow_out(office: Office, name: str) -> None:
    """This process stops: it is not missed."""
    with office.database.write() as session:
        session.execute(delete(Replica).where(Replica.name == name))


def living(session: Session) -> list[Beat]:
    """Every process that beat lately."""
    at = machine_time(session)
    rows = session.scalars(select(Replica).where(Replica.seen_at >= at - SILENT).order_by(Replica.name))
    return [
        Beat(
            name=row.name,
            role=row.role,
            policy_hash=row.policy_hash,
            team_hash=row.team_hash,
            age=max(0.0, at - row.seen_at),
            tick_age=None if row.last_tick_at is None else max(0.0, at - row.last_tick_at),
        )
        for row in rows
    ]
