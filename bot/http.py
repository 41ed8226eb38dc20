"""The HTTP side: Slack's requests, health, readiness and metrics, at one address."""

from __future__ import annotations

import ipaddress
import logging
from hmac import compare_digest
from typing import Any

from flask import Flask, Response, jsonify, request
from slack_bolt.adapter.flask import SlackRequestHandler
from sqlalchemy.exc import SQLAlchemyError

from bot.compose import House
from bot.metrics import exposition
from bot.socket_mode import SocketMode
from services.vital_signs import VitalSigns, vital_signs

log = logging.getLogger(__name__)

LATE = 60.0
"""Seconds after which a tick, or a step that is due, is late."""

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


def http_app(house: House, socket_mode: SocketMode | None = None) -> Flask:
    """The WSGI application. In Socket Mode there is no `/slack/events`: nothing verifies what comes there."""
    app = Flask("heard", static_folder=None)
    if house.app is not None and socket_mode is None:
        slack = SlackRequestHandler(house.app)

        @app.post("/slack/events")
        def slack_events() -> Any:
            answer = slack.handle(request)
            house.wake()
            return answer

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(alive=True)

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        try:
            signs = vital_signs(house.office.database, house.clock())
        except SQLAlchemyError:
            log.exception("not ready: the database does not answer")
            return jsonify(ready=False, why=["the database does not answer"]), 503
        return jsonify(ready=True, degraded=_degraded(signs, socket_mode)), 200

    @app.get("/metrics")
    def metrics() -> Response:
        if not _may_read_metrics(house):
            return Response("This address is for loopback, or for who has HEARD_METRICS_TOKEN.\n", 403)
        figures = exposition(lambda: vital_signs(house.office.database, house.clock()))
        return Response(figures, content_type="text/plain; version=0.0.4; charset=utf-8")

    return app


def _degraded(signs: VitalSigns, socket_mode: SocketMode | None) -> list[str]:
    """What is not as it should be, in sentences; requests can be taken all the same."""
    found = []
    if signs.paused is not None:
        found.append(f"Slack refuses the token ({signs.paused}): what is said waits")
    if signs.tick_age is None or signs.tick_age > LATE:
        found.append("no process watches the clock")
    if signs.oldest_due is not None and signs.oldest_due > LATE:
        found.append(f"a step has been due for {signs.oldest_due:.0f} s")
    if socket_mode is not None and not socket_mode.alive:
        found.append("the line to Slack is down")
    if len({(beat.policy_hash, beat.team_hash) for beat in signs.replicas}) > 1:
        found.append("the replicas run by different rules")
    return found


def _may_read_metrics(house: House) -> bool:
    token = house.settings.heard_metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token is not None and compare_digest(given.encode(), token.get_secret_value().encode()):
        return True
    # Behind a proxy on this machine everybody comes from loopback.
    if any(request.headers.get(name) for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
