"""ESMEs made of other people's libraries against our message centre, over plain connections and over TLS."""

import contextlib
import functools

import conversation
import messages
from capture import Capture
from centre import Centre, tenant
from certificates import Certificates
from esmes import ESMES, Security

PREFIX = "4478"
# Long enough that receipts are still to come when the centre goes away.
HANDSET = "[handset]\ndelay_ms = 1500"


def run(report, work, certificates):
    strangers = Certificates(work / "strangers")

    def job(esme, security):
        folder = work / f"{esme.name}-{'tls' if security else 'plain'}".replace(" ", "-")
        folder.mkdir()
        with report.scenario(folder):
            one(report, esme, folder, *security)

    kinds = [(), (certificates, strangers)]
    report.side_by_side([functools.partial(job, esme, security) for esme in ESMES for security in kinds])


def one(report, esme, work, certificates=None, strangers=None):
    name = f"{esme.name} over {'TLS' if certificates else 'plain TCP'}"
    key_log = work / "keys" if certificates else None
    security = Security(certificates, key_log) if certificates else None
    with contextlib.ExitStack() as running:

        def keep(it):
            running.callback(it.stop)
            return it

        def start(system_id, security=security):
            return keep(esme.start(port, system_id, work, security))

        centre = keep(Centre(work, tenants(esme, certificates), certificates, HANDSET))
        port = centre.tls_port if certificates else centre.port
        capture = keep(Capture(name, port, work, key_log))
        if certificates:
            with report.step(f"{name}: a centre of an unknown authority is refused"):
                peer = start("talk", Security(strangers, key_log))
                conversation.refused(peer)
                peer.stop()
        with report.step(f"{name}: long messages, Unicode, receipts") as notes:
            peer = start("talk")
            conversation.talk(peer, messages.talk(PREFIX, esme.forms), notes)
            peer.finish()
        with report.step(f"{name}: throttling") as notes:
            peer = start("slow")
            conversation.throttled(peer, messages.burst(100, conversation.BURST), notes)
            peer.finish()
        # Once as an operator does it, once as a crash does.
        stop, how = (centre.kill, "killed") if certificates else (centre.stop, "stopped")
        with report.step(f"{name}: reconnect after the centre was {how}") as notes:
            peer = start("talk")
            conversation.reconnect(
                peer, messages.burst(200, 5), messages.burst(300, 5), lambda: (stop(), centre.start()), notes
            )
            peer.finish()
        capture.judge(report)


def tenants(esme, certificates):
    secured = {}
    if certificates:
        secured["require_tls"] = True
        if esme.shows_certificate:
            secured["client_cert_sha256"] = [certificates.fingerprint("client")]
    talking = tenant("talk", prefixes=[PREFIX], **secured)
    return talking + tenant("slow", rate=conversation.RATE, **secured)
