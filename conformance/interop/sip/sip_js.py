"""SIP.js over WebSocket, driven by `sip_js_peer.mjs`: it registers, calls, hangs up, sends a MESSAGE and unregisters."""

import pathlib

from child import PEERS, Child
from events import check
from ours import answering
from wire import judged

HERE = pathlib.Path(__file__).resolve().parent
STEPS = ["registered", "answered", "ended", "message", "unregistered"]


def run(report, work):
    with answering(work, "ws") as answer, judged(report, "SIP.js over WebSocket", work, answer.ports):
        with report.step("SIP.js registers and calls over ws") as notes:
            url = f"ws://127.0.0.1:{answer.ports['ws']}"
            peer = Child("SIP.js", ("node", HERE / "sip_js_peer.mjs", PEERS / "sip" / "node", url), work)
            peer.finish(30)
            got = [name for name in STEPS if peer.of(name)]
            check(got == STEPS, f"only {got}")
            found = answer.end()
            seen = tuple(found[name] for name in ("calls", "acknowledged", "ended", "registrations", "other"))
            check(seen == (1, 1, 1, 2, 1), f"we count {found}")
            notes.append(", ".join(got))
