"""Log lines for people or machines, with every secret masked before it is written."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from datetime import UTC, datetime

SECRET = re.compile(
    r"(?P<known>xox[a-z]-|xapp-|whsec_)[A-Za-z0-9+/=_-]+"  # Slack's tokens, and keys of signals
    r"|(?P<before>://[^\s:/@]*:)[^\s/@]+(?=@)"  # a password within an address
    r"|(?P<ticket>[?&](?:ticket|token|secret|key)=)[^\s&\"']+"
)
TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def masked(text: str) -> str:
    """The text with what opens doors replaced by stars."""
    return SECRET.sub(lambda found: f"{found['known'] or found['before'] or found['ticket']}***", text)


class TextFormatter(logging.Formatter):
    """One line a record in UTC, the traceback below it."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "thread": record.threadName,
            "message": masked(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def start_logging(level: str, form: str) -> None:
    """Log to standard error from now on. `level` is a name such as INFO, `form` is text or json."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter(TEXT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    # It finds SLACK_BOT_TOKEN in the environment by itself and says that it will not use it.
    logging.getLogger("slack_bolt.App").addFilter(lambda line: "will be unused" not in line.getMessage())
    # These tell every run of every job, and every request, at INFO; the metronome reports for its scheduler.
    for chatty, least in (
        ("apscheduler", logging.CRITICAL),
        ("alembic", logging.WARNING),
        ("waitress", logging.WARNING),
        ("websockets", logging.WARNING),
    ):
        logging.getLogger(chatty).setLevel(max(least, logging.getLevelName(level)))
