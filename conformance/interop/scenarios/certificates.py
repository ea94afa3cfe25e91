"""An authority of our own, and what it signs: made anew for each run by openssl."""

import hashlib
import ssl
import subprocess

from events import Failure

NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


class Certificates:
    """The files: `authority`; `server` and `client`, each with `….pem`, its `….key`, and both in `….both`."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder = folder
        self.authority = folder / "authority.pem"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", f"/CN=Authority of {folder.name}", "-keyout", folder / "authority.key", "-out", self.authority)
        for name, usage in (("server", "serverAuth"), ("client", "clientAuth")):
            self._issue(name, usage)

    def pem(self, name):
        return self.folder / f"{name}.pem"

    def key(self, name):
        return self.folder / f"{name}.key"

    def both(self, name):
        """Key and certificate in one file, as Kannel wants them."""
        return self.folder / f"{name}.both"

    def fingerprint(self, name):
        """SHA-256 of the certificate, in hex."""
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(self.pem(name).read_text())).hexdigest()

    def _issue(self, name, usage):
        extensions = self.folder / f"{name}.extensions"
        extensions.write_text(f"{NAMES}\nextendedKeyUsage={usage}\nbasicConstraints=CA:false\n")
        request = self.folder / f"{name}.request"
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
                "-keyout", self.key(name), "-out", request)
        openssl("x509", "-req", "-in", request, "-CA", self.authority, "-CAkey", self.folder / "authority.key",
                "-CAcreateserial", "-days", "2", "-extfile", extensions, "-out", self.pem(name))
        self.both(name).write_text(self.key(name).read_text() + self.pem(name).read_text())


def openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=30)
    if done.returncode != 0:
        raise Failure(f"openssl {arguments[0]}: {done.stderr}")
