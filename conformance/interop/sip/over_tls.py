"""TLS between ours and Kamailio, each side with a certificate that the other checks: our calls to it and its to us, and to the
voice switch. Certificates are made anew for each run, by openssl; SIPp as Debian builds it has no TLS."""

import contextlib
import pathlib

import sipp
from certificates import Certificates
from events import check
from kamailio import CALLS, RATE, calls_are_good, proxying
from ours import answering, call
from ports import free_port
from switch import switching
from wire import judged

TEMPLATE = pathlib.Path(__file__).resolve().parent / "kamailio_tls.cfg"


def run(report, work):
    certificates, others = Certificates(work / "certificates"), Certificates(work / "others")
    to_kamailio(report, work, certificates, others)
    from_kamailio(report, work, certificates, others)
    to_the_switch(report, work, certificates)


def to_kamailio(report, work, certificates, others):
    """Our calls over TLS to it, which go on to us over UDP."""
    keys, tls = work / "to.keys", free_port()
    with answering(work, "udp") as answer, proxying_tls(work, "udp", answer.ports["udp"], certificates, tls):
        with judged(report, "TLS to Kamailio", work, {"tls": tls} | answer.ports, keys):
            for how in ("change", "cancel"):
                with report.step(f"we call over TLS to Kamailio: {how}") as notes:
                    found = call(work, "tls", tls, CALLS, RATE, "how", how, *client(certificates), key_log=keys)
                    notes.append(calls_are_good(found, how))
            with report.step("we refuse Kamailio's certificate, of an authority that we do not know"):
                shown = ("certificate", certificates.pem("client"), "key", certificates.key("client"))
                found = call(work, "tls", tls, 1, RATE, "authority", others.authority, *shown, key_log=keys, fails=True)
                check(found["failed"] == 1, f"we count {found}")
            with report.step("Kamailio refuses us without a certificate"):
                found = call(work, "tls", tls, 1, RATE, "authority", certificates.authority, key_log=keys, fails=True)
                check(found["failed"] == 1, f"we count {found}")
            check(answer.end()["calls"] == 2 * CALLS, "a call came that should not")


def from_kamailio(report, work, certificates, others):
    """Our calls over UDP to it, which go on to us over TLS."""
    keys = work / "from.keys"
    server = ("authority", certificates.authority, "certificate", certificates.pem("server"), "key", certificates.key("server"))
    with answering(work, "tls", options=server, key_log=keys) as answer:
        with proxying_tls(work, "tls", answer.ports["tls"], certificates, free_port()) as port:
            with judged(report, "TLS from Kamailio", work, {"udp": port} | answer.ports, keys):
                for how in ("change", "cancel"):
                    with report.step(f"Kamailio calls us over TLS: {how}") as notes:
                        notes.append(calls_are_good(call(work, "udp", port, CALLS, RATE, "how", how), how))
                found = answer.end()
                check(found["calls"] == 2 * CALLS and found["bad"] == 0, f"we count {found}")
    with report.step("Kamailio refuses our certificate, of another authority"):
        server = ("certificate", others.pem("server"), "key", others.key("server"))
        with answering(work, "tls", options=server) as answer:
            with proxying_tls(work, "tls", answer.ports["tls"], certificates, free_port()) as port:
                found = call(work, "udp", port, 1, RATE, fails=True)
                check(found["failed"] == 1 and answer.end()["calls"] == 0, f"we count {found}")


def to_the_switch(report, work, certificates):
    """SIPp's calls over UDP to it, which go on over TLS to the switch, and from there to SIPp."""
    far, tls = free_port(), free_port()
    more = f"""
tls = "127.0.0.1:{tls}"
cert = "{certificates.pem("server")}"
key = "{certificates.key("server")}"
trust = ["127.0.0.1/32"]
route = [{{ prefix = "", to = ["udp:127.0.0.1:{far}"] }}]
"""
    with switching(work, more) as switch, proxying_tls(work, "tls", tls, certificates, free_port()) as port:
        with judged(report, "Kamailio before the switch over TLS", work, {"udp": port}):
            with report.step("Kamailio calls the switch over TLS") as notes:
                callee = sipp.start(work, "callee", "udp", "-p", str(far))
                sipp.wait_for(far, "udp", callee)
                address = f"127.0.0.1:{port}"
                caller = sipp.start(work, "caller", "udp", address, "-r", str(RATE), "-d", "20", "-s", "4930")
                notes.append(sipp.finish(caller, work, "caller"))
                sipp.finish(callee, work, "callee")
                whole = [record for record in switch.end() if record["cause"] == "bye"]
                check(len(whole) == CALLS, f"{len(whole)} records of {CALLS} calls")


def client(certificates):
    return ("authority", certificates.authority, "certificate", certificates.pem("client"), "key", certificates.key("client"))


@contextlib.contextmanager
def proxying_tls(work, transport, far, certificates, tls):
    """Kamailio that listens for TLS, too; its port of UDP and TCP."""
    config = work / f"tls-{tls}.cfg"
    config.write_text(TEMPLATE.read_text().replace("@FOLDER@", str(certificates.folder)))
    modules = f'loadmodule "tls.so"\nmodparam("tls", "config", "{config}")'
    with proxying(work, transport, far, f"listen=tls:127.0.0.1:{tls}\nenable_tls=yes", modules) as port:
        yield port
