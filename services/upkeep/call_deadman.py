"""Call the dead-man address while all is well: whoever listens there notices when the calls stop. Row Y10."""

from __future__ import annotations

import logging
from datetime import datetime
from http.client import HTTPException
from urllib.request import Request, urlopen

from models.database import Database
from services.upkeep.vital_signs import vital_signs

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds for the call."""


def call_deadman(database: Database, url: str, now: datetime) -> bool:
    """Call `url`, unless something is not well; whether it was called and answered. Never raises for the call.

    The address is a secret of its owner's: it is never logged.
    """
    worries = vital_signs(database, now).worries()
    if worries:
        log.warning("the dead-man address is not called: %s", "; ".join(worries))
        return False
    try:
        with urlopen(Request(url, headers={"User-Agent": "Heard"}), timeout=PATIENCE):
            return True
    except (OSError, HTTPException) as error:
        log.warning("the dead-man address did not answer: %s", type(error).__name__)
        return False
