"""osmo-stp as an ASP that connects to our signalling gateway."""

import contextlib
import time

from events import check
from machine import Machine
from node import Node
from ports import free_port

THEIRS = 1
# Two heartbeats without an answer are told of.
HEARTBEATS = 4
# It tries again every few seconds.
CONNECT_SECONDS = 60


def run(report, work):
    sctp_port, vty_port, udp_port = free_port(), free_port(), free_port()
    with report.scenario(work), contextlib.ExitStack() as running:
        with report.step("a machine with osmo-stp as an ASP"):
            gateway = Node("gateway", "sgp", work, udp=f"0.0.0.0:{udp_port}", point_code=THEIRS, opc=9, beat=1)
            running.callback(gateway.stop)
            gateway.wait_count("listening", 1, "our gateway to listen")
            machine = Machine(work, "osmo-stp-client.cfg", sctp_port, vty_port, udp_port, {"no-server": b""})
            running.callback(machine.stop)
            machine.wait_line("MACHINE-READY")
        with report.step("it associates, is up, and is active at our gateway"):
            gateway.wait_count("incoming", 1, "an association", CONNECT_SECONDS)
            gateway.wait_for("asp", state="Inactive")
            gateway.wait_for("asp", state="Active")
            gateway.wait_for("as", state="Active")
        with report.step("osmo-stp shows itself active"):
            shown = machine.vty("show cs7 instance 0 asp")
            check("ASP_ACTIVE" in shown, shown)
        with report.step("it takes a message of the network, and answers heartbeats, one a second"):
            gateway.tell(f"send {THEIRS} 3 hello")
            time.sleep(HEARTBEATS)
            for fault in ("refused", "peer error", "faulted", "heartbeat lost", "down"):
                check(not gateway.of(fault), f"{gateway.of(fault)}")
        with report.step("we shut down: it sees the association end"):
            gateway.tell("quit")
            gateway.wait_for("down", reason="Shutdown")
