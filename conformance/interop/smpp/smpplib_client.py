#!/usr/bin/env python3
"""An ESME by smpplib: binds as transceiver, submits messages, waits for every response and receipt, queries, unbinds.

Prints one JSON line with counts; exits 0 if all went as SMPP 3.4 says, 1 with a "reason" if not, 2 if not set up.
"""

import collections
import importlib.metadata
import json
import re
import select
import signal
import sys
import time

import python_venv  # noqa: F401  first: it finds smpplib
import settings

import smpplib.client
from smpplib import consts, gsm, smpp

SOURCE = "4477000001"
DESTINATION = "4477000002"
RECEIPT_ESM_CLASS = 0x04
ESM_CLASS_MESSAGE_TYPE = 0x3C
# A receipt is wanted for success and for failure (SMPP 3.4 §5.2.17).
REGISTERED_DELIVERY = 0x01
# What smpplib has no class for, so that this client cannot send it.
NOT_IN_SMPPLIB = ["cancel_sm", "replace_sm", "submit_multi"]

PLAIN = "Plain text with @, £, _ and the extension {€}"
UCS2 = "Привет, мир 🚀👍🏽"
LONG = "A long message in three parts. " * 12  # 372 septets: 153 + 153 + 66


def main():
    options = settings.parse(__doc__, {"messages": 3, "window": 10, "deadline": 30.0})
    signal.signal(signal.SIGALRM, lambda *_: expire(options.deadline))
    signal.setitimer(signal.ITIMER_REAL, options.deadline)

    started = time.monotonic()
    report = {"client": "smpplib", "version": importlib.metadata.version("smpplib"), "ok": False}
    try:
        run(options, report)
        report["ok"] = True
    except Exception as error:  # whatever it is, the JSON line says it
        report["reason"] = f"{type(error).__name__}: {error}"
    report["seconds"] = round(time.monotonic() - started, 3)
    print(json.dumps(report))
    return 0 if report["ok"] else 1


def run(options, report):
    report |= {"messages": options.messages, "not_in_library": NOT_IN_SMPPLIB}
    esme = Esme(options.host, options.port)
    report["received"] = esme.received
    try:
        esme.connect()
        bound = esme.bind_transceiver(system_id=options.system_id, password=options.password)
        report["bound_to"] = (bound.system_id or b"").decode("latin-1")

        for number in range(options.messages):
            for part in message_parts(number):
                esme.wait_until(lambda: len(esme.unanswered) < options.window, "a submit_sm_resp")
                esme.submit(f"{DESTINATION}{number:04}", *part)
                report["submit_sm"] = len(esme.destinations)
        esme.wait_until(lambda: not esme.unanswered, "every submit_sm_resp")
        report["message_ids"] = len(set(esme.message_ids.values()))
        esme.wait_until(lambda: esme.receipt_count() >= len(esme.message_ids), "a receipt for every message")

        if esme.message_ids:
            report["query_sm_message_state"] = esme.query(list(esme.message_ids.values())[-1])
        esme.enquire()
        esme.check_receipts()
        report["receipts"] = esme.receipt_count()

        esme.unbind()
    finally:
        esme.disconnect()


def message_parts(number):
    """(text octets, data_coding, esm_class) of each part of a message; the three kinds take turns."""
    text, coding = [
        (PLAIN, consts.SMPP_ENCODING_DEFAULT),
        (UCS2, consts.SMPP_ENCODING_ISO10646),
        (LONG, consts.SMPP_ENCODING_DEFAULT),
    ][number % 3]
    parts, coding, esm_class = gsm.make_parts(text, coding)
    return [(part, coding, esm_class) for part in parts]


class Esme(smpplib.client.Client):
    """smpplib's client, and a record of what was sent and received."""

    def __init__(self, host, port):
        super().__init__(host, port, allow_unknown_opt_params=True)
        self.received = collections.Counter()  # by command
        self.destinations = {}  # sequence_number of each submit_sm: where to
        self.unanswered = set()  # sequence_numbers
        self.message_ids = {}  # by sequence_number
        self.receipts = collections.defaultdict(list)  # by message id: (stat, source_addr)
        self.query_response = None

    def submit(self, destination, text, data_coding, esm_class):
        sent = self.send_message(
            source_addr_ton=consts.SMPP_TON_INTL,
            source_addr_npi=consts.SMPP_NPI_ISDN,
            source_addr=SOURCE,
            dest_addr_ton=consts.SMPP_TON_INTL,
            dest_addr_npi=consts.SMPP_NPI_ISDN,
            destination_addr=destination,
            data_coding=data_coding,
            esm_class=esm_class,
            registered_delivery=REGISTERED_DELIVERY,
            short_message=text,
        )
        self.destinations[sent.sequence] = destination
        self.unanswered.add(sent.sequence)

    def query(self, message_id):
        self.query_message(
            message_id=message_id,
            source_addr_ton=consts.SMPP_TON_INTL,
            source_addr_npi=consts.SMPP_NPI_ISDN,
            source_addr=SOURCE,
        )
        self.wait_until(lambda: self.query_response, "query_sm_resp")
        answered = self.query_response.message_id.decode("latin-1")
        check(answered == message_id, f"query_sm_resp is about {answered!r}, the question was {message_id!r}")
        return self.query_response.message_state

    def enquire(self):
        before = self.received["enquire_link_resp"]
        self.send_pdu(smpp.make_pdu("enquire_link", client=self))
        self.wait_until(lambda: self.received["enquire_link_resp"] > before, "enquire_link_resp")

    def check_receipts(self):
        for sequence, message_id in self.message_ids.items():
            receipts = self.receipts.get(message_id)
            expected = [("DELIVRD", self.destinations[sequence])]
            check(receipts == expected, f"receipts of {message_id!r} are {receipts}, not {expected}")
        strangers = self.receipts.keys() - set(self.message_ids.values())
        check(not strangers, f"receipts of messages that were never submitted: {sorted(strangers)}")

    # What came in.

    def read_pdu(self):
        pdu = super().read_pdu()
        self.received[pdu.command] += 1
        return pdu

    def wait_until(self, condition, what):
        progress["waiting_for"] = what
        while not condition():
            select.select([self._socket], [], [])
            self.read_once(auto_send_enquire_link=False)

    def message_sent_handler(self, pdu, **_):
        check(pdu.sequence in self.unanswered, f"submit_sm_resp with the unknown sequence_number {pdu.sequence}")
        self.unanswered.discard(pdu.sequence)
        message_id = (pdu.message_id or b"").decode("latin-1")
        check(message_id, "submit_sm_resp without a message_id")
        check(message_id not in self.message_ids.values(), f"message_id {message_id!r} was given twice")
        self.message_ids[pdu.sequence] = message_id

    def message_received_handler(self, pdu, **_):
        check(pdu.command == "deliver_sm", f"unexpected {pdu.command}")
        message_type = pdu.esm_class & ESM_CLASS_MESSAGE_TYPE
        check(message_type == RECEIPT_ESM_CLASS, f"deliver_sm with esm_class 0x{pdu.esm_class:02x} is no receipt")
        text = (pdu.short_message or b"").decode("latin-1")
        found = re.match(r"id:(\S+) .*stat:(\S+)", text)
        check(found, f"not the text of a receipt: {text!r}")
        self.receipts[found[1]].append((found[2], pdu.source_addr.decode("latin-1")))

    def query_resp_handler(self, pdu, **_):
        self.query_response = pdu

    def error_pdu_handler(self, pdu):
        raise Failure(f"{pdu.command} with command_status 0x{pdu.status:08x}")

    def receipt_count(self):
        return sum(len(receipts) for receipts in self.receipts.values())


class Failure(Exception):
    """The peer did what it should not."""


progress = {"waiting_for": "the bind"}


def check(condition, reason):
    if not condition:
        raise Failure(reason)


def expire(seconds):
    raise Failure(f"waited for {progress['waiting_for']} when the deadline of {seconds:g} s came")


if __name__ == "__main__":
    sys.exit(main())
