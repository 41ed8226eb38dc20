"""The demo for a browser: at the pace of the machine's clock, so that only the skips move time."""

from collections.abc import Iterator

import pytest

from bot.demo.stage import staged
from sandbox import Sandbox


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """The demo at the pace of the machine's clock: only the skips move time."""
    with staged(speed=1, port=0) as sandbox:
        yield sandbox
