"""The conformance suite against osmo-stp as a signalling gateway. Failed cases are what it is there to find: they stand in
../../reports, and the scenario is good if the suite came to its end."""

import contextlib
import pathlib
import subprocess

from events import check
from machine import Machine
from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[3]
REPORT = ROOT / "conformance" / "reports" / "m3ua-osmo-stp.md"
SECONDS = 900


def run(report, work):
    sctp_port, vty_port = free_port(), free_port()
    with report.scenario(work), contextlib.ExitStack() as running:
        with report.step("a machine with osmo-stp as the suite wants it"):
            machine = Machine(work, "osmo-stp-suite.cfg", sctp_port, vty_port)
            running.callback(machine.stop)
            machine.wait_line("MACHINE-READY")
        with report.step("every case is tried"):
            command = ("cargo", "run", "--quiet", "-p", "brivas-conformance", "--", "m3ua", "--target",
                       f"127.0.0.1:{sctp_port}", "--name", "osmo-stp 1.6.0", "--report", REPORT)
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
            check(done.returncode in (0, 1), done.stderr)
            print("  ", done.stdout.strip().splitlines()[-1])
