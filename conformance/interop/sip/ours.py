"""Our examples: the user agent that answers, and the one that calls."""

import contextlib
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

    def __init__(self, work, *transports):
        self.ports = {transport: free_port() for transport in transports}
        addresses = [part for item in self.ports.items() for part in (item[0], f"127.0.0.1:{item[1]}")]
        self._child = Child("answer", (EXAMPLES / "answer", *addresses), work)
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
def answering(work, *transports):
    answer = Answer(work, *transports)
    with contextlib.ExitStack() as running:
        running.callback(answer.stop)
        yield answer


def call(work, transport, port, count, rate):
    """`call` to this port, until it ends; what it has counted."""
    child = Child(f"call over {transport}", (EXAMPLES / "call", transport, f"127.0.0.1:{port}", count, rate), work)
    child.finish(60)
    return counts(child)
