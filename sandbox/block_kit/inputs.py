"""The elements that people type or pick a time in, and what they may start with."""

from __future__ import annotations

import re

from sandbox.block_kit import limits
from sandbox.block_kit.look import Look
from sandbox.block_kit.objects import check_dispatch_config


def check_date(look: Look) -> None:
    """A date picker: its first day."""
    _matches(look, "initial_date", r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "YYYY-MM-DD")


def check_time(look: Look) -> None:
    """A time picker: its first time."""
    _matches(look, "initial_time", r"([01]\d|2[0-3]):[0-5]\d", "HH:mm")


def check_moment(look: Look) -> None:
    """A date and time picker: its first moment, in Unix seconds."""
    if look.has("initial_date_time"):
        value = look.value["initial_date_time"]
        if isinstance(value, bool) or not isinstance(value, int) or len(str(value)) != 10:
            look.complain("must be Unix seconds of 10 digits", "initial_date_time")


def _matches(look: Look, name: str, pattern: str, form: str) -> None:
    if look.has(name) and not re.fullmatch(pattern, str(look.value[name])):
        look.complain(f"must be in the form {form}", name)


def check_plain_input(look: Look) -> None:
    """Text of one line or several."""
    look.string("initial_value", limits.INPUT_TEXT, least=0)
    look.number("min_length", 0, limits.INPUT_TEXT)
    look.number("max_length", 1, limits.INPUT_TEXT)
    look.flags("multiline")
    check_dispatch_config(look)
    least, most = look.value.get("min_length"), look.value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        look.complain("must not be more than max_length", "min_length")
    first = look.value.get("initial_value")
    if isinstance(first, str) and isinstance(most, int) and len(first) > most:
        look.complain("must not be longer than max_length", "initial_value")


def check_line_input(look: Look) -> None:
    """An e-mail or web address."""
    look.string("initial_value", limits.INPUT_TEXT, least=0)
    check_dispatch_config(look)


def check_number_input(look: Look) -> None:
    """A number."""
    if look.need("is_decimal_allowed"):
        look.flags("is_decimal_allowed")
    for name in ("initial_value", "min_value", "max_value"):
        if look.has(name):
            _matches(look, name, r"-?\d+(\.\d+)?", "of a number, as a string")
    check_dispatch_config(look)


def check_file_input(look: Look) -> None:
    """Files."""
    look.number("max_files", 1, limits.FILES)
    look.items("filetypes", 1000, required=False)


def check_rich_text_input(look: Look) -> None:
    """Formatted text."""
    look.number("min_lines", 1, limits.RICH_TEXT_LINES)
    look.number("max_lines", 1, limits.RICH_TEXT_LINES)
    check_dispatch_config(look)
