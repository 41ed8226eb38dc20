"""Which method of Slack's each job calls: what its limits are counted by."""

from __future__ import annotations

from models.own_channel import TaskKind
from services.delivery.destination import Step
from services.delivery.jobs import CanvasAct, Canvassing, Edit, Errand, Job, Search, Task

METHOD = {
    Step.SEND: "chat.postMessage",
    Step.LOOK_UP_CHANNEL: "conversations.info",
    Step.LOOK_UP_PERSON: "users.info",
    Step.OPEN_DM: "conversations.open",
    Step.JOIN: "conversations.join",
    Step.MAKE_CHANNEL: "conversations.create",
    Step.MAKE_PRIVATE_CHANNEL: "conversations.create",
    Step.FIND_CHANNEL: "conversations.list",
}
"""What each step calls."""

METHOD_OF_TASK = {
    TaskKind.INVITE: "conversations.invite",
    TaskKind.PIN: "pins.add",
    TaskKind.TOPIC: "conversations.setTopic",
    TaskKind.BOOKMARK: "bookmarks.add",
    TaskKind.ARCHIVE: "conversations.archive",
}
"""What each task calls."""


METHOD_OF_CANVAS = {
    CanvasAct.LOOK_UP: "conversations.info",
    CanvasAct.MAKE: "canvases.create",
    CanvasAct.WRITE: "canvases.edit",
    CanvasAct.SHARE: "canvases.access.set",
    CanvasAct.LINK: "bookmarks.add",
    CanvasAct.DELETE: "canvases.delete",
}
"""What each act on a canvas calls."""


def method_of(job: Job) -> str:
    """The method that a refusal of this job is about."""
    match job:
        case Edit():
            return "chat.update"
        case Search():
            return "conversations.history"
        case Errand(what=what):
            return METHOD[what]
        case Task(kind=kind):
            return METHOD_OF_TASK[kind]
        case Canvassing(act=act):
            return METHOD_OF_CANVAS[act]
        case _:
            return METHOD[Step.SEND]
