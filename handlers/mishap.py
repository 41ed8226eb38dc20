"""What nobody foresaw: logged under a reference, and told to the person as a sentence with that reference."""

from __future__ import annotations

import logging
from uuid import uuid4

from message_templates import sentence

log = logging.getLogger(__name__)


def unforeseen(kind: str, verb: str) -> str:
    """Log the exception that is being handled; what to tell the person. `kind` names the sentence."""
    reference = uuid4().hex[:8]
    log.exception("%s %s failed, reference %s", kind, verb, reference)
    return sentence(f"{kind}_failed", reference=reference)
