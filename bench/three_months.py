"""Three months with 200 escalations: rows, memory and people's attention, against what was reckoned beforehand."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.databases import DATABASES
from bench.verdict import Bound, Verdict
from tests.databases.postgres import ROOT
from tests.quarter.bounds import kept
from tests.quarter.figures import figures_of
from tests.quarter.life import a_quarter

ESCALATIONS, WEEKS, SEED = 200, 13, 1


def measure() -> Iterator[Verdict]:
    """The same quarter on each database, in a process of its own: its memory is one of the figures."""
    for name, new_database in DATABASES.items():
        with new_database() as url, tempfile.TemporaryDirectory(prefix="heard-quarter-") as folder:
            command = [sys.executable, "-m", "bench.three_months", url, folder]
            lived = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        for line in lived.stdout.splitlines():
            what, counted, at_most = line.split("\t")
            bound = Bound.AT_MOST if at_most else None
            yield Verdict(f"{name}: {what}", float(counted), "", bound, float(at_most or 0))


def main(url: str, folder: Path) -> None:
    """Live through it, and print what was counted and the most it may be, a line each."""
    quarter = a_quarter(url, folder, seed=SEED, escalations=ESCALATIONS, weeks=WEEKS)
    figures = figures_of(quarter)
    for one in kept(quarter, figures):
        print(one.what, one.counted, one.at_most, sep="\t")
    told = {
        "escalations": figures.escalations,
        "messages taken by Slack": quarter.report.sent,
        "forms and buttons": quarter.forms,
        "nudges in all": sum(map(sum, figures.nudges.values())),
    }
    for what, counted in told.items():
        print(what, counted, "", sep="\t")
    for fault in quarter.faults:
        print(fault, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
