"""Kannel as an ESME: bearerbox has the SMPP, smsbox takes messages by HTTP and tells by HTTP what came.

The events are those of `peer_lines.py`, put together from what smsbox tells and what bearerbox logs. Kannel asks for a
receipt for the first part of a message alone, so that this is the part that counts.
"""

import os
import signal
import subprocess
import urllib.parse
import urllib.request

from centre import PASSWORD
from child import PEERS, SCRIPTS, Child
from events import Events, Failure, check
from kannel_catcher import Catcher
from ports import free_port

FOLDER = PEERS / "kannel"
UCS2 = 2
ACCEPTED = 202  # by HTTP
# Reports of success, of acceptance by the centre, and of refusal by it (Kannel's user's guide, "dlr-mask").
REPORTS = 1 | 8 | 16
# %d is the kind of report, %F the id that the centre gave, %A what it said.
REPORT_URL = "http://127.0.0.1:{port}/report?key={key}&kind=%d&id=%F&said=%A"
# What bearerbox logs, and the event that it is.
LOGGED = {
    "type_name: bind_transceiver_resp": "bound",
    "Throttling error": "throttled",
    "certificate verify failed": "lost",
}


class Kannel(Events):
    def __init__(self, port, system_id, work, security=None):
        super().__init__("Kannel")
        self._catcher = Catcher(self)
        self._send_port = free_port()
        config = work / f"kannel-{system_id}.conf"
        config.write_text(self._config(port, system_id, security))
        environment = {**os.environ, "LD_LIBRARY_PATH": (FOLDER / "libraries").read_text().strip()}
        if security:
            environment |= {"LD_PRELOAD": str(key_logger(work)), "SSLKEYLOGFILE": str(security.key_log)}

        def start(box, ready):
            child = Box(box, [FOLDER / "usr/sbin" / box, config], work, environment, both=True)
            child.tell = self._logged
            child.wait(lambda: any(ready in line["text"] for line in child.of("line")), f"{box} to be up")
            return child

        self._boxes = [start("bearerbox", "entering mainloop"), start("smsbox", "Connected to bearerbox")]

    def submit(self, message):
        query = urllib.parse.urlencode({
            "username": "user", "password": "x", "from": message.sender, "to": message.to,
            "text": message.text, "charset": "UTF-8", "coding": UCS2 if message.needs_ucs2 else 0,
            "dlr-mask": REPORTS, "dlr-url": REPORT_URL.format(port=self._catcher.port, key=message.key),
        })
        address = f"http://127.0.0.1:{self._send_port}/cgi-bin/sendsms?{query}"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                check(answer.status == ACCEPTED, f"smsbox says {answer.status}: {answer.read()}")
        except OSError as error:
            raise Failure(f"smsbox gives no answer: {error}") from error
        self.add({"event": "sent", "key": message.key, "parts": 1})

    def finish(self):
        """Kannel never comes to its end by itself."""
        self.stop()

    def stop(self):
        bearerbox, smsbox = self._boxes
        # It has nothing to say goodbye to, and now and then does not end by SIGTERM.
        smsbox.stop(signal.SIGKILL)
        bearerbox.stop()
        self._catcher.stop()

    def _config(self, port, system_id, security):
        tls = f"ssl-trusted-ca-file = {security.certificates.authority}" if security else ""
        values = {
            "ADMIN_PORT": free_port(), "BOX_PORT": free_port(), "SEND_PORT": self._send_port,
            "CATCH_PORT": self._catcher.port, "PORT": port, "SYSTEM_ID": system_id, "PASSWORD": PASSWORD,
            "CORE_TLS": tls, "USE_SSL": "true" if security else "false",
        }
        text = (SCRIPTS / "kannel_box.conf").read_text()
        for name, value in values.items():
            text = text.replace(f"@{name}@", str(value))
        return text

    def _logged(self, text):
        for sign, event in LOGGED.items():
            if sign in text:
                self.add({"event": event})


def key_logger(work):
    """The library that lets OpenSSL write its keys, which Kannel does not ask it for."""
    library = work / "keylog.so"
    if not library.exists():
        command = ["cc", "-shared", "-fPIC", "-o", library, SCRIPTS / "keylog.c"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise Failure(f"cc: {done.stderr}")
    return library


class Box(Child):
    """One of Kannel's programs; `tell` gets each line of its log."""

    tell = staticmethod(lambda text: None)

    def add(self, event):
        super().add(event)
        self.tell(event.get("text", ""))
