"""The demo's buttons and its status line, as addresses that the pretend Slack's page may call."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from bot.demo.business_clock import BusinessClock
from bot.demo.fast_forward import FastForward

SKIPS = (("Skip 15 minutes", "15"), ("Skip 1 hour", "60"), ("Skip to the next deadline", "next"))


def demo_controls(clock: BusinessClock, forward: FastForward, zone: str, speed: float) -> Blueprint:
    """`POST /demo/skip/15`, `/60`, `/next`, and `GET /demo/status`."""
    pages = Blueprint("demo", __name__, url_prefix="/demo")

    @pages.post("/skip/<length>")
    def skip(length: str) -> ResponseReturnValue:
        if length == "next":
            return ("", 204) if forward.to_next_step() else "Nothing is due. Raise an escalation first."
        if not length.isdigit():
            return "Skip takes minutes, or the word next.", 400
        forward.by(timedelta(minutes=int(length)))
        return "", 204

    @pages.get("/status")
    def status() -> ResponseReturnValue:
        local = clock().astimezone(ZoneInfo(zone))
        if forward.busy:
            return jsonify(text=f"Skipping ahead: {local:%A %H:%M} …")
        pace = f"{speed:g} times as fast" if speed != 1 else "at its own pace"
        return jsonify(text=f"London: {local:%A %H:%M}, {pace}")

    return pages
