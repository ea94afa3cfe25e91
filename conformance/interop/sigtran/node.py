"""Our example program `m3ua_node`, as an ASP or a signalling gateway."""

from child import ROOT, Child

PROGRAM = ROOT / "target" / "release" / "examples" / "m3ua_node"


class Node(Child):
    def __init__(self, name, role, work, **options):
        words = [word for key, value in options.items() for word in (f"--{key.replace('_', '-')}", value)]
        super().__init__(name, (PROGRAM, role, *words), work)

    def tell(self, line):
        self._process.stdin.write(line + "\n")

    def wait_for(self, kind, seconds=25.0, **fields):
        """Waits for an event with these fields."""
        said = ", ".join(f"{key} {value}" for key, value in fields.items())
        self.wait(lambda: self.has(kind, **fields), f"{kind} {said}", seconds)

    def has(self, kind, **fields):
        return any(fields.items() <= event.items() for event in self.of(kind))

    def texts(self):
        """What messages of the network said, and their signalling link selections."""
        return [(event["text"], int(event["sls"])) for event in self.of("transfer")]

    def kill(self):
        self._process.kill()
        self._process.wait()
