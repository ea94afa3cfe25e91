"""sipsak: OPTIONS, as an operator asks whether something is there."""

import subprocess

from events import check
from ours import answering
from wire import judged


def run(report, work):
    with answering(work, "udp") as answer, judged(report, "sipsak's OPTIONS", work, answer.ports):
        with report.step("sipsak asks OPTIONS over udp") as notes:
            asked = ["sipsak", "-vv", "-s", f"sip:bob@127.0.0.1:{answer.ports['udp']}"]
            done = subprocess.run(asked, capture_output=True, text=True, timeout=30)
            check(done.returncode == 0, f"it ended with {done.returncode}: {done.stdout}{done.stderr}")
            check("SIP/2.0 200 OK" in done.stdout, f"no 200: {done.stdout}")
            found = answer.end()
            check(found["other"] == 1 and found["copies"] == 0, f"we count {found}")
            notes.append("200")
