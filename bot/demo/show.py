"""What `python -m bot demo` does: stage the demo, say where it is and what to try, wait until it is stopped."""

from __future__ import annotations

import webbrowser
from threading import Event

from bot.demo.stage import staged

WHAT_TO_TRY = """
Heard runs at {url}

  You are Casey Okoro, a CSM. Priya of Acme has just written in #acme-and-us.

  1  Type  /escalate  in any channel and answer the short form. Choose an impact that stops their business.
  2  Open the channel that was made for it: the card is pinned there. In #escalations-tier-3 is who was called in.
  3  Press "Skip 1 hour" at the top: the update comes due and you are asked for it by name.
  4  Press "Post update" on the nudge, say what you told them, and see it settled.

  The other buttons at the top let customers act: a word of lawyers, a third ticket, a health score that falls.
  Switch person at the top right. An hour of business time passes in {minute}.
  Ctrl-C stops all of it and leaves nothing behind.
"""


def show(stop: Event, *, speed: float, port: int, open_page: bool) -> None:
    """Run the demo until `stop` is set. Raises what kept it from starting."""
    with staged(speed, port) as sandbox:
        print(WHAT_TO_TRY.format(url=sandbox.url, minute=_an_hour(speed)), flush=True)
        if open_page:
            webbrowser.open(sandbox.url)
        stop.wait()


def _an_hour(speed: float) -> str:
    seconds = round(3600 / speed)
    if seconds == 60:
        return "a minute"
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"
