"""The scenarios in order: `python3 scenarios [NAME…]`, started by `../run smpp`.

Ends with 1 if a step failed; the last line has the counts.
"""

import pathlib
import sys
import tempfile

import all_requests
import clients
import link
from certificates import Certificates
from report import Report

SCENARIOS = {"requests": all_requests, "clients": clients, "link": link}


def main(names):
    unknown = [name for name in names if name not in SCENARIOS]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        certificates = Certificates(work / "certificates")
        for name in names or SCENARIOS:
            (work / name).mkdir()
            SCENARIOS[name].run(report, work / name, certificates)
    print(f"interop: {report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
