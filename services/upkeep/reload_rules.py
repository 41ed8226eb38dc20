"""Read policy and team anew while the program runs: accepted whole, or refused whole and said so. Row X20.

1. look whether a file or the directory changed; most looks end here
2. read both files; ask Slack for names that were never seen
3. wrong: the old rules stay in force, and `ops` is told once per content
4. right: keep the files by hash, put them in force, tell `ops`
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from models.outbox import Priority
from models.queries.insert_once import insert_once
from models.workspace import RulesVersion
from policy.load import load_policy, load_team, policy_file
from policy.problems import Gravity, PolicyErrors, Problem
from policy.schema import Policy
from policy.team import TeamFile
from services.office import Office, Rules
from services.outbox import say
from services.upkeep.draw_up_rules import DrawnUp, Stamp, directory_stamp, draw_up
from services.upkeep.sync_directory import SlackDirectory, sync_directory
from services.upkeep.tell_ops import ops_lane

log = logging.getLogger(__name__)

FileStamp = tuple[int, int, int]


@dataclass(frozen=True)
class RuleFiles:
    """Where the rules come from: a shipped policy's name or a file, and the team file."""

    policy: str
    team: Path

    @property
    def paths(self) -> tuple[Path, Path]:
        return policy_file(self.policy), self.team

    def read(self) -> tuple[Policy, TeamFile]:
        """Both, whole. Raises PolicyErrors with everything that is wrong in either."""
        policy = load_policy(self.policy)
        return policy, load_team(self.team, policy)


@dataclass(frozen=True)
class Seen:
    """What the last look saw, so that the next one knows whether there is anything to do."""

    files: tuple[FileStamp | None, ...] = ()
    directory: Stamp | None = None
    refused: str | None = None


def reload_rules(
    office: Office,
    slack: SlackDirectory,
    files: RuleFiles,
    seen: Seen,
    now: datetime,
    *,
    forced: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Seen:
    """One look. Returns what it saw; never raises for what is wrong with the files or with Slack."""
    stamps = tuple(_stamp(path) for path in files.paths)
    with office.database.read() as session:
        directory = directory_stamp(session)
    here = replace(seen, files=stamps, directory=directory)
    if here == seen and not forced:
        return seen
    try:
        policy, team = files.read()
    except PolicyErrors as error:
        return _refused(office, files, here, error.problems, now)
    if stamps != seen.files or forced:
        sync_directory(office.database, slack, policy, team, unknown_only=True, sleep=sleep)
    drawn = draw_up(office.database, policy, team)
    if not drawn.usable:
        return _refused(office, files, here, drawn.problems, now)
    _put_in_force(office, files, drawn, now)
    with office.database.read() as session:
        return replace(here, directory=directory_stamp(session), refused=None)


def keep_versions(session: Session, files: RuleFiles, rules: Rules, now: datetime) -> None:
    """Both files as they read, by the hashes that deadlines name."""
    policy_path, team_path = files.paths
    for kind, name, hash_, path in (
        ("policy", rules.policy.name, rules.policy_hash, policy_path),
        ("team", team_path.name, rules.team_hash, team_path),
    ):
        values = {"hash": hash_, "kind": kind, "name": name, "first_used_at": now}
        insert_once(session, RulesVersion, values | {"content": path.read_text(encoding="utf-8")})


def _put_in_force(office: Office, files: RuleFiles, drawn: DrawnUp, now: datetime) -> None:
    before, after = office.rulebook.current, drawn.rules
    changed = [
        word
        for word, old, new in (
            ("policy", before.policy_hash, after.policy_hash),
            ("team", before.team_hash, after.team_hash),
        )
        if old != new
    ]
    if not changed:
        office.rulebook.replace(after)
        return
    with office.database.write() as session:
        keep_versions(session, files, after, now)
        say(
            session,
            _changed_key(before, after, now),
            lane=ops_lane(after),
            template="ops_rules_changed",
            now=now,
            context={
                "changed": changed,
                "policy": after.policy.name,
                "policy_hash": after.policy_hash[:12],
                "team_hash": after.team_hash[:12],
                "warnings": [str(problem) for problem in drawn.problems],
            },
            priority=Priority.ROUTINE,
        )
    office.rulebook.replace(after)
    log.info("new rules in force (%s): policy %s, team %s", " and ".join(changed), *_short(after))


def _changed_key(before: Rules, after: Rules, now: datetime) -> str:
    """One message, however many replicas see the change; the hour tells a later one back and forth apart."""
    hashes = (before.policy_hash, before.team_hash, after.policy_hash, after.team_hash)
    return "ops:rules_changed:" + ":".join([*(hash_[:16] for hash_ in hashes), f"{now:%Y-%m-%dT%H}"])


def _refused(
    office: Office, files: RuleFiles, here: Seen, problems: Sequence[Problem], now: datetime
) -> Seen:
    wrong = [str(problem) for problem in problems if problem.gravity is Gravity.ERROR]
    digest = hashlib.sha256("\n".join([*map(_content, files.paths), *wrong]).encode()).hexdigest()
    if digest == here.refused:
        return here
    rules = office.rulebook.current
    log.error("policy and team are refused, the old rules stay in force:\n%s", "\n".join(wrong))
    with office.database.write() as session:
        say(
            session,
            f"ops:rules_refused:{digest}",
            lane=ops_lane(rules),
            template="ops_rules_refused",
            now=now,
            context={
                "problems": wrong,
                "policy": rules.policy.name,
                "policy_hash": rules.policy_hash[:12],
                "team_hash": rules.team_hash[:12],
            },
            priority=Priority.URGENT,
        )
    return replace(here, refused=digest)


def _short(rules: Rules) -> tuple[str, str]:
    return rules.policy_hash[:12], rules.team_hash[:12]


def _stamp(path: Path) -> FileStamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
