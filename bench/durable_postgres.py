"""The tests' PostgreSQL as an installation runs it: what is committed is on the disk, and statistics are kept."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.databases import keeper

if __name__ == "__main__":
    for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        keeper.SETTINGS[name] = "on"
    keeper.main(Path(sys.argv[1]))
