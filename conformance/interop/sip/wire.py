"""A capture of some ports by tshark, and what tshark says of it."""

import contextlib
import os
import signal
import subprocess
import time

from child import Child
from events import Failure, check

LONGEST_SECONDS = 120
QUIET_SECONDS = 0.6


@contextlib.contextmanager
def judged(report, name, work, ports, key_log=None):
    """Captures while its body runs; then a step that fails unless tshark reads it all as SIP that is well formed. What is in TLS
    it reads by the keys of its connections."""
    file = work / f"{name.replace(' ', '-')}.pcap"
    one_of = " or ".join(f"port {port}" for port in ports.values())
    tshark = Child("tshark", ("tshark", "-q", "-i", "lo", "-f", one_of, "-a", f"duration:{LONGEST_SECONDS}", "-w", file), work)
    with contextlib.ExitStack() as running:
        running.callback(tshark.stop, signal.SIGINT)
        _wait_until(lambda: file.exists() and os.path.getsize(file) > 0, "tshark to capture")
        yield
        with report.step(f"tshark on {name}") as notes:
            _wait_until(lambda: _is_quiet(file), "the last packets")
            tshark.stop(signal.SIGINT)
            notes.append(f"{_judge(file, ports, key_log)} frames of SIP, none malformed")


def _judge(file, ports, key_log):
    protocols = {
        "udp": ["udp.port=={},sip"], "tcp": ["tcp.port=={},sip"], "ws": ["tcp.port=={},http"],
        "tls": ["tcp.port=={},tls", "tls.port=={},sip"],
    }
    told = [part for name, port in ports.items() for rule in protocols[name] for part in ("-d", rule.format(port))]
    if key_log:
        told += ["-o", f"tls.keylog_file:{key_log}"]
    frames = _tshark(file, told, "sip || sdp")
    # What went over the ports and is neither SIP, nor the beginning and end of WebSocket or TLS, nor a keep-alive.
    beginnings = "!http && !websocket && !tls.handshake && !tls.change_cipher_spec && !tls.alert_message && !tcp.segment_data"
    strays = _tshark(file, told, f"(udp.length > 12 || tcp.len > 4) && !sip && {beginnings}")
    malformed = _tshark(file, told, "_ws.malformed || (sip && _ws.expert.severity == error)")
    check(frames, "no SIP in the capture")
    check(not malformed, f"malformed: {malformed[:5]}")
    check(not strays, f"no SIP: {strays[:5]}")
    return len(frames)


def _tshark(file, told, filter):
    command = ["tshark", "-n", "-2", "-r", str(file), *told, "-Y", filter, "-T", "fields", "-e", "frame.number",
               "-e", "frame.protocols", "-e", "_ws.expert.message"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise Failure(f"tshark: {done.stderr.strip()}")
    return done.stdout.splitlines()


def _is_quiet(file):
    """What went over the wire comes to the file a moment later."""
    before = os.path.getsize(file)
    time.sleep(QUIET_SECONDS)
    return os.path.getsize(file) == before


def _wait_until(condition, what):
    deadline = time.monotonic() + 20
    while not condition():
        if time.monotonic() > deadline:
            raise Failure(f"waited for {what}")
        time.sleep(0.02)
