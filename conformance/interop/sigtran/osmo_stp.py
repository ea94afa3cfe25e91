"""osmo-stp on SCTP of the Linux kernel as a signalling gateway, and ASPs of ours."""

import contextlib
import time

from events import PATIENCE, Failure, check
from machine import Machine
from node import Node
from ports import free_port

CALLER, CALLED, SHARED = 100, 200, 300
MESSAGES = 64
LOADSHARE, SHARED_CONTEXT = 2, 30
# Two heartbeats without an answer are told of.
HEARTBEATS = 4
# The machine finds a dead peer out in a few seconds (`init`); the emulation takes its time.
DEATH_SECONDS = 60


def run(report, work):
    sctp_port, vty_port = free_port(), free_port()
    with report.scenario(work), contextlib.ExitStack() as running:

        def start(name, point_code, **options):
            node = Node(name, "asp", work, udp_port=sctp_port, point_code=point_code, **options)
            running.callback(node.stop)
            return node

        with report.step("a machine with SCTP in its kernel and osmo-stp"):
            machine = Machine(work, "osmo-stp.cfg", sctp_port, vty_port)
            running.callback(machine.stop)
            machine.wait_line("MACHINE-READY")
        with report.step("two ASPs: up, routing keys registered, active"):
            caller, called = start("caller", CALLER, beat=1), start("called", CALLED, local_port=2906)
            for node in (caller, called):
                is_registered_and_active(node)
        with report.step("osmo-stp shows both active"):
            shown = machine.vty("show cs7 instance 0 asp")
            check(shown.count("ASP_ACTIVE") == 2, shown)
        with report.step(f"{MESSAGES} messages from one ASP through it to the other, and back, in sequence"):
            exchange(caller, CALLED, called)
            exchange(called, CALLER, caller)
        with report.step("heartbeats of M3UA, one a second, are answered"):
            time.sleep(HEARTBEATS)
            check(not caller.of("heartbeat lost") and not caller.of("down"), "a heartbeat was not answered")
        failover(report, start, machine, caller)
        with report.step("shut down in good order"):
            caller.tell("quit")
            caller.wait_for("down", reason="Shutdown")


def failover(report, start, machine, caller):
    """Two ASPs share the traffic of one point code; first one aborts, then one is killed."""
    sharing = {"mode": LOADSHARE, "context": SHARED_CONTEXT}
    with report.step("two ASPs share an application server's traffic"):
        one = start("one", SHARED, local_port=2907, **sharing)
        other = start("other", SHARED, local_port=2908, **sharing)
        is_active(one)
        is_active(other)
        send(caller, SHARED, "shared")
        wait_texts((one, other), "shared")
        check(one.texts() and other.texts(), "one of them got all")
    with report.step("one of them aborts its association: the other gets all"):
        one.tell("abort")
        one.wait_for("down", reason="Aborted")
        wait_down(machine, "one")
        send(caller, SHARED, "aborted")
        wait_texts((other,), "aborted")
    with report.step("an ASP comes, the other is killed: the new one gets all") as notes:
        third = start("third", SHARED, local_port=2909, **sharing)
        is_active(third)
        other.kill()
        notes.append(f"found out in {wait_down(machine, 'other'):.1f} s")
        send(caller, SHARED, "killed")
        wait_texts((third,), "killed")


def wait_down(machine, name):
    """Waits until osmo-stp has found out, and tells how long it took.

    Nothing is sent meanwhile: what it cannot send at that moment makes osmo-stp 1.6.0 keep the association for ever.
    """
    began = time.monotonic()
    while time.monotonic() < began + DEATH_SECONDS:
        states = [line for line in machine.vty("show cs7 instance 0 asp").splitlines() if line.startswith(name)]
        if any("ASP_DOWN" in line for line in states):
            return time.monotonic() - began
        time.sleep(0.1)
    raise Failure(f"osmo-stp did not find out in {DEATH_SECONDS} s that {name} is gone")


def is_registered_and_active(node):
    node.wait_for("registration", status="0")
    is_active(node)
    node.wait_for("notify", type="1", information="3")


def is_active(node):
    node.wait_for("asp", state="Active")


def send(node, point_code, text, count=MESSAGES):
    for number in range(count):
        node.tell(f"send {point_code} {number % 16} {text} {number}")


def exchange(sender, point_code, receiver):
    send(sender, point_code, "message")
    wait_texts((receiver,), "message")
    check(len(receiver.texts()) == MESSAGES, "there are too many")
    for sls in range(16):
        numbers = [int(text.split()[-1]) for text, got in receiver.texts() if got == sls]
        check(numbers == list(range(sls, MESSAGES, 16)), f"signalling link selection {sls}: {numbers}")


def wait_texts(nodes, text, count=MESSAGES, seconds=PATIENCE):
    """Waits until the nodes together have got so many messages that begin with this word."""
    deadline = time.monotonic() + seconds
    while True:
        got = sum(said.split()[0] == text for node in nodes for said, _ in node.texts())
        if got >= count:
            return
        if time.monotonic() > deadline:
            raise Failure(f"{got} of {count} messages {text!r} came in {seconds:g} s")
        time.sleep(0.02)
