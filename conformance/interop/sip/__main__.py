"""The SIP scenarios in order: `python3 sip [NAME…]`, started by `../run sip`.

Ends with 1 if a step failed; the last line has the counts.
"""

import pathlib
import sys
import tempfile

# What they share with the scenarios of SMPP.
sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "scenarios"))

import baresip  # noqa: E402
import kamailio  # noqa: E402
import over_tls  # noqa: E402
import sip_js  # noqa: E402
import sipp  # noqa: E402
import sipsak  # noqa: E402
import suite  # noqa: E402
import switch  # noqa: E402
from report import Report  # noqa: E402

SCENARIOS = {"sipp": sipp, "sipsak": sipsak, "sip.js": sip_js, "baresip": baresip, "switch": switch,
             "kamailio": kamailio, "tls": over_tls, "suite": suite}


def main(names):
    unknown = [name for name in names if name not in SCENARIOS]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for name in names or SCENARIOS:
            work = pathlib.Path(folder) / name
            work.mkdir()
            with report.scenario(work):
                SCENARIOS[name].run(report, work)
    print(f"interop: {report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
