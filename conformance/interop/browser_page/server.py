"""A `brivas up` of our own with messages on their way: some to the simulated handset, some that wait."""
import http.client
import json
import pathlib
import socket
import struct
import subprocess
import tempfile
import threading
import time
import urllib.parse

BRIVAS = pathlib.Path("target/release/brivas")
PASSWORD = "secret08"
TEXT = "for nobody's eyes"

CONFIG = """
[smpp]
listen = "127.0.0.1:0"
[http]
listen = "127.0.0.1:0"
{operator}
[log]
level = "error"
[handset]
delay_ms = 50
[hook]
attempts = 1
ca_file = "{folder}/ca.pem"
allow_networks = ["127.0.0.0/8"]
[[tenant]]
name = "shop"
system_id = "shop"
{password}
{tenant}
receipt_url = "https://localhost:1/nobody-listens"
receipt_secret_file = "{folder}/secret"
[[tenant]]
name = "operator of mobiles"
system_id = "mobiles"
{password}
[[link]]
name = "north"
host = "127.0.0.1"
port = 1
system_id = "brivas"
reconnect_min_ms = 200
[[route]]
name = "mobile numbers"
destination_prefix = ["4917"]
to = ["tenant:operator of mobiles"]
[[route]]
name = "abroad"
destination_prefix = ["44"]
to = ["link:north"]
"""


class Server:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self.folder.name)
        self.operator_key, operator = make_key()
        self.tenant_key, tenant = make_key()
        password = brivas(["hash"], PASSWORD)
        (folder / "secret").write_text(brivas(["hash", "--receipt-secret"]))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=nobody", "-keyout", folder / "ca.key", "-out", folder / "ca.pem"],
                       check=True, capture_output=True)
        config = CONFIG.format(operator=operator.replace("api_key", "operator_key"), tenant=tenant, password=password,
                               folder=folder)
        (folder / "brivas.toml").write_text(config)
        self.process = subprocess.Popen(
            [BRIVAS, "up", "--config", folder / "brivas.toml", "--data", folder / "data"], stdout=subprocess.PIPE,
            text=True)
        places = {}
        while len(places) < 2:
            line = self.process.stdout.readline()
            assert line, "the server ended before it listened"
            words = line.split()
            if len(words) == 2 and words[0] in ("SMPP", "HTTP"):
                places[words[0]] = words[1]
        self.url = places["HTTP"].rstrip("/")
        self.smpp = bind(places["SMPP"], "shop")
        self.running = True
        self.sender = threading.Thread(target=self.send, daemon=True)
        self.sender.start()

    def send(self):
        """Some messages a second until the end: most for the handset, every fifth waits, every tenth wants a receipt."""
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=10)
        headers = {"Authorization": f"Bearer {self.tenant_key}", "Content-Type": "application/json"}
        number = 0
        while self.running:
            number += 1
            to = "+4917" if number % 5 == 0 else "+1555"
            body = {"to": f"{to}{number:06}", "from": "Shop", "text": TEXT, "receipt": number % 10 == 1}
            try:
                connection.request("POST", "/v1/messages", json.dumps(body), headers)
                connection.getresponse().read()
            except OSError:
                return
            time.sleep(0.02)

    def ask(self, path):
        """What the operator's part of the API says."""
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=10)
        connection.request("GET", path, headers={"Authorization": f"Bearer {self.operator_key}"})
        return json.loads(connection.getresponse().read())

    def stop(self):
        self.running = False
        self.sender.join()
        self.smpp.close()
        self.process.terminate()
        self.process.wait(20)

    def close(self):
        if self.process.poll() is None:
            self.stop()
        self.folder.cleanup()


def brivas(arguments, text=""):
    return subprocess.run([BRIVAS, *arguments], input=text, check=True, capture_output=True, text=True).stdout


def make_key():
    """A key, and the line of the configuration that has its hash."""
    comment, line = brivas(["hash", "--api-key"]).splitlines()
    return comment.split()[-1], line


def bind(place, system_id):
    """A bind_transceiver that is held open; nothing is sent to it while this runs."""
    host, port = place.rsplit(":", 1)
    stream = socket.create_connection((host, int(port)), timeout=10)
    body = b"".join(text.encode() + b"\0" for text in [system_id, PASSWORD, ""]) + b"\x34\0\0\0"
    stream.sendall(struct.pack(">IIII", 16 + len(body), 9, 0, 1) + body)
    answer = stream.recv(1024)
    assert struct.unpack(">III", answer[4:16]) == (0x80000009, 0, 1), answer
    return stream
