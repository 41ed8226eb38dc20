"""The shipped policy, read once."""

import pytest

from policy.load import load_policy
from policy.schema import Policy


@pytest.fixture(scope="session")
def sev() -> Policy:
    """The default policy."""
    return load_policy("sev")
