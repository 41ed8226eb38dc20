"""A canvas as a page of its own: for whoever may read it, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from sandbox.platform import Platform
from sandbox.records import Canvas, User

_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body {{ max-width: 44rem; margin: 3rem auto; padding: 0 1.25rem; color: #1d1c1d; }}
body {{ font: 16px/1.5 system-ui, sans-serif; }}
h1 {{ font-size: 1.75rem; }} h2 {{ font-size: 1.25rem; margin-top: 2rem; }} li {{ margin: .25rem 0; }}
blockquote {{ margin: .5rem 0; padding-left: 1rem; border-left: 4px solid #ddd; }} .small {{ color: #616061; }}
</style></head><body><p class="small">Canvas: {title} · {access}</p>{body}</body></html>"""
_HEADING = re.compile(r"(#{1,3})\s+(.*)")
_ITEM = re.compile(r"[-*]\s+(.*)")
_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_ESCAPED = re.compile(r"\\([\\`*_\[\](){}&lt;>#+.!|~=-]|&\w+;)")


def canvas_page(platform: Platform, canvas_id: str, user_id: str) -> str | None:
    """The page for this person; None where there is no such canvas for them."""
    with platform.workspace.lock:
        canvas = platform.workspace.canvases.get(canvas_id)
        user = platform.workspace.user_named(user_id)
        access = level_of(platform, canvas, user) if canvas and user else None
        if canvas is None or access is None:
            return None
        title, body = escape(canvas.title), "".join(_blocks(canvas.markdown))
        return _HEAD.format(
            title=title, access="you can edit" if access != "read" else "read only", body=body
        )


def level_of(platform: Platform, canvas: Canvas, user: User) -> str | None:
    """What this person may do with it: by name, or as a member of a channel that it is shared with."""
    channels = platform.workspace.channels
    by_channel = [level for key, level in canvas.channels.items() if user.id in channels[key].members]
    return canvas.users.get(user.id) or (by_channel[0] if by_channel else None)


def _blocks(markdown: str) -> Iterator[str]:
    """Each paragraph, heading, list and quotation, as far as our own documents have them."""
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines = block.split("\n")
        if heading := _HEADING.match(lines[0]):
            yield f"<h{len(heading[1])}>{_inline(heading[2])}</h{len(heading[1])}>"
            lines = lines[1:]
        items = [found[1] for line in lines if (found := _ITEM.match(line))]
        quoted = [line.removeprefix(">").strip() for line in lines if line.startswith(">")]
        rest = [line for line in lines if not _ITEM.match(line) and not line.startswith(">")]
        if quoted:
            yield f"<blockquote>{'<br>'.join(map(_inline, quoted))}</blockquote>"
        if items:
            yield "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + "</ul>"
        if any(line.strip() for line in rest):
            yield f"<p>{'<br>'.join(map(_inline, rest))}</p>"


def _inline(text: str) -> str:
    return _ESCAPED.sub(r"\1", _BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False)))
