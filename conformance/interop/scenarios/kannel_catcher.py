"""The HTTP server that Kannel's smsbox calls: reports and messages become events."""

import http.server
import sys
import threading
import urllib.parse

from child import SCRIPTS

sys.path.append(str(SCRIPTS))
import peer_lines

UCS2 = "2"
REPORT_ACCEPTED, REPORT_REFUSED = "8", "16"


class Catcher:
    def __init__(self, events):
        catcher = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                address = urllib.parse.urlsplit(self.path)
                events.add(catcher.event(address.path, fields(address.query)))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Nothing to the terminal."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    @staticmethod
    def event(path, values):
        if path == "/delivered":
            return delivered(values)
        key, id = int(values["key"]), values["id"].decode()
        kind = values["kind"].decode()
        if kind == REPORT_ACCEPTED:
            return {"event": "accepted", "key": key, "id": id}
        if kind == REPORT_REFUSED:
            return {"event": "refused", "key": key, "said": values["said"].decode("latin-1")}
        read = peer_lines.receipt(values["said"].decode("latin-1"))
        # Kannel found the message by this id; the text must name the same one.
        return {"event": "receipt", "key": key, **read, "id": read["id"] if read["id"] == id else f"{read['id']}/{id}"}


def delivered(values):
    """Kannel puts the parts together by itself and does not tell how they came."""
    coding = "utf-16-be" if values["coding"].decode() == UCS2 else "utf-8"
    sender, to = (values[name].decode().lstrip("+ ") for name in ("from", "to"))
    return {"event": "delivered", "from": sender, "to": to, "text": values["text"].decode(coding)}


def fields(query):
    """Name to octets: what came is not always text."""
    pairs = (pair.split("=", 1) for pair in query.split("&"))
    return {name: urllib.parse.unquote_to_bytes(value.replace("+", " ")) for name, value in pairs}
