"""A capture file made of octets alone: each item goes as one TCP segment over IPv4, on a connection of its own."""

import struct

LINKTYPE_RAW = 101
SERVER, SERVER_PORT = bytes([10, 0, 0, 1]), 2775
FIRST_CLIENT_PORT, CLIENT_PORTS = 10_000, 50_000
PROTOCOL_TCP = 6
FLAGS_PSH_ACK = 0x18
IP_HEADER_OCTETS, TCP_HEADER_OCTETS = 20, 20
SEGMENT_LIMIT = 0xFFFF - IP_HEADER_OCTETS - TCP_HEADER_OCTETS
FIRST_SECOND = 1_700_000_000


def write(path, segments):
    """Writes the segments, each of at most SEGMENT_LIMIT octets; the n-th one is frame n + 1."""
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 0x40000, LINKTYPE_RAW))
        for number, segment in enumerate(segments):
            packet = ip_packet(number, segment)
            second, microsecond = divmod(number, 1_000_000)
            file.write(struct.pack("<IIII", FIRST_SECOND + second, microsecond, len(packet), len(packet)))
            file.write(packet)


def ip_packet(number, segment):
    # A connection of its own for each segment: one wrong command_length cannot swallow the next PDU.
    high, low = divmod(number, CLIENT_PORTS)
    client = bytes([10, 1 + (high >> 16), high >> 8 & 0xFF, high & 0xFF])
    tcp = tcp_segment(client, FIRST_CLIENT_PORT + low, segment)
    header = struct.pack(
        ">BBHHHBBH4s4s", 0x45, 0, IP_HEADER_OCTETS + len(tcp), number & 0xFFFF, 0, 64, PROTOCOL_TCP, 0, client, SERVER
    )
    return header[:10] + struct.pack(">H", internet_checksum(header)) + header[12:] + tcp


def tcp_segment(client, port, payload):
    header = struct.pack(
        ">HHIIBBHHH", port, SERVER_PORT, 1, 1, TCP_HEADER_OCTETS // 4 << 4, FLAGS_PSH_ACK, 0xFFFF, 0, 0
    )
    pseudo_header = struct.pack(">4s4sBBH", client, SERVER, 0, PROTOCOL_TCP, len(header) + len(payload))
    checksum = internet_checksum(pseudo_header + header + payload)
    return header[:16] + struct.pack(">H", checksum) + header[18:] + payload


def internet_checksum(octets):
    """RFC 1071."""
    padded = octets + bytes(len(octets) % 2)
    total = sum(struct.unpack(f">{len(padded) // 2}H", padded))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF
