"""What a template says of what: each fact that it uses, as a path such as `e.customer` or `rows[].due`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from jinja2 import Environment, nodes

EACH = "[]"

Scope = dict[str, str | None]
"""A name of the template's own → the path that it stands for; None where that is not known."""


class BrokenIncludeError(ValueError):
    """What is included cannot be followed; the sentence says why."""


@lru_cache(maxsize=1024)
def _parsed(source: str) -> nodes.Template:
    return Environment().parse(source)


def facts_of(path: str, read: Callable[[str], str]) -> set[str]:
    """Every fact that `path` uses, and all that it includes. Raises TemplateSyntaxError and BrokenIncludeError."""
    reader = _Reader(read)
    reader.walk(_parsed(read(path)), {})
    return reader.found


def included_by(path: str, read: Callable[[str], str]) -> set[str]:
    """`path` itself and every template that it includes, or that they include. Raises as `facts_of`."""
    reader = _Reader(read)
    reader.walk(_parsed(read(path)), {})
    return {path, *reader.included}


class _Reader:
    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._under: list[str] = []
        self.found: set[str] = set()
        self.included: set[str] = set()

    def walk(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem() if found := self._path(node, scope):
                self.found.add(found)
            case nodes.For():
                self._loop(node, scope)
            case nodes.Assign(target=nodes.Name(name=name), node=value):
                self.walk(value, scope)
                scope[name] = self._path(value, scope)
            case nodes.AssignBlock(target=nodes.Name(name=name)):
                self._each(node.iter_child_nodes(exclude=("target",)), scope)
                scope[name] = None
            case nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
                self._include(node, scope)
            case nodes.Block():
                self._each(node.body, dict(scope))
            case nodes.Macro():
                scope[node.name] = None
                self._each(node.body, {**scope, **dict.fromkeys(argument.name for argument in node.args)})
            case nodes.With():
                self._each(node.values, scope)
                names = [name.name for target in node.targets for name in target.find_all(nodes.Name)]
                self._each(node.body, {**scope, **dict.fromkeys(names)})
            case _:
                self._each(node.iter_child_nodes(), scope)

    def _each(self, found: Iterable[nodes.Node], scope: Scope) -> None:
        for node in found:
            self.walk(node, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        self.walk(node.iter, scope)
        over = self._path(node.iter, scope)
        inside: Scope = {**scope, "loop": None}
        for name in node.target.find_all(nodes.Name):
            inside[name.name] = None
        if isinstance(node.target, nodes.Name) and over is not None:
            inside[node.target.name] = over + EACH
        if node.test is not None:
            self.walk(node.test, inside)
        self._each(node.body, inside)
        self._each(node.else_, scope)

    def _include(self, node: Any, scope: Scope) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(node, nodes.Include) or not isinstance(name, str) or not name.endswith(".j2"):
            raise BrokenIncludeError(
                f"line {node.lineno}: only another template may be included, by its name"
            )
        self.included.add(name)
        if name in self._under:
            raise BrokenIncludeError(f"line {node.lineno}: {name} includes itself")
        try:
            tree = _parsed(self._read(name))
        except OSError:
            raise BrokenIncludeError(f"line {node.lineno}: there is no {name}") from None
        self._under.append(name)
        self.walk(tree, dict(scope))
        self._under.pop()

    def _path(self, node: nodes.Node, scope: Scope) -> str | None:
        match node:
            case nodes.Name(ctx="load"):
                return scope.get(node.name, node.name)
            case nodes.Getattr():
                base, step = self._path(node.node, scope), f".{node.attr}"
            case nodes.Getitem(arg=nodes.Const(value=str(key))):
                base, step = self._path(node.node, scope), f".{key}"
            case nodes.Getitem(arg=nodes.Const(value=int())):
                base, step = self._path(node.node, scope), EACH
            case nodes.Filter(name="first" | "last") if node.node is not None:
                base, step = self._path(node.node, scope), EACH
            case _:
                return None
        return None if base is None else base + step


def unknown_facts(
    used: Collection[str], shipped: Collection[str], samples: Iterable[Mapping[str, Any]]
) -> list[str]:
    """What is used and neither in a sample nor used by the shipped words; each as a sentence."""
    whole: dict[str, Any] = {}
    for sample in samples:
        whole.update({key: value for key, value in sample.items() if whole.get(key) is None})
    whole.update({_root(path): None for path in shipped if _root(path) not in whole})
    found = (_lacking(path, whole) for path in sorted(set(used) - set(shipped)))
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def hint(word: str, known: Iterable[str]) -> str:
    """The nearest word that is known; or all of them, where none is near."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1)
    return f"did you mean {close[0]}?" if close else f"there is {', '.join(words) or 'none'}"


def _root(path: str) -> str:
    return path.split(".")[0].removesuffix(EACH)


def _lacking(path: str, whole: Mapping[str, Any]) -> str | None:
    values: list[Any] = [whole]
    at = ""
    for step in path.split("."):
        name = step.partition(EACH)[0]
        tables = [value for value in values if isinstance(value, Mapping)]
        if not tables:
            return None
        keys = {key for table in tables for key in table}
        if name not in keys:
            what = f"{at} has no {name}" if at else f"no fact is called {name}"
            return f"{what}: {hint(name, keys)}"
        values = [table[name] for table in tables if name in table]
        at = f"{at}.{name}" if at else name
        for _ in range(step.count(EACH)):
            values = [item for value in values if isinstance(value, list | tuple) for item in value]
    return None
