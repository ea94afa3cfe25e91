"""SIPp as caller and as callee, over UDP and over TCP: 200 calls each, at 50 a second."""

import csv
import os
import pathlib
import subprocess

from events import Failure, check
from ours import answering, call
from ports import free_port
from wire import judged

HERE = pathlib.Path(__file__).resolve().parent
CALLS, RATE = 200, 50
TRANSPORTS = {"udp": "u1", "tcp": "t1"}


def run(report, work):
    for transport in TRANSPORTS:
        folder = work / transport
        folder.mkdir()
        caller(report, folder, transport)
        callee(report, folder, transport)


def caller(report, work, transport):
    with answering(work, transport) as answer, judged(report, f"SIPp's calls over {transport}", work, answer.ports):
        with report.step(f"SIPp calls us over {transport}") as notes:
            port = answer.ports[transport]
            sipp = start(work, "uac", transport, f"127.0.0.1:{port}", "-r", str(RATE), "-d", "20")
            notes.append(finish(sipp, work, "uac"))
            found = answer.end()
            for name in ("calls", "acknowledged", "ended"):
                check(found[name] == CALLS, f"we count {found[name]} {name}")
            check(found["retransmissions"] == found["copies"] == 0, f"sent again: {found}")


def callee(report, work, transport):
    port = free_port()
    with judged(report, f"our calls over {transport}", work, {transport: port}):
        with report.step(f"we call SIPp over {transport}") as notes:
            sipp = start(work, "uas", transport, "-p", str(port))
            wait_for(port, transport, sipp)
            found = call(work, transport, port, CALLS, RATE)
            check(found["answered"] == found["ended"] == CALLS and found["failed"] == 0, f"we count {found}")
            check(found["retransmissions"] == 0, f"{found['retransmissions']} sent again by us")
            notes.append(finish(sipp, work, "uas"))


def start(work, scenario, transport, *rest):
    """With a scenario of ours, which is a file, or one that is built in."""
    file = HERE / f"{scenario}.xml"
    what = ("-sf", str(file)) if file.exists() else ("-sn", scenario)
    command = ["sipp", *what, "-t", TRANSPORTS[transport], "-i", "127.0.0.1", "-m", str(CALLS), "-nostdin",
               "-trace_stat", "-stf", str(work / f"{scenario}.csv"), "-trace_err", *rest]
    with open(work / f"sipp-{scenario}.log", "wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=work,
                                env={**os.environ, "TERM": "dumb"})


def finish(sipp, work, scenario):
    """Waits for its end: every call succeeded, and nothing was sent again."""
    try:
        code = sipp.wait(60)
    except subprocess.TimeoutExpired:
        sipp.kill()
        raise Failure("SIPp did not end in 60 s") from None
    with open(work / f"{scenario}.csv") as file:
        last = list(csv.DictReader(file, delimiter=";"))[-1]
    good, bad, again = (int(last[name]) for name in ("SuccessfulCall(C)", "FailedCall(C)", "Retransmissions(C)"))
    check(code == 0 and good == CALLS and bad == 0, f"SIPp ended with {code}: {good} calls succeeded, {bad} failed")
    check(again == 0, f"SIPp has sent {again} messages again")
    return f"{good} calls, none failed, nothing sent again"


def wait_for(port, transport, sipp):
    """Until it listens: nobody else can have its port then."""
    for _ in range(200):
        if listens(port, transport):
            return
        try:
            code = sipp.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise Failure(f"SIPp ended with {code}")
    raise Failure("SIPp does not listen")


def listens(port, transport):
    rows = pathlib.Path(f"/proc/net/{transport}").read_text().splitlines()[1:]
    return any(row.split()[1].endswith(f":{port:04X}") for row in rows)
