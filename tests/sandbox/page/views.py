"""What the app of these tests shows: a form with one field of every kind, a card, a home."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def option(text: str, **more: Any) -> Json:
    """An option whose value is its text in lower case."""
    return {"text": plain(text), "value": text.lower(), **more}


def asked(
    label: str, kind: str, *, optional: bool = False, block: Json | None = None, **element: Any
) -> Json:
    """An input block; its block_id is the label in lower case, its action_id always ``it``."""
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": plain(label),
        "optional": optional,
        "element": {"type": kind, "action_id": "it", **element},
        **(block or {}),
    }


def form(*, chosen: str = "") -> Json:
    """The modal with one field of every kind. ``chosen`` is shown in a line that only an update adds."""
    said = {"type": "section", "block_id": "said", "text": {"type": "mrkdwn", "text": f"Tone is *{chosen}*"}}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Every field"),
        "submit": plain("Save"),
        "close": plain("Never mind"),
        "blocks": [
            *([said] if chosen else []),
            asked(
                "Title", "plain_text_input", min_length=3, max_length=40, block={"hint": plain("In one line")}
            ),
            asked("Story", "plain_text_input", multiline=True, optional=True),
            asked(
                "Severity",
                "static_select",
                option_groups=[
                    {"label": plain("Loud"), "options": [option("High"), option("Higher")]},
                    {"label": plain("Quiet"), "options": [option("Low")]},
                ],
            ),
            asked("Account", "external_select", min_query_length=2),
            asked("Owner", "users_select"),
            asked("Room", "conversations_select", optional=True),
            asked("Public room", "channels_select", optional=True),
            asked(
                "Tags", "multi_static_select", options=[option("Billing"), option("Outage"), option("Data")]
            ),
            asked("Watchers", "multi_users_select", optional=True),
            asked("Day", "datepicker", initial_date="2026-11-24"),
            asked("Hour", "timepicker", optional=True),
            asked("Moment", "datetimepicker"),
            asked(
                "Tone",
                "radio_buttons",
                options=[option("Calm"), option("Angry")],
                block={"dispatch_action": True},
            ),
            asked("Tell", "checkboxes", options=[option("Legal"), option("Finance")], optional=True),
            asked("Mail", "email_text_input"),
            asked("Link", "url_text_input", optional=True),
            asked("Worth", "number_input", is_decimal_allowed=False, min_value="0", optional=True),
            {
                "type": "actions",
                "block_id": "closer",
                "elements": [{"type": "button", "action_id": "closer", "text": plain("Look closer")}],
            },
        ],
    }


def card(text: str = "Waiting for somebody") -> list[Json]:
    """A message's blocks: a button that asks first, a menu, and an overflow."""
    sure = {
        "title": plain("Sure?"),
        "text": plain("It cannot be undone."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    return [
        {"type": "section", "block_id": "text", "text": {"type": "mrkdwn", "text": text}},
        {
            "type": "actions",
            "block_id": "row",
            "elements": [
                {
                    "type": "button",
                    "action_id": "take",
                    "text": plain("Take it"),
                    "value": "7",
                    "style": "primary",
                },
                {
                    "type": "button",
                    "action_id": "drop",
                    "text": plain("Drop it"),
                    "style": "danger",
                    "confirm": sure,
                },
                {
                    "type": "static_select",
                    "action_id": "rank",
                    "placeholder": plain("Rank"),
                    "options": [option("One")],
                },
                {"type": "overflow", "action_id": "more", "options": [option("Later"), option("Never")]},
            ],
        },
    ]


CLOSER: Json = {
    "type": "modal",
    "title": plain("Closer"),
    "submit": plain("Save"),
    "blocks": [asked("Detail", "plain_text_input", optional=True)],
}

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your ledger")},
        {
            "type": "actions",
            "block_id": "home_row",
            "elements": [{"type": "button", "action_id": "count", "text": plain("Count"), "value": "1"}],
        },
    ],
}
