"""The HTTP side: Slack's requests, other systems' signals, health, readiness and metrics, at one address."""

from __future__ import annotations

import ipaddress
import logging
from hmac import compare_digest
from typing import Any

from flask import Flask, Response, jsonify, request
from slack_bolt.adapter.flask import SlackRequestHandler
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from bot.compose import House
from bot.metrics import exposition
from bot.socket_mode import SocketMode
from handlers.receive_signal import LARGEST, SignalDoor
from services.upkeep.vital_signs import vital_signs

log = logging.getLogger(__name__)

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

    if house.settings.heard_signals_secret is not None:
        door = SignalDoor(house.office, house.settings.signal_secrets, house.clock)

        @app.post("/signals")
        def signals() -> tuple[Response, int]:
            request.max_content_length = LARGEST
            try:
                body = request.get_data(cache=False)
            except RequestEntityTooLarge:
                return jsonify(taken=False, faults=[f"larger than {LARGEST // 1024} KiB"]), 413
            answer = door.take(dict(request.headers), body)
            house.wake()
            said = jsonify(answer.body)
            if answer.come_again is not None:
                said.headers["Retry-After"] = str(answer.come_again)
            return said, answer.status

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
        line_down = ["the line to Slack is down"] if socket_mode and not socket_mode.alive else []
        return jsonify(ready=True, degraded=signs.worries() + line_down), 200

    @app.get("/metrics")
    def metrics() -> Response:
        if not _may_read_metrics(house):
            return Response("This address is for loopback, or for who has HEARD_METRICS_TOKEN.\n", 403)
        figures = exposition(lambda: vital_signs(house.office.database, house.clock()))
        return Response(figures, content_type="text/plain; version=0.0.4; charset=utf-8")

    return app


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
