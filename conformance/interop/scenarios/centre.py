"""Our message centre: a configuration, and `brivas up` with it, on ports that stay the same when it is started again."""

import functools
import json
import signal
import subprocess

from child import ROOT, Child
from events import Failure
from ports import free_port

BRIVAS = ROOT / "target" / "release" / "brivas"
PASSWORD = "secret08"


class Centre:
    """`tenants` and `more` are configuration text; with `certificates` SMPP is on `tls_port` too."""

    def __init__(self, work, tenants, certificates=None, more=""):
        self.port, self.tls_port, http = free_port(), free_port(), free_port()
        self._work = work
        self._data, self._config = work / "data", work / "brivas.toml"
        tls = f"""
            [tls]
            listen = "127.0.0.1:{self.tls_port}"
            cert = "{certificates.pem('server')}"
            key = "{certificates.key('server')}"
            client_ca = "{certificates.authority}"
            """ if certificates else ""
        self._config.write_text(f"""
            [smpp]
            listen = "127.0.0.1:{self.port}"
            [http]
            listen = "127.0.0.1:{http}"
            [log]
            level = "info"
            {tls}
            {more}
            {tenants}
            """)
        self._config.chmod(0o600)
        self.start()

    def start(self):
        command = [BRIVAS, "up", "--data", self._data, "--config", self._config]
        self._process = Child("brivas", command, self._work, both=True)
        self.wait_for_line("HTTP")

    def stop(self):
        """In good order, as by an operator."""
        self._process.stop()

    def kill(self):
        """As by a crash."""
        self._process.stop(signal.SIGKILL)

    def wait_for_line(self, part):
        """Waits until it has said something with this in it."""
        self._process.wait(lambda: any(part in line["text"] for line in self._process.of("line")), f"brivas to say {part!r}")


def tenant(name, **settings):
    """Configuration text of a tenant that binds as its name."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    return "\n".join(["[[tenant]]", f'name = "{name}"', f'system_id = "{name}"', password_hash(), *lines, ""])


@functools.cache
def password_hash():
    """The configuration line with the hash of PASSWORD."""
    done = subprocess.run([BRIVAS, "hash"], input=PASSWORD, capture_output=True, text=True, timeout=30)
    if done.returncode != 0:
        raise Failure(f"brivas hash: {done.stderr}")
    return done.stdout.strip()
