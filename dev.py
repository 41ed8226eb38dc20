#!/usr/bin/env python3
"""Set Heard up in .venv/ and start its commands, with nothing but a Python at hand.

Standard library only, and readable by Python 3.6: an old Python must get as far as the sentence that
says what to install. Whatever is newer runs in .venv/.
"""

import contextlib
import hashlib
import os
import platform
import shutil
import signal
import subprocess
import sys
from typing import Dict, List

if sys.platform != "win32":
    import fcntl

ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # holds the runtime's pins too
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable  # .venv/'s own cannot replace itself
VENV_PACKAGE = f"python3.{sys.version_info[1]}-venv"  # Debian's name for what makes environments
OLDEST, NEWEST = (3, 11), (3, 14)
SHARED_MEMORY = "/dev/shm"  # a folder in memory, on Linux
INTERPRETER = "import sys, platform; print(sys.implementation.cache_tag, sys.platform, platform.machine())"
CHECKS = [
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "."]),
    ("types", ["-m", "mypy"]),
    ("architecture", ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"]),
]
LEADS_ELSEWHERE = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
)
ONE_PROCESS = ("-n", "--numprocesses", "--pdb", "--trace", "--inline-snapshot", "no:xdist")
HELP = """\
python3 dev.py COMMAND [ARGUMENTS]

  demo      the bot against a pretend Slack on this machine, with a page to use it from
  test      every test, on SQLite and on a real PostgreSQL; arguments go on to pytest
  check     format, lint, types, architecture
  run       the bot, with the settings of .env
  bench     the performance goals, each as a ratio; FIRE, MANY_HANDS, ORACLE, THREE_MONTHS: long drills
  install   the environment in .venv/, nothing else
  help      this

Each first sets up what it needs. Nothing is installed outside .venv/."""


class Stop(Exception):
    """It cannot go on; the message says what happened and what to do."""


def main(arguments: List[str]) -> int:
    """Run one command; the exit status is 0 done, 1 failed, 2 wrong usage."""
    command = arguments[0] if arguments else "help"
    if command in ("help", "--help", "-h"):
        print(HELP)
        return 0
    if command not in COMMANDS:
        print(f"dev.py has no command '{command}'.\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        require_python(arguments)
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == signal.SIG_DFL:  # under nohup, a closed terminal stays ignored
                signal.signal(number, leave)
        return COMMANDS[command](arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def leave(number: int, _frame: object) -> None:
    """As an exception, so that a running installer is ended on the way out."""
    sys.exit(128 + number)


def require_python(arguments: List[str]) -> None:
    """Go on with a Python that Heard supports: this one, or one beside it. Stop where there is none."""
    if sys.platform == "win32":
        raise Stop("Heard runs on Linux and macOS. On Windows, run this inside WSL.")
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    beside = os.pathsep.join([os.path.dirname(sys.executable or ""), os.environ.get("PATH", os.defpath)])
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}", path=beside)
        # Finding a name is not enough: version managers leave stand-ins that only complain.
        if found and run([found, "-c", f"import sys; sys.exit(sys.version_info[1] - {minor})"], True):
            tell(f"This Python is {platform.python_version()}; going on with {found}.")
            os.execv(found, [found, os.path.realpath(__file__), *arguments])
    raise Stop(no_python(platform.python_version(), sys.platform))


def no_python(version: str, system: str) -> str:
    """The sentence for a machine without a Python for Heard."""
    how = "brew install python@3.13" if system == "darwin" else "apt install python3.11 python3.11-venv"
    return (
        f"Heard needs a Python from 3.11 to 3.14. This one is {version}; none is beside it or on the path. "
        f"Nothing was changed. Install one ({how}, or your system's name for it) and run this again."
    )


def install(lock: str) -> None:
    """Have in .venv/ what the lock names: at once where it is there, and finishing what was broken off."""
    with open(__file__, "rb") as turn:
        wait_for_turn(turn.fileno())
        here = " ".join([str(sys.implementation.cache_tag), sys.platform, platform.machine()])
        usable = ask_venv(INTERPRETER) == here
        if usable and read_stamp(lock) == stamp(lock, here):
            return
        for outdated in (RUNTIME_LOCK, DEV_LOCK):
            if os.path.exists(stamp_path(outdated)):
                os.remove(stamp_path(outdated))
        if not usable:
            make_venv()
        tell(f"Installing {lock} into .venv/ (the first time takes a minute or two) ...")
        install_wheels(lock)
        put_on_path()
        for held in (RUNTIME_LOCK, lock):  # last of all: a stamp means finished
            with open(stamp_path(held), "w", encoding="utf-8") as file:
                file.write(stamp(held, here))


def wait_for_turn(file_number: int) -> None:
    """Two commands started together must not install into one folder at once."""
    with contextlib.suppress(OSError):  # a file system without locks: better to install twice than not at all
        fcntl.flock(file_number, fcntl.LOCK_EX)


def stamp(lock: str, interpreter: str) -> str:
    """What an environment is made from."""
    with open(os.path.join(ROOT, lock), "rb") as file:
        return f"{hashlib.sha256(file.read()).hexdigest()} {interpreter}\n"


def stamp_path(lock: str) -> str:
    """One a lock: what `test` installs serves `demo` too, and not the other way round."""
    return os.path.join(VENV, f"installed-{lock}")


def read_stamp(lock: str) -> str:
    """Nothing where the lock was never installed to the end."""
    try:
        with open(stamp_path(lock), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def make_venv() -> None:
    """An empty .venv/, in the place of an unusable one. Without pip, which not every Python can bring."""
    tell(f"Making .venv/ with Python {platform.python_version()} ...")
    if not run([BASE_PYTHON, "-m", "venv", "--clear", "--without-pip", VENV]):
        raise Stop(
            f"This Python cannot make an environment. Install {VENV_PACKAGE} (Debian, Ubuntu), or use a "
            "Python from python.org, Homebrew, pyenv or uv. Then run this again."
        )


def install_wheels(lock: str) -> None:
    """With uv where there is one, else with a pip inside .venv/, else with the pip of this Python."""
    wheels = ["--require-hashes", "--only-binary", ":all:", "-r", os.path.join(ROOT, lock)]
    uv = shutil.which("uv")
    if uv:
        if run([uv, "pip", "install", "--quiet", "--python", PYTHON, *wheels]):
            return
        tell("uv could not; trying pip.")
    inside, beside = [PYTHON, "-m", "pip"], [BASE_PYTHON, "-m", "pip", "--python", PYTHON]
    if run([*inside, "--version"], quietly=True) or run([PYTHON, "-m", "ensurepip"], quietly=True):
        pip = inside
    elif run([*beside, "--version"], quietly=True):
        pip = beside
    else:
        raise Stop(
            "There is no uv, and this Python has neither ensurepip nor pip. "
            f"Install {VENV_PACKAGE} (Debian, Ubuntu), or uv. Then run this again."
        )
    if not run([*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input", *wheels]):
        raise Stop(
            f"Not everything in {lock} could be installed; the lines above say why. What was installed is "
            "kept. Run this again when the cause is gone (often the network)."
        )


def put_on_path() -> None:
    """Our packages are found by a .pth: an editable install has no hash and fetches a build backend."""
    packages = ask_venv("import sysconfig; print(sysconfig.get_path('purelib'))")
    with open(os.path.join(packages, "heard.pth"), "w", encoding="utf-8") as file:
        file.write(os.path.relpath(ROOT, os.path.realpath(packages)) + "\n")  # relative: a moved folder works


def ask_venv(question: str) -> str:
    """What .venv/'s Python prints; nothing where it is missing or broken."""
    try:
        return (
            subprocess.check_output([PYTHON, "-I", "-c", question], stderr=subprocess.DEVNULL)
            .decode()
            .strip()
        )
    except (OSError, subprocess.CalledProcessError):
        return ""


def tell(words: str) -> None:
    """Flushed, for what follows may write to the same terminal."""
    print(words, flush=True)


def environment() -> Dict[str, str]:
    """The shell's variables for a child, less those that lead to other code."""
    ours = {name: value for name, value in os.environ.items() if name not in LEADS_ELSEWHERE}
    ours["PYTHONTZPATH"] = ""  # the rules of the pinned tzdata: machines must agree on daylight saving
    return ours


def run(command: List[str], quietly: bool = False) -> bool:
    """Run to the end; True where it succeeded. The child ends with us."""
    nowhere = subprocess.DEVNULL if quietly else None
    try:
        return subprocess.call(command, cwd=ROOT, env=environment(), stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False


def become(lock: str, arguments: List[str]) -> int:
    """Turn into .venv/'s Python: one process, which Ctrl-C, TERM and a closed terminal reach unaided."""
    install(lock)
    os.chdir(ROOT)
    os.execve(PYTHON, [PYTHON, *arguments], environment())


def demo(rest: List[str]) -> int:
    """The bot against a pretend Slack."""
    return become(RUNTIME_LOCK, ["-m", "bot", "demo", *rest])


def run_bot(rest: List[str]) -> int:
    """The bot with the settings of .env; what the shell sets wins."""
    bot = ["-m", "bot", "run", *rest]
    if os.path.exists(os.path.join(ROOT, ".env")):
        return become(RUNTIME_LOCK, ["-m", "dotenv", "run", "--no-override", PYTHON, *bot])
    tell("There is no .env: settings come from the shell alone. .env.example names them all.")
    return become(RUNTIME_LOCK, bot)


def test(rest: List[str]) -> int:
    """Every test; on all processors, unless an argument wants a single process."""
    alone = any(word.startswith(ONE_PROCESS) for word in rest)
    if memory_has_room(SHARED_MEMORY):
        os.environ.setdefault("TMPDIR", SHARED_MEMORY)  # databases that live for a second need no disk
    return become(
        DEV_LOCK, ["-m", "pytest", *([] if alone else ["-n", "logical", "--dist", "loadgroup"]), *rest]
    )


def memory_has_room(folder: str) -> bool:
    """Whether it is there, takes some gigabytes, and programs may be started from it."""
    try:
        there = os.statvfs(folder)
    except OSError:
        return False
    return there.f_bavail * there.f_frsize > 4 << 30 and not there.f_flag & getattr(os, "ST_NOEXEC", 8)


def bench(rest: List[str]) -> int:
    """The performance goals."""
    return become(DEV_LOCK, ["-m", "bench", *rest])


def check(_rest: List[str]) -> int:
    """All four, even when the first fails."""
    install(DEV_LOCK)
    failed = []
    for name, arguments in CHECKS:
        tell(f"--- {name}")
        if not run([PYTHON, *arguments]):
            failed.append(name)
    tell("--- failed: {}".format(", ".join(failed)) if failed else "--- all checks passed")
    return 1 if failed else 0


def install_all(_rest: List[str]) -> int:
    """Everything, with what tests and checks need."""
    install(DEV_LOCK)
    tell("Ready in .venv/.")
    return 0


COMMANDS = {
    "demo": demo,
    "test": test,
    "check": check,
    "run": run_bot,
    "bench": bench,
    "install": install_all,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
