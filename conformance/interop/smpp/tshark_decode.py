#!/usr/bin/env python3
"""What tshark reads in SMPP PDUs: hex lines in, one JSON line out for each, in order.

    {"pdus":1,"malformed":[],"expert":[],"fields":{"smpp.message_id":[{"show":"42","offset":16,"hex":"343200"}]}}

"pdus" is how many PDUs tshark found in the octets (0: it does not take them for SMPP, or the PDU is not whole),
"malformed" the protocols that it calls malformed ("SMPP"; "GSM SMS UD" when only the text's header is), "expert" its
remarks, "fields" each smpp.* field in wire order with its offset from the start of the line's octets. A line that is
no hex, or too long for one packet, gives {"error":…}. Empty lines are skipped. --pcap FILE keeps the capture.
Exit code 1 with a reason if tshark fails or the --deadline (60 s) comes, 2 if it is not installed.
"""

import argparse
import json
import re
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import tcp_capture

PDU_OFFSET = tcp_capture.IP_HEADER_OCTETS + tcp_capture.TCP_HEADER_OCTETS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pcap", help="keep the capture in this file")
    parser.add_argument("--deadline", type=float, default=60.0, help="seconds for everything")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"not done at the deadline of {options.deadline:g} s"))
    signal.setitimer(signal.ITIMER_REAL, options.deadline)

    items = [read_line(line.strip()) for line in sys.stdin if line.strip()]
    segments = [item for item in items if isinstance(item, bytes)]
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = options.pcap or f"{folder}/pdus.pcap"
            tcp_capture.write(path, segments)
            packets = iter(dissect(path))
    except FileNotFoundError:
        return fail("tshark is not installed: run conformance/interop/setup", 2)
    except (subprocess.SubprocessError, ElementTree.ParseError) as error:
        return fail(f"tshark failed: {error} {getattr(error, 'stderr', None) or ''}", 1)

    for item in items:
        print(json.dumps(next(packets) if isinstance(item, bytes) else item))
    return 0


def read_line(line):
    """The octets of the line, or the answer that says what is wrong with it."""
    try:
        octets = bytes.fromhex(line)
    except ValueError as error:
        return {"error": str(error)}
    if len(octets) > tcp_capture.SEGMENT_LIMIT:
        return {"error": f"{len(octets)} octets, one packet holds {tcp_capture.SEGMENT_LIMIT}"}
    return octets


def dissect(path):
    port = f"tcp.port=={tcp_capture.SERVER_PORT},smpp"
    command = ["tshark", "-n", "-r", path, "-d", port, "-T", "pdml"]
    pdml = subprocess.run(command, capture_output=True, check=True).stdout
    return [summary(packet) for packet in ElementTree.fromstring(pdml).iter("packet")]


def summary(packet):
    fields = {}
    for field in packet.iterfind("proto[@name='smpp']//field"):
        name = field.get("name")
        if name.startswith("smpp."):
            octets = {"offset": int(field.get("pos")) - PDU_OFFSET, "hex": field.get("value", "")}
            fields.setdefault(name, []).append({"show": field.get("show"), **octets})
    return {
        "pdus": len(packet.findall("proto[@name='smpp']")),
        "malformed": malformed_protocols(packet),
        "expert": [field.get("show") for field in packet.iterfind(".//field[@name='_ws.expert.message']")],
        "fields": fields,
    }


def malformed_protocols(packet):
    shown = [proto.get("showname", "") for proto in packet.iterfind("proto[@name='_ws.malformed']")]
    return re.findall(r"\[Malformed Packet: ([^\]]*)\]", "\n".join(shown))


def fail(reason, code):
    print(reason, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
