"""The figures that Prometheus reads, taken from the database when it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from models.queries.audit import Fault
from services.upkeep.vital_signs import VitalSigns


def exposition(read: Callable[[], VitalSigns]) -> bytes:
    """All figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Figures(read()))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, signs: VitalSigns) -> None:
        self._signs = signs

    def collect(self) -> Iterator[Metric]:
        signs = self._signs
        for name, words, figure in (
            ("live_escalations", "Escalations that are not over", signs.live),
            ("due_escalations", "Escalations with a step that is due and not taken", signs.due),
            ("oldest_due_seconds", "How long the oldest due step has waited", signs.oldest_due or 0.0),
            ("unsent_messages", "Messages committed and not yet with Slack", signs.unsent),
            ("oldest_unsent_seconds", "How long the oldest of them has waited", signs.oldest_unsent or 0.0),
            ("given_up_messages", "Messages that Slack will never take", signs.given_up),
            ("paused_lanes", "Channels that wait for longer than their pace", signs.paused_lanes),
            ("paused_methods", "Web API methods that Slack limits just now", signs.paused_methods),
            ("workspace_paused", "1 while Slack refuses the token", float(signs.paused is not None)),
        ):
            yield GaugeMetricFamily(f"heard_{name}", words, value=figure)
        faults = GaugeMetricFamily(
            "heard_audit_findings", "Escalations the clock would not come to", labels=["fault"]
        )
        for fault in Fault:
            faults.add_metric([fault.value], signs.faults.get(fault, 0))
        yield faults
        if signs.tick_age is not None:
            yield GaugeMetricFamily(
                "heard_tick_age_seconds", "Since the clock last ticked", value=signs.tick_age
            )
        rules = InfoMetricFamily("heard_rules", "Policy and team of each process", labels=["replica", "role"])
        for beat in signs.replicas:
            rules.add_metric(
                [beat.name, beat.role], {"policy_hash": beat.policy_hash, "team_hash": beat.team_hash}
            )
        yield rules
