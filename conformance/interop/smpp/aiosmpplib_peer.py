#!/usr/bin/env python3
"""An ESME by aiosmpplib, driven by JSON lines: see `peer_lines.py`. Reconnecting, waiting after ESME_RTHROTTLED, and the
parts of long messages are the library's own; a refused message is queued again here."""

import asyncio
import contextlib
import logging
import signal
import ssl
import sys

import peer_lines
import python_venv  # noqa: F401  first: it finds aiosmpplib
import settings

from aiosmpplib import ESME, NPI, TON, PhoneNumber, SmppCommandStatus, StructuredLogger
from aiosmpplib.hook import AbstractHook
from aiosmpplib.protocol import MESSAGE_TYPE_MAP, BindTransceiverResp, DeliverSm, SmppMessage, SubmitSm, SubmitSmResp
from aiosmpplib.retrytimer import SimpleExponentialBackoff
from aiosmpplib.throttle import SimpleThrottleHandler

TURN_SECONDS = 0.05
UDHI = 0x40


def main():
    options = settings.parse(__doc__, peer_lines.OPTIONS)
    signal.alarm(options.deadline)
    with asyncio.Runner(loop_factory=lambda: Loop(options)) as runner:
        runner.run(Peer(options).run())
    return 0


class Peer(AbstractHook):
    """Queues what is to be sent, and prints what the library tells its hook."""

    def __init__(self, options):
        self.lines = peer_lines.Lines()
        self.keys = {}  # sequence_number of a submit_sm: key of its message
        self.messages = {}  # key: the message, until all its parts are accepted
        self.missing = {}  # key: parts that are not accepted yet
        told = Told(self.lines)
        logger = StructuredLogger("peer", logging.ERROR, {}, told)
        self.esme = ESME(
            smsc_host=options.host, smsc_port=options.port, system_id=options.system_id, password=options.password,
            log_level=logging.ERROR, log_handler=told, hook=self,
            retry_timer=SimpleExponentialBackoff(min_delay=200, max_increases=1),
            # As soon as one is refused nothing is sent until the second is over.
            throttle_handler=SimpleThrottleHandler(logger, sampling_period=1.0, sample_size=1.0, throttle_wait=0.2),
        )

    async def run(self):
        running = asyncio.create_task(self.esme.start())
        while not (self.lines.ended and not self.messages):
            for message in self.lines.take():
                self.messages[message["key"]] = message
                await self.enqueue(message)
            await asyncio.sleep(TURN_SECONDS)
        # TLS knows no half-closed connection, which the library asks for at the end.
        with contextlib.suppress(NotImplementedError):
            await self.esme.stop()
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError, NotImplementedError):
            await running
        self.lines.print("unbound")

    async def enqueue(self, message):
        form = message["form"]
        await self.esme.broker.enqueue(SubmitSm(
            source=PhoneNumber(message["from"], TON.INTERNATIONAL, NPI.ISDN),
            destination=PhoneNumber(message["to"], TON.INTERNATIONAL, NPI.ISDN),
            short_message=message["text"], registered_delivery=1, log_id=str(message["key"]),
            # What does not fit goes to message_payload, or with this bit into parts.
            esm_class=UDHI if form == "udh" else 0, auto_message_payload=form != "udh",
        ))

    # What the library tells.

    async def sending(self, smpp_message, pdu, client_id):
        if isinstance(smpp_message, SubmitSm) and not isinstance(smpp_message, DeliverSm):
            key = int(smpp_message.log_id)
            self.keys[smpp_message.sequence_num] = key
            if key not in self.missing:
                _, _, parts = smpp_message.get_segmentation_data()
                self.missing[key] = max(parts, 1)
                self.lines.print("sent", key=key, parts=self.missing[key])

    async def received(self, smpp_message, pdu, client_id):
        header = SmppMessage.parse_header(pdu)
        # Of a message in parts the library hands over only the whole; here each PDU counts.
        one = MESSAGE_TYPE_MAP[header.smpp_command].from_pdu(pdu, header, self.esme.default_encoding)
        if isinstance(one, BindTransceiverResp) and header.command_status == SmppCommandStatus.ESME_ROK:
            self.lines.print("bound")
        elif isinstance(one, DeliverSm) and one.is_receipt():
            receipt = one.parse_receipt()
            self.lines.print("receipt", id=receipt["id"], stat=receipt["stat"])
        elif isinstance(smpp_message, DeliverSm):
            self.delivered(smpp_message)
        elif isinstance(one, SubmitSmResp):
            await self.answered(self.keys.pop(one.sequence_num), one)

    def delivered(self, whole):
        form = "payload" if whole.message_payload else "udh" if whole.is_segmented() else "short"
        text = whole.message_payload or whole.short_message
        to, sender = whole.destination.number, whole.source.number
        self.lines.print("delivered", to=to, **{"from": sender}, form=form, text=text)

    async def answered(self, key, response):
        status = response.command_status
        if status == SmppCommandStatus.ESME_ROK:
            self.lines.print("accepted", key=key, id=response.message_id)
            self.missing[key] -= 1
            if self.missing[key] == 0:
                del self.messages[key]
        elif status == SmppCommandStatus.ESME_RTHROTTLED:
            self.lines.print("throttled", key=key)
            await self.enqueue(self.messages[key])
        else:
            self.lines.print("refused", key=key, status=status.name)

    async def send_error(self, smpp_message, error, client_id):
        await self.enqueue(self.messages[int(smpp_message.log_id)])


class Told(logging.Handler):
    """What the library logs as an error is a connection that failed."""

    def __init__(self, lines):
        super().__init__()
        self._lines = lines

    def emit(self, record):
        self._lines.print("lost", reason=record.getMessage())


class Loop(asyncio.SelectorEventLoop):
    """The library knows no TLS: with this loop all its connections are over TLS, if a CA is given."""

    def __init__(self, options):
        super().__init__()
        self._security = {"ssl": tls(options), "server_hostname": options.tls_name} if options.tls_ca else {}

    async def create_connection(self, *arguments, **settings):
        return await super().create_connection(*arguments, **settings, **self._security)


def tls(options):
    context = ssl.create_default_context(cafile=options.tls_ca)
    if options.tls_cert:
        context.load_cert_chain(options.tls_cert, options.tls_key)
    if options.tls_keylog:
        context.keylog_filename = options.tls_keylog
    return context


if __name__ == "__main__":
    sys.exit(main())
