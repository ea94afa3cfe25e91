"""Ports for what is started: free ones, and none that the system gives to a connection meanwhile."""

import random
import socket
import threading

# Below the system's own choice, which begins at 32768 on Linux.
RANGE = range(20_000, 32_000)

_given = set()
_lock = threading.Lock()


def free_port():
    """A port that nothing listens on, each time another."""
    while True:
        port = random.choice(RANGE)
        with _lock:
            if port in _given or not is_free(port):
                continue
            _given.add(port)
            return port


def is_free(port):
    with socket.socket() as listener:
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
