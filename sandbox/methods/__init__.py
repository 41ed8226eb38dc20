"""The Web API: importing this package registers every method."""

from sandbox.methods import basics, chat, users, views
from sandbox.methods.registry import METHODS, Method

__all__ = ["METHODS", "Method", "basics", "chat", "users", "views"]
