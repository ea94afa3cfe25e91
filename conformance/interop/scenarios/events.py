"""What a program said, event by event, and waiting for it."""

import threading
import time

PATIENCE = 25.0


class Failure(Exception):
    """Something is not as it must be; the text says what."""


class Events:
    """Events in order, each a dict with the key "event". Filled by one thread, waited for by another."""

    def __init__(self, name):
        self.name = name
        self._events = []
        self._changed = threading.Condition()
        self._ended = None

    def add(self, event):
        with self._changed:
            self._events.append({"at": round(time.monotonic(), 3), **event})
            self._changed.notify_all()

    def end(self, how):
        """Nothing comes any more."""
        with self._changed:
            self._ended = how
            self._changed.notify_all()

    def of(self, kind):
        with self._changed:
            return [event for event in self._events if event["event"] == kind]

    def wait(self, condition, what, seconds=PATIENCE):
        """Waits until the condition holds; a Failure if the time is up or the program ends before."""
        deadline = time.monotonic() + seconds
        while not condition():
            with self._changed:
                seen = len(self._events)
            if condition():
                return
            with self._changed:
                left = deadline - time.monotonic()
                if self._ended is not None or left <= 0:
                    why = self._ended or f"{seconds:g} s are over"
                    raise Failure(f"{self.name}: waited for {what}, but {why}; {self.summary()}")
                if seen == len(self._events):
                    self._changed.wait(left)

    def wait_count(self, kind, count, what, seconds=PATIENCE):
        self.wait(lambda: len(self.of(kind)) >= count, what, seconds)

    def summary(self):
        kinds = {}
        for event in list(self._events):
            kinds[event["event"]] = kinds.get(event["event"], 0) + 1
        return "events so far: " + (", ".join(f"{kind} {count}" for kind, count in kinds.items()) or "none")


def check(condition, reason):
    if not condition:
        raise Failure(reason)
