"""The emulated machine with SCTP in its kernel and osmo-stp."""

import gzip
import pathlib
import shutil
import socket
import subprocess

from child import PEERS, Child
from events import Failure

HERE = pathlib.Path(__file__).resolve().parent
SYSTEM = PEERS / "ss7" / "system"
BOOT_SECONDS = 60


class Machine(Child):
    """Boots with this configuration of osmo-stp; `files` are more for its root folder, by their paths there.

    `sctp_port` is where its SCTP over UDP is reached on this host; what it sends itself goes to `encapsulation_port` of it.
    """

    def __init__(self, work, configuration, sctp_port, vty_port, encapsulation_port=9899, files=None):
        image = build(work, {
            "etc/osmo-stp.cfg": (HERE / configuration).read_bytes(),
            "init": (HERE / "init").read_bytes(),
            "encapsulation_port": f"{encapsulation_port}\n".encode(),
            **(files or {}),
        })
        self.vty_port = vty_port
        forwards = f"hostfwd=udp:127.0.0.1:{sctp_port}-:9899,hostfwd=tcp:127.0.0.1:{vty_port}-:4239"
        super().__init__("machine", (
            "qemu-system-x86_64", "-M", "q35", "-accel", "tcg", "-cpu", "max", "-m", "512", "-nodefaults", "-nographic",
            "-no-reboot", "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console",
            "-kernel", SYSTEM / "vmlinuz", "-initrd", image, "-append", "console=ttyS0 quiet panic=-1",
            "-netdev", f"user,id=net,{forwards}", "-device", "virtio-net-pci,netdev=net,romfile=",
        ), work, both=True)

    def lines(self, text):
        return [event["text"] for event in self.of("line") if text in event["text"]]

    def wait_line(self, text, seconds=BOOT_SECONDS):
        self.wait(lambda: self.lines(text), f"a line with {text!r}", seconds)

    def vty(self, command):
        """What osmo-stp answers to a command."""
        with socket.create_connection(("127.0.0.1", self.vty_port), timeout=10) as connection:
            until_prompt(connection)
            connection.sendall(f"{command}\n".encode())
            return until_prompt(connection)


def until_prompt(connection):
    said = b""
    while not said.rstrip().endswith(b">"):
        more = connection.recv(65536)
        if not more:
            raise Failure("osmo-stp closed its terminal")
        said += more
    return said.decode(errors="replace")


def build(work, files):
    """What the machine holds in memory: the system that `setup` made, and these files."""
    root = work / "root"
    shutil.copytree(SYSTEM / "root", root, symlinks=True)
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        place.chmod(0o755)
    names = b"\n".join(bytes(path.relative_to(root)) for path in sorted(root.rglob("*")))
    packed = subprocess.run(("cpio", "-o", "-H", "newc", "--quiet"), input=names, cwd=root, capture_output=True, check=True)
    image = work / "image.gz"
    image.write_bytes(gzip.compress(packed.stdout, 1))
    shutil.rmtree(root)
    return image
