"""Our examples: the user agent that answers, and the one that calls."""

import contextlib
import os
import re

from child import ROOT, Child
from events import check
from ports import free_port

EXAMPLES = ROOT / "target" / "release" / "examples"


def text(child):
    return [event["text"] for event in child.of("line")]


def counts(child):
    """The line that it ends with: `3 calls, 2 acknowledged` as a dict."""
    last = next((line for line in reversed(text(child)) if re.match(r"\d+ calls, ", line)), "")
    found = {name: int(count) for count, name in re.findall(r"(\d+) (\w+)", last)}
    check(found, f"{child.name} did not count: {text(child)}")
    return found


class Answer:
    """`answer` on these transports, each on a port of its own."""

    def __init__(self, work, *transports, options=(), key_log=None):
        self.ports = {transport: free_port() for transport in transports}
        addresses = [part for item in self.ports.items() for part in (item[0], f"127.0.0.1:{item[1]}")]
        self._child = Child("answer", (EXAMPLES / "answer", *options, *addresses), work, env=logging(key_log))
        self._child.wait_count("line", len(transports), "answer to listen")

    def stop(self):
        self._child.stop()

    def end(self):
        """Ends it; what it has counted, of which nothing was bad."""
        self._child.stop()
        found = counts(self._child)
        check(found["bad"] == 0, f"{found['bad']} bad messages")
        return found


@contextlib.contextmanager
def answering(work, *transports, **more):
    answer = Answer(work, *transports, **more)
    with contextlib.ExitStack() as running:
        running.callback(answer.stop)
        yield answer


def call(work, transport, port, count, rate, *options, key_log=None, fails=False):
    """`call` to this port, until it ends, with 1 if its calls are to fail; what it has counted."""
    command = (EXAMPLES / "call", transport, f"127.0.0.1:{port}", count, rate, *options)
    child = Child(f"call over {transport}", command, work, env=logging(key_log))
    child.finish(60, code=int(fails))
    return counts(child)


def logging(key_log):
    """The environment, with a file for the keys of TLS."""
    return {**os.environ, "SSLKEYLOGFILE": str(key_log)} if key_log else None
