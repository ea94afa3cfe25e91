#!/usr/bin/env python3
"""A message centre by smpp.twisted3 for ESMEs under test: binds, submit_sm, receipts, and what goes wrong with a centre.

Options, JSON lines and exit codes are those of `node_server.js`, so far as they are there: "listening", "bound",
"submitted", "throttled", "dropped", "receipt_answered", "incoming_answered", "closed"; a message on standard input goes
to a bound receiver.
"""

import json
import logging
import sys
import time

import python_venv  # noqa: F401  first: it finds the packages
import settings
from gsm_text import gsm_text

from smpp.pdu.constants import command_status_name_map
from smpp.pdu.operations import DeliverSM
from smpp.pdu.pdu_types import (
    AddrNpi, AddrTon, CommandId, CommandStatus, DataCoding, DataCodingDefault, DataCodingScheme, EsmClass,
    EsmClassGsmFeatures, EsmClassMode, EsmClassType, MessageState, RegisteredDeliveryReceipt,
)
from smpp.twisted.config import SMPPServerConfig
from smpp.twisted.protocol import DataHandlerResponse
from smpp.twisted.server import SMPPServerFactory
from twisted.cred.error import UnauthorizedLogin
from twisted.internet import defer, reactor, stdio
from twisted.protocols.basic import LineReceiver

OPTIONS = {
    "deadline": 60,  # seconds for everything
    "receipt_delay": 20,  # milliseconds from submit_sm_resp to the receipt
    "receipt_first": False,  # the receipt goes out before the response
    "first_id": 0xABC1,  # the first number; its hexadecimal form has letters
    "ids": "hex",  # so in responses, decimal in receipts; or decimal: the other way round
    "binds": 100,  # at once
    "throttle": 0,  # milliseconds of ESME_RTHROTTLED from the first submission on
    "drop_after": 0,  # accepted submissions after which the connection is dropped, once; 0 for never
}
RADIX = {"hex": ("{:X}", "{:010d}"), "decimal": ("{:d}", "{:010X}")}  # in responses and in receipts


def main():
    options = settings.parse(__doc__, OPTIONS)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    centre = Centre(options)
    port = reactor.listenTCP(options.port, centre.factory, interface=options.host)
    tell("listening", port=port.getHost().port)
    stdio.StandardIO(Incoming(centre))
    reactor.callLater(options.deadline, lambda: (tell("deadline"), centre.end(1)))
    reactor.run()
    return centre.code


class Centre:
    """What is between the library's sessions: the messages, and the faults that were asked for."""

    def __init__(self, options):
        self.options = options
        self.code = 0
        self.factory = Factory(self)
        self.waiting = []  # deliver_sm for which there is no receiver, and what to tell of their answers
        self.accepted = 0
        self.throttled_until = None
        self.dropped = set()

    def handle(self, system_id, session, pdu):
        """Called by the library for each request of a bound session; gives its response."""
        if session in self.dropped:
            return defer.Deferred()
        if pdu.commandId != CommandId.submit_sm:
            return CommandStatus.ESME_RINVCMDID
        to = pdu.params["destination_addr"].decode()
        now = time.monotonic()
        self.throttled_until = self.throttled_until or now + self.options.throttle / 1000
        if now < self.throttled_until:
            tell("throttled", to=to)
            return CommandStatus.ESME_RTHROTTLED
        in_response, in_receipt = RADIX[self.options.ids]
        number = self.options.first_id + self.accepted
        self.accepted += 1
        id = in_response.format(number)
        tell("submitted", to=to, id=id, **contents(pdu))
        self.send_receipt(pdu, in_receipt.format(number), {"event": "receipt_answered", "message_id": id})
        if self.accepted == self.options.drop_after:
            self.dropped.add(session)
            reactor.callLater(0, self.drop, session)
        return DataHandlerResponse(status=CommandStatus.ESME_ROK, message_id=id.encode())

    def send_receipt(self, pdu, id, told):
        if pdu.params["registered_delivery"].receipt != RegisteredDeliveryReceipt.SMSC_DELIVERY_RECEIPT_REQUESTED:
            return
        fields = receipt(pdu, id)
        if self.options.receipt_first:
            self.deliver(fields, told)
        else:
            reactor.callLater(self.options.receipt_delay / 1000, self.deliver, fields, told)

    def deliver(self, fields, told):
        """Sends a deliver_sm to a receiver, or keeps it until there is one; what is not answered is sent again."""
        session = self.factory.receiver(self.options.system_id)
        if session is None or session in self.dropped:
            self.waiting.append((fields, told))
            return
        sent = session.sendDataRequest(DeliverSM(**fields))
        sent.addCallbacks(
            lambda result: tell(**told, command_status=command_status_name_map[result.response.status.name]),
            lambda failure: self.waiting.append((fields, told)),
        )

    def flush(self):
        waiting, self.waiting = self.waiting, []
        for fields, told in waiting:
            self.deliver(fields, told)

    def drop(self, session):
        """Half of the connection: were all of it closed with octets unread, a reset could overtake the last response."""
        tell("dropped")
        session.transport.loseWriteConnection()

    def end(self, code):
        self.code = code
        reactor.stop()


class Factory(SMPPServerFactory):
    def __init__(self, centre):
        options = centre.options
        systems = {options.system_id: {"max_bindings": options.binds}}
        super().__init__(SMPPServerConfig(msgHandler=centre.handle, systems=systems), Portal(options))
        self._centre = centre

    def receiver(self, system_id):
        bound = self.getBoundConnections(system_id)
        return bound and bound.getNextBindingForDelivery()

    def addBoundConnection(self, connection):
        super().addBoundConnection(connection)
        tell("bound", command=connection.bind_type.name, system_id=connection.system_id)
        # Once the bind is answered.
        reactor.callLater(0, self._centre.flush)

    def removeConnection(self, connection):
        super().removeConnection(connection)
        # What it had not answered goes by another one. The library itself leaves its answer open for ever.
        connection.cancelOutboundTransactions(ConnectionError("closed"))
        self._centre.dropped.discard(connection)
        tell("closed")


class Portal:
    """Who may bind: one name with one password."""

    def __init__(self, options):
        self._right = (options.system_id, options.password)

    def login(self, credentials, _, interface):
        if (credentials.username, credentials.password) != self._right:
            return defer.fail(UnauthorizedLogin())
        return defer.succeed((interface, None, lambda: None))


class Incoming(LineReceiver):
    """Messages from handsets, one a line on standard input."""

    delimiter = b"\n"

    def __init__(self, centre):
        self._centre = centre

    def lineReceived(self, line):
        message = json.loads(line)
        fields = addresses(message["from"].encode(), message["to"].encode()) | {
            "short_message": message["text"].encode("utf-16-be"),
            "data_coding": DataCoding(DataCodingScheme.DEFAULT, DataCodingDefault.UCS2),
        }
        self._centre.deliver(fields, {"event": "incoming_answered", "to": message["to"]})


def contents(pdu):
    """The text, how it came, and which part of a message it is."""
    octets, payload = pdu.params["short_message"], pdu.params.get("message_payload")
    is_ucs2 = pdu.params["data_coding"].schemeData == DataCodingDefault.UCS2
    form, place, text = "short", 1, octets
    if payload:
        form, text = "payload", payload
    elif EsmClassGsmFeatures.UDHI_INDICATOR_SET in pdu.params["esm_class"].gsmFeatures:
        form, place, text = "udh", octets[5], octets[octets[0] + 1 :]
    return {"form": form, "place": place, "text": text.decode("utf-16-be") if is_ucs2 else gsm_text(text)}


def receipt(pdu, id):
    """The deliver_sm that says that the message was delivered (SMPP 3.4 Appendix B)."""
    minute = time.strftime("%y%m%d%H%M", time.gmtime())
    text = f"id:{id} sub:001 dlvrd:001 submit date:{minute} done date:{minute} stat:DELIVRD err:000 text:"
    return addresses(pdu.params["destination_addr"], pdu.params["source_addr"]) | {
        "esm_class": EsmClass(EsmClassMode.DEFAULT, EsmClassType.SMSC_DELIVERY_RECEIPT),
        "short_message": text.encode(),
        "receipted_message_id": id.encode(),
        "message_state": MessageState.DELIVERED,
    }


def addresses(source, destination):
    kind = {"source_addr_ton": AddrTon.INTERNATIONAL, "source_addr_npi": AddrNpi.ISDN,
            "dest_addr_ton": AddrTon.INTERNATIONAL, "dest_addr_npi": AddrNpi.ISDN}
    return {**kind, "source_addr": source, "destination_addr": destination}


def tell(event, **values):
    print(json.dumps({"event": event, **values}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
