"""Reads a policy or a team file whole, or refuses it whole with everything that is wrong with it."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from policy.borrow import BORROW, Borrowed, with_borrowed
from policy.checks import Finding, check_policy
from policy.locator import Path as KeyPath
from policy.locator import locate
from policy.problems import Gravity, PolicyErrors, Problem
from policy.roster import channels_used
from policy.schema import Policy
from policy.team import TeamFile

_SHIPPED = Path(__file__).parent
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
Model = TypeVar("Model", bound=BaseModel)


def shipped_policies() -> tuple[str, ...]:
    """Names of the policies that come with the project."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def policy_file(path_or_name: str | Path) -> Path:
    """The file of a shipped policy, or the path itself."""
    name = str(path_or_name)
    return _SHIPPED / f"{name}.toml" if name in shipped_policies() else Path(name)


def load_policy(path_or_name: str | Path) -> Policy:
    """A shipped policy by its name, or one from a file; raises PolicyErrors with all that is wrong.

    What it borrows from a shipped one stands in its place.
    """
    path = policy_file(path_or_name)
    text, raw = _read(path, f"shipped are {', '.join(shipped_policies())}; anything else is a path")
    whole = with_borrowed(raw, _shipped_tables)
    return _validated(Policy, path, text, whole.tables, [*whole.wrong, *check_policy(whole.tables)], whole)


def load_team(path: str | Path, policy: Policy) -> TeamFile:
    """The team file, checked against the policy it serves; raises PolicyErrors with all that is wrong."""
    path = Path(path)
    text, raw = _read(path, "copy team.example.toml to begin with")
    return _validated(TeamFile, path, text, raw, _missing_for(policy, raw))


def content_hash(model: Policy | TeamFile) -> str:
    """A hash of what a file says, whatever its comments, order and spacing, borrowed or not; 64 hexadecimal digits."""
    return hashlib.sha256(
        json.dumps(model.model_dump(mode="json", exclude={"borrow"}), sort_keys=True).encode()
    ).hexdigest()


def policy_schema() -> dict[str, Any]:
    """The JSON schema of a policy file, for editors. Any table may be missing from the file: it may be borrowed."""
    return Policy.model_json_schema() | {"required": ["name", "about"]}


def team_schema() -> dict[str, Any]:
    """The JSON schema of a team file, for editors."""
    return TeamFile.model_json_schema()


def _read(path: Path, hint: str) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        where, sentence = str(path), "not a text file in UTF-8"
    except OSError as error:
        where, sentence = str(path), f"cannot be read ({error.strerror}): {hint}"
    except tomllib.TOMLDecodeError as error:
        line = found[1] if (found := _AT_LINE.search(str(error))) and found[1] else text.count("\n") + 1
        where, sentence = f"{path}:{line}", f"not TOML: {_AT_LINE.sub('', str(error))}"
    raise PolicyErrors([Problem(Gravity.ERROR, where, sentence)])


def _shipped_tables(name: str) -> Mapping[str, Any] | None:
    return tomllib.loads(policy_file(name).read_text("utf-8")) if name in shipped_policies() else None


def _validated(
    model: type[Model],
    path: Path,
    text: str,
    raw: Mapping[str, Any],
    findings: Iterable[Finding],
    borrowed: Borrowed | None = None,
) -> Model:
    """The model, or PolicyErrors with what is wrong within rows and between them, in the file's order.

    What is wrong with a borrowed row is said where it is borrowed.
    """
    valid: Model | None = None
    wrong = list(findings)
    try:
        valid = model.model_validate(raw)
    except ValidationError as error:
        wrong += _sentences(error, model)
    if valid is None or wrong:
        placed = sorted(
            (locate(text, (BORROW, lender) if lender else keys) or 0, _dotted(keys), sentence + from_whom)
            for keys, sentence in dict.fromkeys(wrong)
            for lender in [borrowed.lender(keys) if borrowed else None]
            for from_whom in [f" (borrowed from {lender})" if lender else ""]
        )
        raise PolicyErrors(
            [
                Problem(Gravity.ERROR, ": ".join(filter(None, (f"{path}:{line or 1}", keys))), sentence)
                for line, keys, sentence in placed
            ]
        )
    return valid


def _sentences(error: ValidationError, model: type[BaseModel]) -> Iterator[Finding]:
    for detail in error.errors(include_url=False):
        keys = tuple(key for key in detail["loc"] if key != "[key]")
        if detail["type"] == "extra_forbidden":
            close = get_close_matches(str(keys[-1]), _known_keys(model), n=1)
            yield keys, f"no such key{f': did you mean {close[0]}?' if close else ''}"
        elif detail["type"] == "missing":
            yield keys, "is missing"
        else:
            yield keys, detail["msg"].removeprefix("Value error, ").removeprefix("Input ")


def _known_keys(model: type[BaseModel]) -> list[str]:
    schema = model.model_json_schema()
    return [
        key for table in (schema, *schema.get("$defs", {}).values()) for key in table.get("properties", ())
    ]


def _dotted(keys: KeyPath) -> str:
    dotted = ""
    for key in keys:
        dotted += f"[{key}]" if isinstance(key, int) else f".{key}" if dotted else str(key)
    return dotted


def _missing_for(policy: Policy, raw: Mapping[str, object]) -> Iterator[Finding]:
    """Channels and roles that the policy uses and the team file does not declare (Row M3f)."""
    for table, used in (("channels", channels_used(policy)), ("roles", tuple(policy.role))):
        declared = raw.get(table)
        for key in used:
            if not isinstance(declared, Mapping) or key not in declared:
                empty = (
                    f"write {key} = [] if nobody holds it"
                    if table == "roles"
                    else "name one of your channels"
                )
                yield (table, key), f"policy {policy.name} uses it and this file does not declare it: {empty}"
