"""The voice switch between other people's programs: SIPp calls SIPp through it, and SIP.js calls baresip, both registered."""

import contextlib
import functools
import hashlib
import json
import pathlib

import baresip
import sipp
from centre import BRIVAS
from child import PEERS, Child
from events import check
from ports import free_port
from wire import judged

HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = "secret08"


def run(report, work):
    for transport in sipp.TRANSPORTS:
        folder = work / transport
        folder.mkdir()
        gateways(report, folder, transport)
    users(report, work)


def gateways(report, work, transport):
    """SIPp's calls over this transport, to SIPp over UDP."""
    far = free_port()
    with switching(work, f'trust = ["127.0.0.1/32"]\nroute = [{{ prefix = "", to = ["udp:127.0.0.1:{far}"] }}]') as switch:
        ports = {"udp": switch.port} if transport == "udp" else {"udp": far, "tcp": switch.port}
        with judged(report, f"the switch from {transport} to udp", work, ports):
            with report.step(f"SIPp calls SIPp through the switch, over {transport}") as notes:
                callee = sipp.start(work, "uas", "udp", "-p", str(far))
                sipp.wait_for(far, "udp", callee)
                address = f"127.0.0.1:{switch.port}"
                caller = sipp.start(work, "uac", transport, address, "-r", str(sipp.RATE), "-d", "20", "-s", "4930")
                notes.append(sipp.finish(caller, work, "uac"))
                sipp.finish(callee, work, "uas")
                records = switch.end()
                whole = [record for record in records if record["cause"] == "bye" and record["called"] == "4930"]
                check(len(whole) == sipp.CALLS, f"{len(whole)} records of {sipp.CALLS} calls, {len(records)} in all")


def users(report, work):
    """SIP.js over WebSocket calls baresip over UDP: both prove their passwords, by MD5, the only digest that they know."""
    names = "".join(f"[[switch.user]]\nname = \"{name}\"\nha1_md5 = \"{ha1(name)}\"\n" for name in ("alice", "bob"))
    with switching(work, names) as switch, judged(report, "the switch between users", work, switch.ports()):
        with report.step("SIP.js calls baresip through the switch") as notes:
            account = (f"<sip:bob@127.0.0.1>;outbound=\"sip:127.0.0.1:{switch.port}\";auth_user=bob;auth_pass={PASSWORD};"
                       "regint=60;answermode=auto")
            bob = baresip.start(work, free_port(), account)
            with contextlib.ExitStack() as running:
                running.callback(bob.stop)
                baresip.said(bob, "200 OK", "its registration")
                url = f"ws://127.0.0.1:{switch.ws}"
                alice = Child("SIP.js", ("node", HERE / "sip_js_peer.mjs", PEERS / "sip" / "node", url, PASSWORD), work)
                alice.finish(30)
                baresip.said(bob, "session closed", "the end of the call")
            records = switch.end()
            seen = [(record["from"], record["called"], record["ended_by"]) for record in records]
            check(seen == [("alice", "bob", "caller")], f"records: {seen}")
            notes.append("registered, answered, ended")


def ha1(name):
    return hashlib.md5(f"{name}:127.0.0.1:{PASSWORD}".encode()).hexdigest()


class Switch:
    """`brivas up` with a switch; `more` is text of its section."""

    def __init__(self, work, more):
        self.port, self.ws = free_port(), free_port()
        self._data = work / "data"
        config = work / "brivas.toml"
        config.write_text(f"""
[smpp]
listen = "127.0.0.1:0"
[http]
listen = "127.0.0.1:0"
[switch]
listen = "127.0.0.1:{self.port}"
ws = "127.0.0.1:{self.ws}"
domain = "127.0.0.1"
{more}
""")
        config.chmod(0o600)
        self._child = Child("brivas", (BRIVAS, "up", "--data", self._data, "--config", config), work, both=True)
        said = functools.partial(self._child.of, "line")
        self._child.wait(lambda: any("SIP over WebSocket" in line["text"] for line in said()), "the switch to listen")

    def ports(self):
        return {"udp": self.port, "ws": self.ws}

    def stop(self):
        self._child.stop()

    def end(self):
        """Ends it; its call records."""
        self.stop()
        return [json.loads(line) for line in (self._data / "calls.jsonl").read_text().splitlines()]


@contextlib.contextmanager
def switching(work, more):
    switch = Switch(work, more)
    with contextlib.ExitStack() as running:
        running.callback(switch.stop)
        yield switch
