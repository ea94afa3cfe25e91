"""Reads the GSM default alphabet (3GPP TS 23.038 §6.2.1), which smpplib writes but does not read."""

from smpplib.gsm import GSM_CHARACTER_TABLE

ESCAPE = 0x1B
EXTENSION = 0x80  # where the extension begins in smpplib's table


def gsm_text(octets):
    return "".join(GSM_CHARACTER_TABLE[place] for place in _places(octets))


def _places(octets):
    escaped = False
    for octet in octets:
        if octet == ESCAPE:
            escaped = True
        else:
            yield octet + (EXTENSION if escaped else 0)
            escaped = False
