"""The house stays as it was drawn: floors, names and sizes."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "models", "scheduler", "message_templates", "policy", "services", "sandbox")
BESIDE_THEM = {"bench", "migrations", "tests"}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
LONGEST = 300
"""Lines of a file in one of the rooms. An idea fits into 250; the rest is for the odd table."""
FILES = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def name(file: Path) -> str:
    """As a person would say it."""
    return str(file.relative_to(ROOT))


def test_an_import_only_ever_goes_down() -> None:
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    result = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_room_stands_on_a_floor() -> None:
    rooms = {file.parent.name for file in ROOT.glob("*/__init__.py")} - BESIDE_THEM
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert rooms == set(ROOMS) == set(settings["root_packages"]), "a new room needs an ADR and a floor"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_file_says_its_one_job_and_is_short(file: Path) -> None:
    text = file.read_text()
    assert not EMPTY_NAMES & set(Path(name(file)).with_suffix("").parts), "the name says nothing"
    assert len(text.splitlines()) <= LONGEST, "more than one idea?"
    if text:
        assert (ast.get_docstring(ast.parse(text)) or "").strip(), "the first line says the file's job"


@pytest.mark.parametrize("file", sorted((ROOT / "services" / "lookups").glob("*.py")), ids=name)
def test_whoever_looks_at_an_escalation_is_let_in_first(file: Path) -> None:
    """Restricted ones are read by name: one that is looked up comes by `services.readers`. ADR 15."""
    found = [
        node.func.attr
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "get_one")
        and [arg.id for arg in node.args[:1] if isinstance(arg, ast.Name)] == ["Escalation"]
    ]
    assert found == [], "use services.readers.to_be_read"
