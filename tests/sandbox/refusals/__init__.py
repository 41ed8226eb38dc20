"""Every refusal that Slack documents and the pretend Slack knows, with a call that provokes it."""

from tests.sandbox.refusals import canvases, channels, conversations, marks, messages, people, tokens, views

REFUSALS = [
    *tokens.REFUSALS,
    *messages.REFUSALS,
    *people.REFUSALS,
    *conversations.REFUSALS,
    *channels.REFUSALS,
    *marks.REFUSALS,
    *canvases.REFUSALS,
    *views.REFUSALS,
]
