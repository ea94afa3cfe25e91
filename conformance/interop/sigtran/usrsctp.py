"""Our SCTP over UDP and usrsctp's, each as client and as server."""

import contextlib
import subprocess

from child import ROOT, Child
from events import check
from ports import free_port

ECHO = ROOT / "target" / "release" / "examples" / "sctp_echo"
THEIRS = "/usr/lib/usrsctp"
ECHO_PORT, CHAT_PORT = 7, 5001
# Its client takes lines of up to 79 octets.
LENGTHS = [1, 2, 10, 50, 79]


def run(report, work):
    with report.scenario(work):
        our_client(report, work)
        our_server(report, work)


def our_client(report, work):
    theirs, ours = free_port(), free_port()
    with contextlib.ExitStack() as running:
        server = Child("echo server", (f"{THEIRS}/echo_server", theirs, ours), work, both=True)
        running.callback(server.stop)
        with report.step("our client, usrsctp's echo server: 1 to 3000 octets on 10 streams, shutdown") as notes:
            client = Child("our client", (ECHO, "client", theirs, ECHO_PORT), work)
            client.finish(60)
            notes.append(f"{client.of('done')[0]['echoed']} echoed")


def our_server(report, work):
    theirs = free_port()
    with contextlib.ExitStack() as running:
        server = Child("our server", (ECHO, "server", CHAT_PORT), work)
        running.callback(server.stop)
        server.wait_count("listening", 1, "our server to listen")
        ours = server.of("listening")[0]["port"]
        with report.step("usrsctp's client, our server: messages, shutdown"):
            client = subprocess.Popen((f"{THEIRS}/client", "127.0.0.1", str(CHAT_PORT), "0", str(theirs), str(ours)),
                                      stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            running.callback(client.kill)
            # It connects before it reads, and sends each line with its end.
            for length in LENGTHS:
                client.stdin.write(b"x" * (length - 1) + b"\n")
            client.stdin.close()
            server.wait_count("down", 1, "the shutdown")
            got = [event["octets"] for event in server.of("message")]
            check(server.of("down")[0]["reason"] == "Shutdown", f"it ended by {server.of('down')[0]['reason']}")
            check(got == LENGTHS, f"got {got}")
