"""People join the workspace, change, leave."""

from __future__ import annotations

import time
from typing import Any

from sandbox.platform import Platform
from sandbox.records import User
from sandbox.shapes import user_json

Json = dict[str, Any]


def add_user(platform: Platform, user: User) -> User:
    """A person becomes known. The lock is held."""
    user.updated = int(time.time())
    platform.workspace.users[user.id] = user
    platform.workspace.touch()
    if not platform.workspace.is_external(user):
        platform.emit({"type": "team_join", "user": _shown(platform, user)})
    return user


def change_user(platform: Platform, user: User, changes: Json) -> None:
    """A person's profile or standing changes. The lock is held."""
    for name, value in changes.items():
        setattr(user, name, value)
    user.updated = int(time.time())
    platform.workspace.touch()
    platform.emit({"type": "user_change", "user": _shown(platform, user)})


def _shown(platform: Platform, user: User) -> Json:
    return user_json(platform.workspace, user, with_email=platform.manifest.allows("users:read.email"))
