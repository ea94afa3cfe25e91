"""A capture of one port by tshark, and its judgement by `capture_check.sh`."""

import os
import signal
import subprocess
import time

from child import SCRIPTS, Child
from events import Failure

LONGEST_SECONDS = 120
QUIET_SECONDS = 0.6


class Capture:
    def __init__(self, name, port, work, key_log=None):
        self._name, self._port, self._key_log = name, port, key_log
        self._file = work / "capture.pcap"
        command = ["tshark", "-q", "-i", "lo", "-f", f"tcp port {port}", "-a", f"duration:{LONGEST_SECONDS}",
                   "-w", self._file]
        self._tshark = Child("tshark", command, work)
        self._wait_until(lambda: self._file.exists() and os.path.getsize(self._file) > 0, "tshark to capture")

    def judge(self, report):
        """Ends the capture; a step that fails unless all in it is whole and well formed."""
        with report.step(f"tshark on {self._name}") as notes:
            self._end()
            command = [SCRIPTS / "capture_check.sh", self._file, str(self._port)]
            if self._key_log:
                command.append(self._key_log)
            done = subprocess.run(command, capture_output=True, text=True, timeout=90)
            if done.returncode != 0:
                raise Failure(done.stderr.strip())
            notes.append(done.stdout.strip().replace("\n", "; "))

    def stop(self):
        """Ends it without judging it, if it still runs."""
        self._tshark.stop(signal.SIGINT)

    def _end(self):
        self._wait_until(self._is_quiet, "the last packets")
        self._tshark.stop(signal.SIGINT)

    def _is_quiet(self):
        """What went over the wire comes to the file a moment later."""
        before = os.path.getsize(self._file)
        time.sleep(QUIET_SECONDS)
        return os.path.getsize(self._file) == before

    def _wait_until(self, condition, what):
        deadline = time.monotonic() + 20
        while not condition():
            if time.monotonic() > deadline:
                raise Failure(f"waited for {what}: {self._tshark.log_end()}")
            time.sleep(0.02)
