"""A look at one place in a structure: reads its parts and notes what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sandbox.block_kit.problem import Problem

Json = dict[str, Any]


class Look:
    """A value, where it stands (a JSON pointer), and the list of problems it adds to."""

    def __init__(self, value: Any, pointer: str, problems: list[Problem]) -> None:
        self.value = value
        self.pointer = pointer
        self.problems = problems

    @property
    def type(self) -> str:
        """Its ``type``, where it is an object that has one."""
        kind = self.value.get("type") if isinstance(self.value, dict) else None
        return kind if isinstance(kind, str) else ""

    def complain(self, message: str, name: str = "") -> None:
        """Note a problem here, or with the part ``name``."""
        self.problems.append(Problem(f"{self.pointer}/{name}" if name else self.pointer, message))

    def has(self, name: str) -> bool:
        """Whether the part is there; null counts as not."""
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def part(self, name: str) -> Look:
        """A look at a part."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return Look(value, f"{self.pointer}/{name}", self.problems)

    def need(self, name: str) -> bool:
        """Whether a part that has to be there is; else a problem."""
        if not self.has(name):
            self.complain(f"missing required field: {name}")
            return False
        return True

    def is_object(self, allowed: Collection[str] = ()) -> bool:
        """Whether this is an object, with none but the allowed parts (empty: any)."""
        if not isinstance(self.value, dict):
            self.complain("must be an object")
            return False
        for name in self.value if allowed else ():
            if name not in allowed:
                self.complain(f"invalid additional property: {name}")
        return True

    def string(self, name: str, most: int, *, least: int = 1, required: bool = False) -> None:
        """A string of ``least`` to ``most`` characters."""
        if not (self.need(name) if required else self.has(name)):
            return
        value = self.value[name]
        if not isinstance(value, str):
            self.complain("must be a string", name)
        elif len(value) > most:
            self.complain(f"must be less than {most + 1} characters", name)
        elif len(value) < least:
            self.complain(f"must be more than {least - 1} characters", name)

    def number(self, name: str, low: float | None = None, high: float | None = None) -> None:
        """A number between ``low`` and ``high``."""
        if not self.has(name):
            return
        value = self.value[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.complain("must be a number", name)
        elif (low is not None and value < low) or (high is not None and value > high):
            self.complain(f"must be between {low} and {high}", name)

    def flags(self, *names: str) -> None:
        """Booleans."""
        for name in names:
            if self.has(name) and not isinstance(self.value[name], bool):
                self.complain("must be a boolean", name)

    def one_of(self, name: str, allowed: Collection[str], *, required: bool = False) -> None:
        """One of the allowed words."""
        if (self.need(name) if required else self.has(name)) and self.value[name] not in allowed:
            self.complain(f"must be one of: {', '.join(sorted(allowed))}", name)

    def items(self, name: str, most: int, *, least: int = 1, required: bool = True) -> list[Look]:
        """The items of a list that has ``least`` to ``most`` of them."""
        if not (self.need(name) if required else self.has(name)):
            return []
        value = self.value[name]
        if not isinstance(value, list):
            self.complain("must be an array", name)
            return []
        if len(value) > most:
            self.complain(f"no more than {most} items allowed", name)
        if len(value) < least:
            self.complain(f"no fewer than {least} items allowed", name)
        return [Look(item, f"{self.pointer}/{name}/{at}", self.problems) for at, item in enumerate(value)]
