"""Our adapter for the kernel's SCTP: it runs inside the emulated machine, where `kernel_scenario` drives it."""

import contextlib
import subprocess

from events import Failure, check
from machine import HERE, Machine
from node import PROGRAM
from ports import free_port

STEPS = (
    "two ASPs at osmo-stp: up, registered, active",
    "64 messages through osmo-stp each way",
    "our gateway listens, our ASP comes with two addresses, 64 messages",
    "the first path is cut: 64 messages by the second",
    "a message of 6000 octets",
    "shutdown, and abort",
)


def run(report, work):
    with report.scenario(work), contextlib.ExitStack() as running:
        with report.step("a machine with SCTP in its kernel, and our program in it"):
            files = {"kernel_scenario": (HERE / "kernel_scenario").read_bytes(), **program()}
            machine = Machine(work, "osmo-stp.cfg", free_port(), free_port(), files=files)
            running.callback(machine.stop)
            machine.wait_line("MACHINE-READY")
        for step in STEPS:
            with report.step(f"kernel SCTP: {step}"):
                machine.wait(lambda step=step: machine.lines(f"STEP {step}") or machine.lines("FAULT"), step, 90)
                check(not machine.lines("FAULT"), "; ".join(machine.lines("FAULT")))


def program():
    """Our program with the libraries and the loader of this host, which may be another Debian than the machine's."""
    files = {"ours/m3ua_node": PROGRAM.read_bytes()}
    said = subprocess.run(("ldd", PROGRAM), capture_output=True, text=True, check=True).stdout
    for line in said.splitlines():
        words = line.split()
        path = next((word for word in words if word.startswith("/")), None)
        if path is None:
            continue
        name = "loader" if "=>" not in words else words[0]
        with open(path, "rb") as library:
            files[f"ours/{name}"] = library.read()
    if "ours/loader" not in files:
        raise Failure(f"ldd did not name a loader:\n{said}")
    return files
