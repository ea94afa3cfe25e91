"""The messages that every peer sends."""

import dataclasses

GSM = "Plain text with @, £, _ and the extension {€}"
EMOJI = "Привет, мир 🚀👍🏽"
LONG = "A long message in three parts. " * 12  # 372 septets: 153 + 153 + 66
LONG_EMOJI = "Длинное сообщение 🚀 " * 6  # 126 UTF-16 units: two parts
PAYLOAD = "All of it in message_payload, which one short_message could not hold. " * 5


@dataclasses.dataclass(frozen=True)
class Message:
    key: int
    sender: str
    to: str
    text: str
    form: str = "short"

    @property
    def needs_ucs2(self):
        return bool(set(self.text) & set(EMOJI + LONG_EMOJI) - set(GSM + LONG))

    def line(self):
        return {"key": self.key, "from": self.sender, "to": self.to, "text": self.text, "form": self.form}


SENDER = "4477000001"


def talk(prefix, forms):
    """One message of each kind to numbers that come back to the sender, so far as the peer has the form."""
    kinds = [("short", GSM), ("short", EMOJI), ("udh", LONG), ("udh", LONG_EMOJI), ("payload", PAYLOAD)]
    return [
        Message(key, SENDER, f"{prefix}{key:04}", text, form)
        for key, (form, text) in enumerate(kinds, 1)
        if form in forms
    ]


def burst(first_key, count, prefix="4479"):
    """Short messages, to the handset if no other prefix is given."""
    return [Message(key, SENDER, f"{prefix}{key:06}", f"Number {key}") for key in range(first_key, first_key + count)]
