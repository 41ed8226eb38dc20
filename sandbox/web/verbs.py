"""Every verb that the page, the tests and the drills use, by its path. The only list of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.acts import block_actions, commands, forms, talk
from sandbox.errors import PersonError
from sandbox.platform import Platform
from sandbox.web import controls, desk, drills, page_json, reading

Json = dict[str, Any]
Verb = Callable[[Platform, Json], Json]

VERBS: dict[str, Verb] = {
    "ui/state": page_json.state,
    "ui/messages": page_json.messages,
    "ui/message": page_json.one_message,
    "ui/post": talk.post,
    "ui/react": talk.toggle_reaction,
    "ui/read": talk.read,
    "ui/open_home": talk.open_home,
    "ui/join": talk.join_channel,
    "ui/leave": talk.leave_channel,
    "ui/invite": talk.add_person,
    "ui/command": commands.type_command,
    "ui/shortcut": commands.use_shortcut,
    "ui/action": block_actions.act,
    "ui/options": block_actions.ask_options,
    "ui/submit": forms.submit,
    "ui/close_view": forms.close,
    "ui/control": controls.press,
    "sandbox/about": reading.about,
    "sandbox/add_user": desk.new_user,
    "sandbox/edit_user": desk.edit_user,
    "sandbox/add_channel": desk.new_channel,
    "sandbox/edit_channel": desk.edit_channel,
    "sandbox/add_usergroup": desk.new_usergroup,
    "sandbox/channel": reading.whole_channel,
    "sandbox/canvases": reading.whole_canvas,
    "sandbox/people": reading.people,
    "sandbox/user": reading.find_user,
    "sandbox/log": reading.whole_log,
    "sandbox/deliver_to": drills.deliver_to,
    "sandbox/verify_request_url": drills.verify_request_url,
    "sandbox/faults/add": drills.add_fault,
    "sandbox/faults/clear": drills.clear_faults,
    "sandbox/token": drills.set_token,
    "sandbox/limits": drills.set_limits,
    "sandbox/relax_pacing": drills.relax_pacing,
    "sandbox/control": desk.set_control,
    "sandbox/status_from": controls.set_status_source,
    "sandbox/sockets": drills.sockets,
    "sandbox/settled": reading.settled,
    "sandbox/changed": reading.changed,
}


def do(platform: Platform, path: str, body: Json) -> Json:
    """Do what a path says. What cannot be done answers ``{"ok": false, "error": sentence}``."""
    verb = VERBS.get(path)
    if verb is None:
        return {"ok": False, "error": f"There is no {path!r} here."}
    try:
        return verb(platform, body)
    except PersonError as refused:
        return refused.body()
    except (KeyError, TypeError, ValueError) as wrong:
        return {"ok": False, "error": f"{path} was asked wrongly: {wrong!r}"}
