"""`python -m bot`: what must hold before anything else is imported, then the command line."""

from __future__ import annotations

import zoneinfo

import truststore

from bot.cli import heard

truststore.inject_into_ssl()  # every outgoing call trusts whom this machine trusts
zoneinfo.reset_tzpath(())  # the rules of the pinned tzdata: replicas must agree on daylight saving

if __name__ == "__main__":
    heard(prog_name="python -m bot")
