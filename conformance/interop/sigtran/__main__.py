"""The SS7 scenarios in order: `python3 sigtran [NAME…]`, started by `../run sigtran`.

Ends with 1 if a step failed; the last line has the counts.
"""

import pathlib
import sys
import tempfile

# What they share with the scenarios of SMPP.
sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "scenarios"))

import kernel  # noqa: E402
import osmo_client  # noqa: E402
import osmo_stp  # noqa: E402
import osmo_suite  # noqa: E402
import usrsctp  # noqa: E402
from report import Report  # noqa: E402

SCENARIOS = {"usrsctp": usrsctp, "osmo-stp": osmo_stp, "osmo-client": osmo_client, "kernel": kernel}
# Run by its name alone: it takes minutes, and finds what osmo-stp does otherwise.
ON_REQUEST = {"suite": osmo_suite}


def main(names):
    known = SCENARIOS | ON_REQUEST
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}")
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for name in names or SCENARIOS:
            work = pathlib.Path(folder) / name
            work.mkdir()
            known[name].run(report, work)
    print(f"interop: {report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
