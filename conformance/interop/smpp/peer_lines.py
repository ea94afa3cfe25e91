"""How the ESMEs of the scenarios are driven: JSON lines in, JSON lines out.

In: {"key": 1, "from": "447…", "to": "447…", "text": "…", "form": "short"}, a message to send with a receipt: in one
short_message, or with the form "udh" in parts by user data header if it is long, or with "payload" in message_payload. The
end of input asks to unbind when all is answered.

Out: {"event": "bound"}, {"event": "sent", "key", "parts"}, for each part {"event": "accepted", "key", "id"} or "throttled"
(sent again later) or "refused"; {"event": "receipt", "id", "stat"}; {"event": "delivered", "from", "to", "text", "form"}
for a whole message; {"event": "lost", "reason"}, after which it reconnects; {"event": "unbound"}.
"""

import json
import queue
import re
import sys
import threading

# Further options of the command line, and their defaults.
OPTIONS = {"deadline": 60, "tls_ca": "", "tls_name": "localhost", "tls_cert": "", "tls_key": "", "tls_keylog": ""}


class Lines:
    """What came on standard input, read by a thread of its own; and what goes to standard output."""

    def __init__(self):
        self.ended = False
        self._queue = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def take(self):
        """What has come since the last call."""
        messages = []
        while not self._queue.empty():
            message = self._queue.get()
            if message is None:
                self.ended = True
            else:
                messages.append(message)
        return messages

    def print(self, event, **values):
        print(json.dumps({"event": event, **values}), flush=True)

    def _read(self):
        for line in sys.stdin:
            self._queue.put(json.loads(line))
        self._queue.put(None)


class Joiner:
    """Puts the parts of a message together (3GPP TS 23.040 §9.2.3.24.1)."""

    def __init__(self):
        self._parts = {}

    def add(self, sender, header, octets):
        """The octets of the whole message, if this was its last part to come."""
        if not header:
            return octets
        assert header[:3] == b"\x05\x00\x03", f"an unknown user data header: {header.hex()}"
        reference, total, number = header[3:6]
        parts = self._parts.setdefault((sender, reference), {})
        parts[number] = octets
        if len(parts) < total:
            return None
        del self._parts[sender, reference]
        return b"".join(parts[number] for number in range(1, total + 1))


def receipt(text):
    """The id and the final state that the text of a receipt names (SMPP 3.4 Appendix B)."""
    found = re.match(r"id:(\S+) .*stat:(\S+)", text)
    return {"id": found[1], "stat": found[2]} if found else {"id": None, "stat": None, "text": text}
