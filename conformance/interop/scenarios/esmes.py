"""The ESMEs made of libraries, and how each is started."""

import dataclasses

from centre import PASSWORD
from child import SCRIPTS, Child
from kannel import Kannel


@dataclasses.dataclass(frozen=True)
class Esme:
    name: str
    command: tuple
    # The forms of messages that it can send.
    forms: tuple = ("short", "udh", "payload")
    # Whether it shows a certificate over TLS.
    shows_certificate: bool = False

    def start(self, port, system_id, work, security=None):
        return Running(self, port, system_id, work, security)


class KannelEsme(Esme):
    def start(self, port, system_id, work, security=None):
        return Kannel(port, system_id, work, security)


class Running(Child):
    def __init__(self, esme, port, system_id, work, security=None):
        command = [*esme.command, "--host", "127.0.0.1", "--port", port,
                   "--system-id", system_id, "--password", PASSWORD, *(security.options(esme) if security else [])]
        super().__init__(esme.name, command, work)

    def submit(self, message):
        self.say(message.line())


@dataclasses.dataclass(frozen=True)
class Security:
    """What an ESME is given for TLS: whom it trusts, who it is, and where it writes the keys for tshark."""

    certificates: object
    key_log: object

    def options(self, esme):
        files = self.certificates
        own = ["--tls-cert", files.pem("client"), "--tls-key", files.key("client")] if esme.shows_certificate else []
        return ["--tls-ca", files.authority, "--tls-keylog", self.key_log, *own]


SMPPLIB = Esme("smpplib", (SCRIPTS / "smpplib_peer.py",), shows_certificate=True)
ESMES = [
    SMPPLIB,
    Esme("aiosmpplib", (SCRIPTS / "aiosmpplib_peer.py",)),
    Esme("node smpp", ("node", SCRIPTS / "node_peer.js"), shows_certificate=True),
    # It reads message_payload, but never writes it.
    KannelEsme("Kannel", (), forms=("short", "udh")),
]
