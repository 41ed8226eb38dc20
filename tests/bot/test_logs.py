"""What is logged, and what never is."""

import json
import logging
import sys

import pytest

from bot.logs import JsonFormatter, TextFormatter, masked

SECRETS = [
    "xoxb-1234-abcd",
    "xoxp-1-2-3",
    "xapp-1-A0-99",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw==",
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("formatter", [TextFormatter("%(message)s"), JsonFormatter()])
def test_a_secret_is_masked_wherever_it_stands(formatter: logging.Formatter, secret: str) -> None:
    try:
        raise ValueError(f"refused: {secret}")
    except ValueError:
        why = sys.exc_info()
    record = logging.LogRecord("a", logging.ERROR, "f.py", 1, "with %s and more", (secret,), why)

    line = formatter.format(record)

    assert secret not in line
    assert "***" in line
    assert "and more" in line


def test_a_password_within_an_address_is_masked_and_the_host_is_not() -> None:
    assert masked("postgresql://heard:hunter2@db.example/heard") == "postgresql://heard:***@db.example/heard"


def test_the_address_of_a_socket_keeps_its_ticket_to_itself() -> None:
    assert "8d9f" not in masked("connecting to wss://slack.example/link?ticket=8d9f&app_id=1")


def test_a_json_line_is_one_object_with_the_time_in_utc() -> None:
    record = logging.LogRecord("heard", logging.INFO, "f.py", 1, "two\nlines", (), None)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "two\nlines"
    assert json.loads(line)["at"].endswith("+00:00")
