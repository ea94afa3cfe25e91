"""Kamailio between other programs and ours: a proxy that keeps transactions and records its route, over UDP and from UDP to TCP.
What is in a dialog and does not follow the recorded route it refuses."""

import contextlib
import pathlib
import time

import sipp
from child import Child
from events import Failure, check
from ours import answering, call
from ports import free_port
from switch import switching
from wire import judged

TEMPLATE = pathlib.Path(__file__).resolve().parent / "kamailio.cfg"
CALLS, RATE = sipp.CALLS, sipp.RATE
PASSWORD = "secret08"
# It asks who calls, by Digest.
CHALLENGE = f"""if (method == "INVITE") {{
        if (!pv_proxy_authenticate("127.0.0.1", "{PASSWORD}", "0")) {{
            proxy_challenge("127.0.0.1", "0");
            exit;
        }}
        consume_credentials();
    }}"""


def run(report, work):
    for transport in sipp.TRANSPORTS:
        folder = work / transport
        folder.mkdir()
        between_ours(report, folder, transport)
        to_sipp(report, folder, transport)
    from_sipp(report, work)
    challenged(report, work)
    before_the_switch(report, work)


def between_ours(report, work, transport):
    """Our calls over UDP, through it, to us over this transport: ended, changed and taken back."""
    with answering(work, transport) as answer, proxying(work, transport, answer.ports[transport]) as port:
        with judged(report, f"Kamailio from udp to our {transport}", work, {"udp": port} | answer.ports):
            for how in ("bye", "change", "cancel"):
                with report.step(f"we call us through Kamailio, from udp to {transport}: {how}") as notes:
                    notes.append(calls_are_good(call(work, "udp", port, CALLS, RATE, "how", how), how))
            with report.step(f"what came through Kamailio over {transport}"):
                found = answer.end()
                wanted = {"calls": 3 * CALLS, "cancelled": CALLS, "changed": CALLS, "acknowledged": 3 * CALLS, "ended": 2 * CALLS}
                check({name: found[name] for name in wanted} == wanted, f"we count {found}")
                check(found["retransmissions"] == found["copies"] == 0, f"sent again: {found}")


def to_sipp(report, work, transport):
    """Our calls over UDP, through it, to SIPp over this transport: changed by us, and ended by SIPp."""
    far = free_port()
    with proxying(work, transport, far) as port:
        with judged(report, f"Kamailio from udp to SIPp's {transport}", work, {"udp": port} | {transport: far}):
            for scenario, how in (("callee", "change"), ("callee_ends", "wait")):
                with report.step(f"we call SIPp through Kamailio, from udp to {transport}: {how}") as notes:
                    callee = sipp.start(work, scenario, transport, "-p", str(far), "-d", "20")
                    sipp.wait_for(far, transport, callee)
                    calls_are_good(call(work, "udp", port, CALLS, RATE, "how", how), how)
                    notes.append(sipp.finish(callee, work, scenario))


def from_sipp(report, work):
    with answering(work, "udp") as answer, proxying(work, "udp", answer.ports["udp"]) as port:
        with judged(report, "Kamailio from SIPp to us", work, {"udp": port}):
            with report.step("SIPp calls us through Kamailio") as notes:
                caller = sipp.start(work, "caller", "udp", f"127.0.0.1:{port}", "-r", str(RATE), "-d", "20")
                notes.append(sipp.finish(caller, work, "caller"))
                found = answer.end()
                seen = [found[name] for name in ("calls", "acknowledged", "ended", "retransmissions", "copies")]
                check(seen == [CALLS, CALLS, CALLS, 0, 0], f"we count {found}")


def challenged(report, work):
    """It answers 407; who knows the password calls again as the same call."""
    with answering(work, "udp") as answer:
        with proxying(work, "udp", answer.ports["udp"], modules='loadmodule "auth.so"', first=CHALLENGE) as port:
            with judged(report, "Kamailio that asks for a password", work, {"udp": port}):
                with report.step("we prove a password to Kamailio") as notes:
                    options = ("how", "change", "account", f"alice:{PASSWORD}")
                    notes.append(calls_are_good(call(work, "udp", port, CALLS, RATE, *options), "change"))
                with report.step("Kamailio refuses a wrong password"):
                    found = call(work, "udp", port, 1, RATE, "account", "alice:wrong", fails=True)
                    check(found["failed"] == 1 and found["answered"] == 0, f"we count {found}")
                check(answer.end()["calls"] == CALLS, "a call came without the password")


def before_the_switch(report, work):
    """SIPp calls SIPp through it and through the voice switch behind it."""
    far = free_port()
    with switching(work, f'trust = ["127.0.0.1/32"]\nroute = [{{ prefix = "", to = ["udp:127.0.0.1:{far}"] }}]') as switch:
        with proxying(work, "udp", switch.port) as port:
            with judged(report, "Kamailio before the switch", work, {"udp": port}):
                with report.step("SIPp calls SIPp through Kamailio and the switch") as notes:
                    callee = sipp.start(work, "callee", "udp", "-p", str(far))
                    sipp.wait_for(far, "udp", callee)
                    address = f"127.0.0.1:{port}"
                    caller = sipp.start(work, "caller", "udp", address, "-r", str(RATE), "-d", "20", "-s", "4930")
                    notes.append(sipp.finish(caller, work, "caller"))
                    sipp.finish(callee, work, "callee")
                    whole = [record for record in switch.end() if record["cause"] == "bye"]
                    check(len(whole) == CALLS, f"{len(whole)} records of {CALLS} calls")


def calls_are_good(found, how):
    """None failed, and nothing was sent again."""
    check(found["failed"] == found["retransmissions"] == found["bad"] == 0, f"we count {found}")
    wanted = {"cancel": {"cancelled": CALLS}, "change": {"changed": CALLS, "ended": CALLS}}.get(how, {"ended": CALLS})
    check({name: found[name] for name in wanted} == wanted, f"we count {found}")
    return f"{CALLS} calls, none failed, nothing sent again"


@contextlib.contextmanager
def proxying(work, transport, far, listen="", modules="", first=""):
    """Kamailio, with all that begins a dialog going to this port; its own port, of UDP and TCP."""
    port = free_port()
    config = work / f"kamailio-{port}.cfg"
    listen = f"listen=udp:127.0.0.1:{port}\nlisten=tcp:127.0.0.1:{port}\n{listen}"
    to = f"sip:127.0.0.1:{far};transport={transport}"
    text = TEMPLATE.read_text()
    for name, value in {"LISTEN": listen, "MODULES": modules, "FIRST": first, "TO": to}.items():
        text = text.replace(f"@{name}@", value)
    config.write_text(text)
    kamailio = Child("kamailio", ("kamailio", "-f", config, "-DD", "-E", "-m", "64", "-Y", work, "-w", work), work, both=True)
    with contextlib.ExitStack() as running:
        running.callback(kamailio.stop)
        wait_for(port, kamailio)
        yield port


def wait_for(port, kamailio):
    for _ in range(400):
        if sipp.listens(port, "udp") and sipp.listens(port, "tcp"):
            return
        time.sleep(0.05)
    raise Failure(f"Kamailio does not listen:\n{kamailio.log_end()}")
