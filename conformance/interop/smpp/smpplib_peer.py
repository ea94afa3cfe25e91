#!/usr/bin/env python3
"""An ESME by smpplib, driven by JSON lines: see `peer_lines.py`. It reconnects by itself and waits after ESME_RTHROTTLED."""

import select
import signal
import ssl
import sys
import time

import peer_lines
import python_venv  # noqa: F401  first: it finds smpplib
import settings
from gsm_text import gsm_text

import smpplib.client
from smpplib import consts, exceptions, gsm, smpp

RECONNECT_SECONDS = 0.2
THROTTLED_SECONDS = 0.5
UDHI = 0x40
RECEIPT = 0x04
MESSAGE_TYPE = 0x3C


def main():
    options = settings.parse(__doc__, peer_lines.OPTIONS)
    signal.alarm(options.deadline)
    lines = peer_lines.Lines()
    peer = Peer(options, lines)
    while not peer.is_done():
        try:
            peer.run()
        except (exceptions.ConnectionError, exceptions.PDUError, OSError) as error:
            lines.print("lost", reason=f"{type(error).__name__}: {error}")
            time.sleep(RECONNECT_SECONDS)
    return 0


class Peer:
    """What is to be sent outlives the connections."""

    def __init__(self, options, lines):
        self.options, self.lines = options, lines
        self.queue = []  # (when, key, fields of submit_sm)
        self.unanswered = {}  # sequence_number: (key, fields)
        self.joined = peer_lines.Joiner()

    def is_done(self):
        return self.lines.ended and not self.queue and not self.unanswered

    def run(self):
        options = self.options
        client = Client(self)
        client.connect()
        try:
            client.bind_transceiver(system_id=options.system_id, password=options.password)
            self.lines.print("bound")
            while not self.is_done():
                self.turn(client)
            client.unbind()
            self.lines.print("unbound")
        finally:
            self.queue += [(0, *item) for item in self.unanswered.values()]
            self.unanswered.clear()
            client.disconnect()

    def turn(self, client):
        for message in self.lines.take():
            self.take(message)
        now = time.monotonic()
        due, self.queue = [it for it in self.queue if it[0] <= now], [it for it in self.queue if it[0] > now]
        for position, (_, key, fields) in enumerate(due):
            try:
                self.unanswered[client.send_message(**fields).sequence] = (key, fields)
            except Exception:
                self.queue += due[position:]
                raise
        # What TLS has read already does not show at the socket.
        socket = client._socket
        if getattr(socket, "pending", lambda: 0)() or select.select([socket], [], [], 0.05)[0]:
            client.read_once(auto_send_enquire_link=False)

    def take(self, message):
        """Queues the parts of a message."""
        text, form = message["text"], message["form"]
        coding = consts.SMPP_ENCODING_DEFAULT
        parts, coding, esm_class = gsm.make_parts(text, coding)
        if form == "payload":
            encode = gsm.ENCODINGS[coding][0]
            bodies = [{"message_payload": encode(text), "short_message": None}]
            esm_class = 0
        else:
            bodies = [{"short_message": part} for part in parts]
        common = {
            "source_addr_ton": consts.SMPP_TON_INTL, "source_addr_npi": consts.SMPP_NPI_ISDN,
            "source_addr": message["from"],
            "dest_addr_ton": consts.SMPP_TON_INTL, "dest_addr_npi": consts.SMPP_NPI_ISDN,
            "destination_addr": message["to"],
            "data_coding": coding, "esm_class": esm_class, "registered_delivery": 1,
        }
        self.lines.print("sent", key=message["key"], parts=len(bodies))
        self.queue += [(0, message["key"], common | body) for body in bodies]

    # What came in.

    def answered(self, pdu):
        key, fields = self.unanswered.pop(pdu.sequence)
        if pdu.status == consts.SMPP_ESME_ROK:
            self.lines.print("accepted", key=key, id=text_of(pdu.message_id))
        elif pdu.status == consts.SMPP_ESME_RTHROTTLED:
            self.lines.print("throttled", key=key)
            self.queue.append((time.monotonic() + THROTTLED_SECONDS, key, fields))
        else:
            self.lines.print("refused", key=key, status=pdu.status)

    def received(self, pdu):
        octets = pdu.short_message or pdu.message_payload or b""
        if pdu.esm_class & MESSAGE_TYPE == RECEIPT:
            self.lines.print("receipt", **peer_lines.receipt(octets.decode("latin-1")))
            return
        header = b""
        if pdu.esm_class & UDHI:
            header, octets = octets[: octets[0] + 1], octets[octets[0] + 1 :]
        form = "payload" if pdu.message_payload else "udh" if header else "short"
        coding = "utf-16-be" if pdu.data_coding == consts.SMPP_ENCODING_ISO10646 else "gsm"
        whole = self.joined.add(text_of(pdu.source_addr), header, octets)
        if whole is not None:
            text = gsm_text(whole) if coding == "gsm" else whole.decode(coding)
            to, sender = text_of(pdu.destination_addr), text_of(pdu.source_addr)
            self.lines.print("delivered", to=to, **{"from": sender}, form=form, text=text)


class Client(smpplib.client.Client):
    """smpplib's client, which tells the peer what came."""

    def __init__(self, peer):
        options = peer.options
        context = tls(options) if options.tls_ca else None
        super().__init__(options.host, options.port, ssl_context=context, allow_unknown_opt_params=True)
        self.set_message_sent_handler(peer.answered)
        self.set_message_received_handler(peer.received)
        # The handler of answers is called for a refusal, too.
        self.set_error_pdu_handler(lambda pdu: None)

    def read_pdu(self):
        pdu = super().read_pdu()
        if pdu.command == "unbind":  # which the library reads and does not answer
            answer = smpp.make_pdu("unbind_resp", client=self)
            answer.sequence = pdu.sequence
            self.send_pdu(answer)
            raise exceptions.ConnectionError("the centre unbinds")
        return pdu


class NamedContext(ssl.SSLContext):
    """smpplib wraps its socket without a name; this one checks the server's name all the same."""

    server_name = None

    def wrap_socket(self, sock, **options):
        return super().wrap_socket(sock, server_hostname=self.server_name, **options)


def tls(options):
    context = NamedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.server_name = options.tls_name
    context.load_verify_locations(options.tls_ca)
    if options.tls_cert:
        context.load_cert_chain(options.tls_cert, options.tls_key)
    if options.tls_keylog:
        context.keylog_filename = options.tls_keylog
    return context


def text_of(octets):
    return (octets or b"").decode("latin-1")


if __name__ == "__main__":
    sys.exit(main())
