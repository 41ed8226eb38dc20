"""A pretend Slack, as strict as the real one, with a web page. It knows nothing of the app it serves."""

from sandbox.client import SandboxClient
from sandbox.sandbox import Sandbox
from sandbox.settings import Settings
from sandbox.surface.asking import Refused
from sandbox.surface.channels import Channel
from sandbox.surface.messages import Message
from sandbox.surface.people import Person, Response
from sandbox.surface.views import Submitted, View

__all__ = [
    "Channel",
    "Message",
    "Person",
    "Refused",
    "Response",
    "Sandbox",
    "SandboxClient",
    "Settings",
    "Submitted",
    "View",
]
