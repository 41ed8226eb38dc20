"""Reading a team's folder: file by file, each on top of those that were found right before it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from message_templates.own.facts import hint
from message_templates.own.table_faults import table_faults
from message_templates.own.template_faults import template_faults
from message_templates.shelf import ROOM, SHIPPED, Shelf, put_in_force, reading_from

_ORDER = (
    "sentences.toml",
    "buttons.toml",
    "forms/shared/",
    "forms/",
    "guide/words.toml",
    "parts/",
    "timeline/_",
)
"""What others are made of is tried first: a message is then tried with the team's own parts."""
_NOT_WORDS = (".md", ".txt")


class Own(NamedTuple):
    """What came of a folder: the shelf to be put in force, the files on it, what is wrong with the others.

    `digest` tells one content from another, the faulty files included.
    """

    shelf: Shelf
    used: tuple[str, ...]
    faults: tuple[str, ...]
    digest: str


NONE_OF_THEIR_OWN = Own(SHIPPED, (), (), "")


def use_own_words(folder: Path | None) -> Own:
    """From now on those of the team's files that are right; none, where no folder is named."""
    found = NONE_OF_THEIR_OWN if folder is None else own_words(folder)
    put_in_force(found.shelf)
    return found


def own_words(folder: Path) -> Own:
    """What is right and what is wrong in the folder, without using any of it."""
    sources: list[tuple[str, str]] = []
    faults: list[str] = []
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix in _NOT_WORDS or any(part.startswith(".") for part in PurePosixPath(name).parts):
            continue
        try:
            sources.append((name, path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError):
            faults.append(f"{name}: cannot be read as text in UTF-8")
    if not sources and not faults:
        faults.append("there is nothing in it: its files are called as in message_templates")
    right, wrong = _tried(tuple(sources))
    every = (*faults, *wrong)
    digest = hashlib.sha256(repr((sources, every)).encode()).hexdigest()
    shelf = Shelf(right) if right else SHIPPED
    return Own(shelf, tuple(sorted(right)), tuple(f"{folder}: {fault}" for fault in every), digest)


@lru_cache(maxsize=8)
def _tried(sources: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], list[str]]:
    """What is right and what is wrong; the same contents are tried once in a process."""
    right: dict[str, str] = {}
    faults: list[str] = []
    for path, source in sorted(sources, key=_rank):
        found = faults_of_file(path, Shelf({**right, path: source}, on_trial=True))
        if found:
            faults += [f"{path}: {fault}" for fault in found]
        else:
            right[path] = source
    return right, sorted(faults)


def faults_of_file(path: str, shelf: Shelf) -> list[str]:
    """Everything that is wrong with one file of this shelf."""
    if not path.endswith((".j2", ".toml")) or not (ROOM / path).is_file():
        return [f"stands in place of nothing: {hint(path, _replaceable(path))}"]
    with reading_from(shelf):
        return table_faults(path) if path.endswith(".toml") else template_faults(path)


def _replaceable(path: str) -> list[str]:
    """What might have been meant: the files of the same kind."""
    suffix = PurePosixPath(path).suffix
    if suffix not in (".j2", ".toml"):
        return ["files that end in .j2 or .toml"]
    every = [found.relative_to(ROOM).as_posix() for found in ROOM.rglob(f"*{suffix}")]
    beside = [found for found in every if PurePosixPath(found).parent == PurePosixPath(path).parent]
    return beside or [found for found in every if found.endswith(("message.j2", ".toml"))]


def _rank(file: tuple[str, str]) -> tuple[int, str]:
    path = file[0]
    for number, start in enumerate(_ORDER):
        if path.startswith(start):
            return number, path
    partial = not path.endswith("message.j2") and not path.startswith(("timeline/", "documents/", "drafts/"))
    return len(_ORDER) + (0 if partial else 1), path
