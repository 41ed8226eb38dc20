"""`POST /signals`: who may say something, what is wrong with it, and that it is kept once. Rows M4, X2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.compose import compose
from bot.http import http_app
from bot.settings import Settings
from bot.start import Role, open_gateway
from handlers.receive_signal import LARGEST, OF_ONE_SOURCE, SignalDoor
from models.account import HealthReading
from models.signal import Signal
from services.accounts.of_customer import one_at_a_time
from services.office import Office
from services.slack_port import Identity
from tests.builders.accounts import the_account
from tests.builders.escalations import MONDAY
from tests.builders.office import an_office
from tests.builders.signals import DATA, KEY, OTHER_KEY, a_signal, signed

US = Identity("T1", "Us", "https://us.example/", "U0", "B0", None, frozenset())
SETTINGS = Settings(
    slack_bot_token=SecretStr("xoxb-1"),
    slack_signing_secret=SecretStr("s3cret"),
    heard_signals_secret=SecretStr(f"zendesk={KEY} crm={OTHER_KEY}"),
)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """At work, on either database."""
    found = an_office(database_url)
    yield found
    found.database.close()


def client(office: Office, settings: Settings = SETTINGS) -> FlaskClient:
    """A client of the application on this office."""
    house = compose(settings, Role.RUN, office, open_gateway(settings), US, lambda: MONDAY)
    return http_app(house).test_client()


@pytest.fixture
def http(office: Office) -> FlaskClient:
    return client(office)


def send(http: FlaskClient, body: Any, **signing: Any) -> tuple[int, dict[str, Any]]:
    """Status and JSON of the answer."""
    headers, data = signed(body, **signing)
    answer = http.post("/signals", data=data, headers=headers)
    return answer.status_code, answer.get_json()


def kept(office: Office) -> list[Signal]:
    with office.database.read() as session:
        return list(session.scalars(select(Signal).order_by(Signal.id)))


@pytest.mark.parametrize("kind", DATA)
def test_each_kind_is_taken(office: Office, http: FlaskClient, kind: str) -> None:
    assert send(http, a_signal(kind)) == (202, {"taken": True, "new": True})
    (signal,) = kept(office)
    assert (signal.type, signal.source, signal.at) == (kind, "zendesk", MONDAY)
    assert set(signal.data) >= set(DATA[kind])


def test_the_same_again_is_taken_and_nothing_is_done(office: Office, http: FlaskClient) -> None:
    assert send(http, a_signal("health.changed"), webhook_id="msg_7")[0] == 202
    again = send(http, a_signal("health.changed", score=3), webhook_id="msg_7")
    assert again == (200, {"taken": True, "new": False})
    assert len(kept(office)) == 1
    assert the_account(office, "001A").health == 41


def test_two_sources_may_use_the_same_id(office: Office, http: FlaskClient) -> None:
    for key in (KEY, OTHER_KEY):
        assert send(http, a_signal(), key=key, webhook_id="1")[0] == 202
    assert [signal.source for signal in kept(office)] == ["zendesk", "crm"]


def test_while_a_secret_is_rotated_both_are_good(office: Office) -> None:
    both = SETTINGS.model_copy(update={"heard_signals_secret": SecretStr(f"crm={OTHER_KEY} crm={KEY}")})
    http = client(office, both)
    for key in (KEY, OTHER_KEY):
        assert send(http, a_signal(), key=key)[0] == 202
    assert {signal.source for signal in kept(office)} == {"crm"}


def test_without_a_secret_there_is_no_such_address(office: Office) -> None:
    off = client(office, SETTINGS.model_copy(update={"heard_signals_secret": None}))
    assert off.post("/signals", data=b"{}").status_code == 404


OLD = str(int((datetime.now(UTC) - timedelta(minutes=6)).timestamp()))
BAD_HEADERS = {
    "no headers at all": dict.fromkeys(("webhook-id", "webhook-timestamp", "webhook-signature")),
    "another's signature": {"webhook-signature": "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},
    "a signature without its version": {"webhook-signature": "AAAA"},
    "a signature of three parts": {"webhook-signature": "v1,a,b"},
    "no base64": {"webhook-signature": "v1,%%%"},
    "letters of another alphabet": {"webhook-signature": "v1,ñ"},
    "an empty signature": {"webhook-signature": " "},
    "no number for a time": {"webhook-timestamp": "yesterday"},
    "a time that is none": {"webhook-timestamp": "nan"},
    "a time without an end": {"webhook-timestamp": "inf"},
    "a time of long ago": {"webhook-timestamp": OLD},
    "another id than was signed": {"webhook-id": "msg_other"},
}


@pytest.mark.parametrize("wrong", BAD_HEADERS.values(), ids=BAD_HEADERS)
def test_a_signature_that_does_not_verify_is_turned_away(
    office: Office, http: FlaskClient, wrong: dict[str, str | None]
) -> None:
    headers, body = signed(a_signal())
    sent = {name: value for name, value in (headers | wrong).items() if value is not None}
    assert http.post("/signals", data=body, headers=sent).status_code == 401
    assert kept(office) == []


def test_a_body_that_was_changed_on_the_way_is_turned_away(office: Office, http: FlaskClient) -> None:
    headers, body = signed(a_signal())
    assert http.post("/signals", data=body + b" ", headers=headers).status_code == 401
    assert http.post("/signals", data=b"\xff\xfe", headers=headers).status_code == 401
    assert kept(office) == []


BAD_BODIES = {
    "no JSON": ("{", 400, "this is not JSON: "),
    "not an object": ("[]", 400, "a signal is an object"),
    "a name twice": ('{"type": "a", "type": "b"}', 400, "'type' stands twice"),
    "no number": ('{"type": NaN}', 400, "NaN is no number"),
    "as deep as it gets": ("[" * 100_000, 400, "this is not JSON"),
    "an endless number": ('{"a": ' + "9" * 5000 + "}", 400, "this is not JSON"),
    "nothing": ("{}", 400, "type: is missing"),
    "an unknown type": (a_signal() | {"type": "ticket.closed"}, 422, "type: there is no such type; there is: ticket"),
    "an unknown field": (a_signal(colour="red"), 422, "data.colour: is no field of this"),
    "an unknown field outside": (a_signal() | {"color": 1}, 422, "color: is no field of this"),
    "a time without a zone": (a_signal() | {"timestamp": "2026-11-23T10:00:00"}, 400, "timestamp: "),
    "a time as a number": (a_signal() | {"timestamp": 1795428000}, 400, "timestamp: write it as RFC 3339"),
    "a time to come": (a_signal(at=MONDAY + timedelta(minutes=6)), 400, "timestamp: lies ahead"),
    "a time before there were any": (a_signal() | {"timestamp": "0001-01-01T00:00:00+14:00"}, 400, "timestamp: "),
    "an earlier score that is later": (
        a_signal("health.changed", previous_at="2026-11-23T10:00:01Z"), 400, "data.previous_at: is not before",
    ),
    "a score above 100": (a_signal("health.changed", score=101), 400, "data.score: "),
    "half an earlier score": (a_signal("health.changed", previous_at=None), 400, "data: `previous` and `prev"),
    "a role that is none": (a_signal("email.received", from_role="boss"), 400, "data.from_role: "),
    "a letter that no database keeps": (a_signal(subject="a\x00b"), 400, "data.subject: holds a character"),
    "half a letter": (a_signal(subject="\ud800"), 400, "data.subject: holds a character"),
    "a new account by half": (a_signal("account.updated", name=None), 400, "data.name: is missing, and this"),
    "an address that is none": (a_signal("social.mentioned", url="javascript:1"), 400, "data.url: "),
}  # fmt: skip


@pytest.mark.parametrize(("body", "status", "sentence"), BAD_BODIES.values(), ids=BAD_BODIES)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    office: Office, http: FlaskClient, body: Any, status: int, sentence: str
) -> None:
    answered, said = send(http, body)
    assert (answered, said["taken"]) == (status, False)
    assert any(fault.startswith(sentence) or sentence in fault for fault in said["faults"]), said
    assert kept(office) == []


def test_everything_that_is_wrong_is_said_at_once(http: FlaskClient) -> None:
    body = {"type": "ticket.created", "timestamp": "now", "data": {"issue": "", "colour": "red"}, "x": 1}
    status, said = send(http, body)
    assert status == 400
    fields = [fault.split(":")[0] for fault in said["faults"]]
    assert sorted(fields) == [
        "data.account", "data.colour", "data.issue", "data.subject", "data.ticket_id", "timestamp", "x",
    ]  # fmt: skip


def test_more_than_256_kib_is_refused(office: Office, http: FlaskClient) -> None:
    fits = a_signal(body="x" * 190_000)
    assert send(http, fits)[0] == 202
    status, said = send(http, json.dumps(a_signal()) + " " * LARGEST)
    assert (status, said["faults"]) == (413, ["larger than 256 KiB"])


def test_what_comes_late_does_not_undo_what_is_known(office: Office, http: FlaskClient) -> None:
    hour = timedelta(hours=1)
    send(http, a_signal("account.updated", name="Acme Group", arr=300_000))
    send(http, a_signal("account.updated", MONDAY - hour, name="Acme", arr=100_000, segment="SMB"))
    account = the_account(office, "001A")
    assert (account.name, account.arr, account.segment) == ("Acme Group", 300_000, "SMB")

    send(http, a_signal("health.changed", score=41))
    send(http, a_signal("health.changed", MONDAY - 2 * hour, score=70, previous=None, previous_at=None))
    assert the_account(office, "001A").health == 41
    with office.database.read() as session:
        scores = session.scalars(select(HealthReading.score).order_by(HealthReading.at)).all()
    assert scores == [78, 70, 41]


def test_a_ticket_may_come_before_its_account(office: Office, http: FlaskClient) -> None:
    assert send(http, a_signal(account="acme.example"))[0] == 202
    assert the_account(office, "acme.example").to_complete
    assert send(http, a_signal("account.updated"))[0] == 202
    account = the_account(office, "acme.example")
    assert (account.name, account.external_id, account.to_complete) == ("Acme Ltd", "001A", False)
    assert {signal.account_id for signal in kept(office)} == {account.id}


def test_a_domain_that_is_another_accounts_is_said(office: Office, http: FlaskClient) -> None:
    send(http, a_signal("account.updated"))
    status, said = send(http, a_signal("account.updated", account="002B", name="Globex"))
    assert (status, said["faults"]) == (400, ["data.domain: acme.example belongs to the account 001A"])
    assert len(kept(office)) == 1


def test_a_source_that_floods_is_asked_to_come_again_and_delays_no_other(office: Office) -> None:
    door = SignalDoor(office, {"loud": [KEY], "quiet": [OTHER_KEY]}, lambda: MONDAY)
    with ThreadPoolExecutor(OF_ONE_SOURCE + 2) as senders:
        with office.database.write() as session:
            one_at_a_time(session)  # the database is busy: whatever is worked on waits
            loud = [senders.submit(door.take, *signed(a_signal())) for _ in range(OF_ONE_SOURCE + 1)]
            turned_away = wait(loud, timeout=5, return_when=FIRST_COMPLETED).done
            assert [(one.result().status, one.result().come_again) for one in turned_away] == [(429, 1)]
            quiet = senders.submit(door.take, *signed(a_signal(), key=OTHER_KEY))
        assert quiet.result().status == 202
        assert sorted(one.result().status for one in loud) == [202, 202, 429]
    assert door.take(*signed(a_signal())).status == 202, "and it may come again"


def test_without_the_database_the_sender_is_asked_to_send_it_again(office: Office) -> None:
    http = client(office)
    with office.database.write() as session:
        session.execute(select(func.count()).select_from(Signal))
        session.connection().exec_driver_sql("ALTER TABLE signals RENAME TO elsewhere")
    headers, body = signed(a_signal())
    answer = http.post("/signals", data=body, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(list(DATA)),
    name=st.sampled_from(["score", "name", "contacts", "body", "previous_at", "x"]),
    value=JSON,
)
def test_whatever_a_field_holds_the_answer_is_one_of_four(
    http: FlaskClient, kind: str, name: str, value: Any
) -> None:
    headers, body = signed(json.dumps(a_signal(kind, **{name: value})))
    answer = http.post("/signals", data=body, headers=headers)
    assert answer.status_code in (200, 202, 400, 422)
    assert answer.get_json()["taken"] == (answer.status_code < 400)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headers=st.dictionaries(
        st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60),
    ),
    body=st.binary(max_size=200),
)
def test_whatever_a_stranger_sends_is_turned_away(
    http: FlaskClient, headers: dict[str, str], body: bytes
) -> None:
    assert http.post("/signals", data=body, headers=headers).status_code == 401
