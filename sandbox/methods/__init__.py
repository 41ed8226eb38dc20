"""The Web API: importing this package registers every method."""

from sandbox.methods import (
    basics,
    blocks,
    canvases,
    channel_changes,
    chat,
    conversations,
    files,
    history,
    marks,
    users,
    views,
)
from sandbox.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "basics",
    "blocks",
    "canvases",
    "channel_changes",
    "chat",
    "conversations",
    "files",
    "history",
    "marks",
    "users",
    "views",
]
