"""Every word that a person reads: one folder a message, words in Jinja2, structure in one renderer."""

from message_templates.forms import FormWords, form
from message_templates.renderer import (
    Audience,
    BrokenTemplateError,
    Rendered,
    UnknownMessageError,
    names,
    render,
)
from message_templates.sentences import sentence
from message_templates.timeline import timeline_line

__all__ = [
    "Audience",
    "BrokenTemplateError",
    "FormWords",
    "Rendered",
    "UnknownMessageError",
    "form",
    "names",
    "render",
    "sentence",
    "timeline_line",
]
