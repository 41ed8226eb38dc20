"""A team's own drafts in place of the shipped ones: each is tried before it is used, and a faulty one is not used.

They stand in `drafts/` of a folder of the team's, under the same names. A file with a fault leaves the shipped draft in
force; whoever starts Heard is told. They may say only what a draft may know, and can do nothing else.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError, meta

from message_templates import drafts
from message_templates.draft_samples import SAMPLES

LONGEST_WORDS = 3000
"""Characters that Slack takes in one text field."""


def use_own_drafts(folder: Path | None) -> list[str]:
    """From now on those of the team that are whole; what is wrong with the others, each with its file. None: no own."""
    sources, faults = ({}, []) if folder is None else _read(folder)
    drafts.replace_sources(sources)
    return faults


def faults_of_own_drafts(folder: Path) -> list[str]:
    """Everything that is wrong, without using any."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[dict[str, str], list[str]]:
    files = sorted((folder / "drafts").rglob("*.j2"))
    if not files:
        return {}, [
            f"{folder / 'drafts'}: there is no draft in it; they are called as in message_templates/drafts"
        ]
    whole, faults = {}, []
    for path in files:
        kind = path.relative_to(folder / "drafts").with_suffix("").as_posix()
        try:
            source = path.read_text("utf-8")
            found = _faults(kind, source)
        except (OSError, UnicodeDecodeError):
            found = ["cannot be read as text in UTF-8"]
        if found:
            faults += [f"{path}: {fault}" for fault in found]
        else:
            whole[f"{kind}.j2"] = source
    return whole, faults


def _faults(kind: str, source: str) -> list[str]:
    if kind not in drafts.draft_kinds():
        return [f"no draft is called {kind}: {_hint(kind, drafts.draft_kinds())}"]
    env = drafts.an_environment({f"{kind}.j2": source})
    try:
        tree = env.parse(source)
        template = env.get_template(f"{kind}.j2")
    except TemplateSyntaxError as error:
        return [f"line {error.lineno}: {error.message}"]
    except TemplateError as error:
        return [str(error)]
    known = set(SAMPLES["typical"])
    unknown = sorted(meta.find_undeclared_variables(tree) - known - set(env.globals))
    faults = [f"no fact is called {name}: {_hint(name, sorted(known))}" for name in unknown]
    lacking = [name for name in ("subject", "words") if name not in template.blocks]
    faults += [f"there is no block called {name}" for name in lacking]
    return faults or _tried(kind, env)


def _tried(kind: str, env: Environment) -> list[str]:
    """With each sample; one fault is enough."""
    for name, sample in SAMPLES.items():
        try:
            made = drafts.draft(kind, sample, env)
        except (TemplateError, TypeError, ValueError, AttributeError, KeyError) as error:
            return [f"with the {name} record: {error}"]
        if not made.subject or not made.words:
            return [f"with the {name} record: the subject or the words are empty"]
        if len(made.words) > LONGEST_WORDS:
            return [
                f"with the {name} record: {len(made.words)} characters, of which Slack takes {LONGEST_WORDS}"
            ]
    return []


def _hint(word: str, known: tuple[str, ...] | list[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"there is {', '.join(known)}"
