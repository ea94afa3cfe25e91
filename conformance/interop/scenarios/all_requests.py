"""Every request that two libraries know, against our message centre; and our own example ESME against both."""

import contextlib

from capture import Capture
from centre import PASSWORD, Centre, tenant
from child import ROOT, SCRIPTS, Child

OUR_ESME = ROOT / "target" / "release" / "examples" / "esme"
MUST_SUCCEED = "cancel_sm,replace_sm,submit_multi,data_sm"
NODE_CLIENT = ("node", SCRIPTS / "node_client.js", "--require", MUST_SUCCEED)
LONGEST_SECONDS = 40


def run(report, work, _):
    for what in (to_our_centre, to_their_centre):
        folder = work / what.__name__
        folder.mkdir()
        with report.scenario(folder):
            what(report, folder)


def to_our_centre(report, work):
    with contextlib.ExitStack() as running:
        centre = Centre(work, tenant("demo"))
        running.callback(centre.stop)
        capture = Capture("requests to our centre", centre.port, work)
        running.callback(capture.stop)
        login = ("--host", "127.0.0.1", "--port", centre.port, "--system-id", "demo", "--password", PASSWORD)
        steps = {
            "smpplib, 40 messages and query_sm": (SCRIPTS / "smpplib_client.py", *login, "--messages", 40),
            "node smpp, every request of 3.4": (*NODE_CLIENT, *login),
            "node smpp, every request of 5.0": (*NODE_CLIENT, *login, "--interface-version", 0x50),
            "our ESME": (OUR_ESME, f"127.0.0.1:{centre.port}", "demo", PASSWORD),
        }
        for name, command in steps.items():
            with report.step(f"{name}, against our centre"):
                Child(name, command, work).finish(LONGEST_SECONDS)
        capture.judge(report)


def to_their_centre(report, work):
    with contextlib.ExitStack() as running:
        server = Child("node server", ("node", SCRIPTS / "node_server.js", "--host", "127.0.0.1", "--port", 0,
                                       "--system-id", "demo", "--password", PASSWORD), work)
        running.callback(server.stop)
        server.wait_count("listening", 1, "the server to listen")
        port = server.of("listening")[0]["port"]
        capture = Capture("requests to node smpp", port, work)
        running.callback(capture.stop)
        with report.step("our ESME, against node smpp as a centre"):
            Child("our ESME", (OUR_ESME, f"127.0.0.1:{port}", "demo", PASSWORD), work).finish(LONGEST_SECONDS)
        capture.judge(report)
