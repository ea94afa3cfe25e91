"""Other people's message centres, to which we link."""

import dataclasses

from centre import PASSWORD
from child import SCRIPTS, Child

SYSTEM_ID = "brivas-link"
NODE = ("node", SCRIPTS / "node_server.js")
TWISTED = (SCRIPTS / "twisted_server.py",)


@dataclasses.dataclass(frozen=True)
class Server:
    name: str
    command: tuple
    # How it writes ids in its responses.
    ids: str
    options: tuple = ()
    is_tls: bool = False

    @property
    def receipt_ids(self):
        return {"hex": "decimal", "decimal": "hex"}[self.ids]


SERVERS = [
    Server("node smpp, receipts first", NODE, "hex", ("--receipt-first",)),
    Server("smpp.twisted3", TWISTED, "decimal"),
    Server("smpp.twisted3, receipts first", TWISTED, "hex", ("--receipt-first",)),
    Server("node smpp over TLS", NODE, "decimal", is_tls=True),
]


def start(server, port, work, certificates, key_log, more):
    options = ["--host", "127.0.0.1", "--port", port, "--system-id", SYSTEM_ID, "--password", PASSWORD,
               "--ids", server.ids, *server.options, *more]
    if server.is_tls:
        options += ["--tls-cert", certificates.pem("server"), "--tls-key", certificates.key("server"),
                    "--tls-client-ca", certificates.authority, "--tls-keylog", key_log]
    child = Child("far centre", [*server.command, *options], work)
    child.wait_count("listening", 1, "it to listen")
    return child
