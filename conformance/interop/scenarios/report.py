"""Steps: each prints its name, ok or FAIL, and its seconds; they are counted."""

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from events import Failure

LOG_LINES, LOG_COLUMNS = 12, 300
# Scenarios mostly wait: for a peer's pause, a receipt, a reconnection.
SIDE_BY_SIDE = 3


class EndOfScenario(Exception):
    """A step failed: those after it in the same scenario cannot be judged."""


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def step(self, name):
        """A step; what is put into the given list is printed behind its name."""
        started = time.monotonic()
        notes = []
        try:
            yield notes
        except Failure as failure:
            self._failed(f"{name} ({time.monotonic() - started:.1f} s)", failure)
            raise EndOfScenario from failure
        said = f": {', '.join(notes)}" if notes else ""
        with self._lock:
            self.passed += 1
            print(f"ok   {name}{said} ({time.monotonic() - started:.1f} s)", flush=True)

    @contextlib.contextmanager
    def scenario(self, work):
        """Steps that build on each other: after the first that fails come the ends of the logs in `work` instead."""
        try:
            yield
        except EndOfScenario:
            self._print_logs(work)
        except Failure as failure:
            self._failed("between the steps", failure)
            self._print_logs(work)

    def side_by_side(self, jobs):
        """Runs the jobs, some at once; an exception of one of them is raised when all are done."""
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            running = [pool.submit(job) for job in jobs]
        for job in running:
            job.result()

    def _failed(self, name, failure):
        with self._lock:
            self.failed += 1
            print(f"FAIL {name}\n     {failure}", flush=True)

    def _print_logs(self, work):
        with self._lock:
            for log in sorted(work.glob("*.log")):
                lines = log.read_text(errors="replace").splitlines()[-LOG_LINES:]
                print(f"     --- the end of {log.name}:", *(line[:LOG_COLUMNS] for line in lines), sep="\n     ", flush=True)
