"""Rich text: sections, lists, quotes and preformatted text, with what stands in them."""

from __future__ import annotations

from sandbox.block_kit.look import Look

_PARTS = {
    "rich_text_section": ("type", "elements"),
    "rich_text_preformatted": ("type", "elements", "border", "language"),
    "rich_text_quote": ("type", "elements", "border"),
    "rich_text_list": ("type", "elements", "style", "indent", "offset", "border"),
}
_NEEDS = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "usergroup": "usergroup_id",
    "channel": "channel_id",
    "emoji": "name",
    "date": "timestamp",
    "color": "value",
    "team": "team_id",
    "broadcast": "range",
}


def check_rich_text(look: Look) -> None:
    """The elements of a ``rich_text`` block."""
    for element in look.items("elements", 1000):
        if element.is_object():
            _check_element(element)


def _check_element(element: Look) -> None:
    if element.type not in _PARTS:
        element.complain(f"unsupported type: {element.value.get('type')}", "type")
        return
    element.is_object(_PARTS[element.type])
    element.number("border", 0, 1)
    if element.type == "rich_text_list":
        element.one_of("style", ("bullet", "ordered"), required=True)
        element.number("indent", 0, 8)
        element.number("offset", 0)
    for inner in element.items("elements", 10_000, least=0):
        if not inner.is_object():
            continue
        if element.type == "rich_text_list":
            if inner.type != "rich_text_section":
                inner.complain(f"unsupported type: {inner.value.get('type')}", "type")
            else:
                _check_element(inner)
        else:
            _check_inline(inner)


def _check_inline(inner: Look) -> None:
    if inner.type not in _NEEDS:
        inner.complain(f"unsupported type: {inner.value.get('type')}", "type")
        return
    inner.need(_NEEDS[inner.type])
    if inner.type == "text" and inner.value.get("text") == "":
        inner.complain("must be more than 0 characters", "text")
    if inner.type == "broadcast":
        inner.one_of("range", ("here", "channel", "everyone"))
