"""Programs that we start: JSON lines from their standard output are events; all that they say goes into a log."""

import json
import os
import pathlib
import signal
import subprocess
import threading

from events import Events, Failure

INTEROP = pathlib.Path(__file__).resolve().parents[1]
ROOT = INTEROP.parents[1]
SCRIPTS = INTEROP / "smpp"
# Where `setup` put the peers.
PEERS = pathlib.Path(os.environ.get("BRIVAS_INTEROP_DIR") or ROOT / "target" / "interop")


class Child(Events):
    """A running program. `work` is the folder for its log; with `both` its standard error brings events, too."""

    def __init__(self, name, command, work, env=None, both=False):
        super().__init__(name)
        self.log = work / f"{name.replace(' ', '-')}.log"
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT if both else log,
                env=env, text=True, errors="replace", bufsize=1,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def say(self, message):
        """A JSON line to its standard input."""
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
        except OSError as error:
            raise Failure(f"{self.name} takes no input any more: {error}") from error

    def finish(self, seconds=10, code=0):
        """Closes its standard input, which asks it to end; a Failure if it does not, or not with this code."""
        self._process.stdin.close()
        try:
            ended = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise Failure(f"{self.name} did not end in {seconds} s") from None
        self._reader.join()
        if ended != code:
            raise Failure(f"{self.name} ended with {ended}; its log ends so:\n{self.log_end()}")

    def stop(self, how=signal.SIGTERM, seconds=15):
        """Ends it by a signal, if it still runs; a Failure if that takes too long, after which it is killed."""
        if self._process.poll() is None:
            self._process.send_signal(how)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise Failure(f"{self.name} did not end in {seconds} s after {how.name}") from None
        finally:
            self._reader.join()

    def log_end(self, lines=15):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _read(self):
        with open(self.log, "a") as log:
            for line in self._process.stdout:
                log.write(line)
                log.flush()
                self.add(event_of(line))
        self.end(f"it ended with {self._process.wait()}")


def event_of(line):
    try:
        event = json.loads(line)
    except ValueError:
        event = None
    return event if isinstance(event, dict) and "event" in event else {"event": "line", "text": line.rstrip("\n")}
