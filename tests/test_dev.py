"""From a bare Python to a finished environment, and what was broken off is finished later."""

import ast
import hashlib
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).parent
LOCKS = [dev.RUNTIME_LOCK, dev.DEV_LOCK]


class Checkout:
    """A checkout with this dev.py, one small wheel to install, and a bot that only says how it was run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ".venv/bin/python"
        (folder / "dev.py").write_bytes((ROOT / "dev.py").read_bytes())
        self.require(make_wheel(folder))
        (folder / "bot").mkdir()
        (folder / "bot/__init__.py").touch()
        (folder / "bot/__main__.py").write_text(A_BOT)

    def require(self, digest: str) -> None:
        """Both locks ask for the wheel, with this hash."""
        for lock in LOCKS:
            (self.folder / lock).write_text(f"pebble==1.0 \\\n    --hash=sha256:{digest}\n")

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """`dev.py ARGUMENTS`, with no registry to reach."""
        place = str(self.folder)
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": place, "UV_NO_INDEX": "1", "UV_FIND_LINKS": place}
        return subprocess.Popen(
            [sys.executable, self.folder / "dev.py", *arguments],
            env=dict(os.environ, **offline, **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # In the background of a shell the interrupt is ignored, and whoever is started inherits that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def run(self, *arguments: str, **settings: str) -> tuple[int, str]:
        """To its end: the exit status, and what it said."""
        process = self.start(*arguments, **settings)
        said, _ = process.communicate()
        return process.returncode, said


A_BOT = """
import os, signal, sys
print(*sys.argv[1:], os.getpid(), repr(os.environ["PYTHONTZPATH"]), os.environ.get("COLOUR"), flush=True)
if "wait" in sys.argv:
    signal.pause()
"""


def make_wheel(folder: Path) -> str:
    """The smallest wheel that a package installer takes; its hash."""
    wheel = folder / "pebble-1.0-py3-none-any.whl"
    about = "pebble-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pebble.py", "")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: pebble\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """Set up once, for tests that do not change it."""
    checkout = Checkout(tmp_path_factory.mktemp("checkout"))
    status, said = checkout.run("install")
    assert status == 0, said
    return checkout


def test_an_old_python_can_read_it() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(), feature_version=(3, 6))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules <= sys.stdlib_module_names
    assert "__future__" not in modules, "annotations came with 3.7"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_everything_by_hash_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    requirements = re.sub(r"\\\n", "", re.sub(r"(?m)^\s*#.*\n", "", text)).splitlines()
    assert len(requirements) > 20
    assert all(
        re.match(r"[a-z0-9-]+==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+$", line) for line in requirements
    )
    assert not re.search(r"://|--(extra-)?index|--find-links|\.(com|org|net)\b", text)


def test_what_tests_run_on_is_what_runs() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"(?m)^\S+==\S+", (ROOT / lock).read_text()))

    assert pins(dev.RUNTIME_LOCK) < pins(dev.DEV_LOCK)


def test_help_names_every_command(checkout: Checkout) -> None:
    status, said = checkout.run("help")
    assert status == 0
    assert all(f"\n  {command} " in said for command in dev.COMMANDS)
    assert not (checkout.folder / ".venv").exists(), "help needs no environment"


def test_an_unknown_command_is_wrong_usage(checkout: Checkout) -> None:
    status, said = checkout.run("tets")
    assert (status, "tets" in said, dev.HELP in said) == (2, True, True)


def test_the_second_time_there_is_nothing_to_install(checkout: Checkout) -> None:
    status, said = checkout.run("install")
    assert status == 0, said
    assert "Installing" in said
    assert subprocess.call([checkout.python, "-c", "import pebble, bot"], cwd="/") == 0

    assert checkout.run("install") == (0, "Ready in .venv/.\n")
    assert "Installing" not in checkout.run("demo")[1], "what tests need holds what the demo needs"

    (checkout.folder / dev.DEV_LOCK).open("a").write("# another day\n")
    assert f"Installing {dev.DEV_LOCK}" in checkout.run("install")[1], "a changed lock is installed"


def dangling_interpreter(venv: Path) -> None:
    """A Python that was removed since."""
    (venv / "bin").mkdir(parents=True)
    (venv / "bin/python").symlink_to("/nowhere/python3")


def nothing_but_a_folder(venv: Path) -> None:
    """Broken off at the very start."""
    venv.mkdir()


def no_packages_yet(venv: Path) -> None:
    """Broken off before the packages came."""
    subprocess.check_call([sys.executable, "-m", "venv", "--without-pip", venv])


@pytest.mark.parametrize("broken_off", [nothing_but_a_folder, dangling_interpreter, no_packages_yet])
def test_a_half_made_environment_is_finished(checkout: Checkout, broken_off: object) -> None:
    assert callable(broken_off)
    broken_off(checkout.folder / ".venv")

    status, said = checkout.run("install")

    assert status == 0, said
    assert subprocess.call([checkout.python, "-c", "import pebble, bot"], cwd="/") == 0


def test_a_package_that_is_not_what_was_locked_is_refused_and_not_stamped(checkout: Checkout) -> None:
    checkout.require("0" * 64)
    status, said = checkout.run("install")
    assert status == 1
    assert f"Not everything in {dev.DEV_LOCK} could be installed" in said
    assert not list(checkout.folder.glob(".venv/installed-*"))


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_demo_is_the_same_process_so_every_signal_reaches_it(
    installed: Checkout, end: signal.Signals
) -> None:
    process = installed.start("demo", "wait", PYTHONPATH="/elsewhere")
    assert process.stdout
    assert process.stdout.readline() == f"demo wait {process.pid} '' None\n"

    process.send_signal(end)
    process.communicate()

    assert process.returncode == -end


def test_run_takes_its_settings_from_the_env_file_and_the_shell_wins(checkout: Checkout) -> None:
    for lock in LOCKS:  # the real environment, for it has what reads the file
        (checkout.folder / lock).write_bytes((ROOT / lock).read_bytes())
    (checkout.folder / ".venv").symlink_to(ROOT / ".venv")
    (checkout.folder / ".env").write_text("# ours\nCOLOUR='blue'\n")

    assert checkout.run("run")[1].split()[-1] == "blue"
    assert checkout.run("run", COLOUR="red")[1].split()[-1] == "red"


class TestAPythonTooOld:
    """The only Pythons at hand are supported, so this asks for one that is not made yet."""

    @pytest.fixture
    def checkout(self, checkout: Checkout) -> Checkout:
        script = checkout.folder / "dev.py"
        script.write_text(script.read_text().replace("(3, 11), (3, 14)", "(3, 97), (3, 98)"))
        return checkout

    def test_it_is_told_what_to_install_and_nothing_is_changed(self, checkout: Checkout) -> None:
        status, said = checkout.run("demo")
        assert status == 1
        assert "Heard needs a Python from 3.11 to 3.14" in said
        assert "Traceback" not in said
        assert not (checkout.folder / ".venv").exists()

    def test_the_sentence_names_the_package(self) -> None:
        assert "apt install python3.11 python3.11-venv" in dev.no_python("3.9.2", "linux")
        assert "brew install python@3.13" in dev.no_python("3.9.6", "darwin")

    def test_a_newer_one_beside_it_goes_on(self, checkout: Checkout) -> None:
        stand_in(checkout.folder / "python3.98", "exit 1")  # a version manager's, which only complains
        stand_in(checkout.folder / "python3.97", '[ "$1" = -c ] || echo went on: $0 $2 $3')
        _, said = checkout.run("demo", "--speed=9", PATH=f"{checkout.folder}:/usr/bin:/bin")
        assert said.splitlines()[-1] == f"went on: {checkout.folder}/python3.97 demo --speed=9"


def stand_in(path: Path, script: str) -> None:
    """An executable of this name."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
