"""What to do when Slack did not do something to an escalation's own channel: later, or leave it out."""

from __future__ import annotations

import time

from sqlalchemy.orm import Session

from models.own_channel import ChannelTask
from models.queries.escalations import locked
from models.queries.lanes import machine_time
from models.queries.own_channels import locked_task
from services.delivery import buckets, giving_up
from services.delivery.desk import DeliveryReport, Desk
from services.delivery.jobs import Answer, Task
from services.delivery.methods import method_of
from services.delivery.own_lane import OF_THE_METHOD
from services.delivery.pause import pause
from services.delivery.settle import free, release
from services.slack_port import Refusal, SlackError


def refused_task(
    desk: Desk, session: Session, answer: Answer, error: SlackError, report: DeliveryReport
) -> None:
    """Write it down and give the lane back. Only what is said to our token itself makes everything wait."""
    job = answer.job
    assert isinstance(job, Task)
    locked(session, session.get_one(ChannelTask, job.task_id).escalation_id)
    task = locked_task(session, job.task_id)
    t = machine_time(session)
    free(session, [release(job.hold)])
    if error.kind is Refusal.PAUSE and error.code not in OF_THE_METHOD:
        pause(session, error.code, t, desk.pace)
        report.paused = True
        return
    if error.kind in (Refusal.AGAIN, Refusal.IN_DOUBT):
        task.attempts += 1
        wait = desk.pace.wait_after(task.attempts) if error.retry_after is None else error.retry_after
        task.not_before = t - (time.monotonic() - answer.at) + wait
        if error.retry_after is not None:
            buckets.limited(session, method_of(job), job.hold.lane, error.retry_after, t=t, pace=desk.pace)
        if task.attempts < desk.pace.attempts:
            return
    giving_up.leave_out(session, desk, task, error.code)
