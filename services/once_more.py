"""Two transactions that wait for each other: PostgreSQL ends one of them whole, and it is carried out once more.

A verb touches messages in the order of what it says, delivery in the order of their ids: now and then they meet.
The one that was ended changed nothing, and by the second time the other is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


def once_more_if_they_met(verb: Callable[[], Answer]) -> Answer:
    """What `verb` returns or raises; where it was ended for another's sake, what it does the second time."""
    try:
        return verb()
    except OperationalError as ended:
        if not isinstance(ended.orig, DeadlockDetected):
            raise
        log.warning("a verb and another transaction waited for each other: it is carried out once more")
    return verb()
