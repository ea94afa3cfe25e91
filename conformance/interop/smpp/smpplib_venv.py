"""Import this before smpplib: goes on in the Python where `setup` put it, if this one has none."""

import importlib.util
import os
import sys

import settings

if importlib.util.find_spec("smpplib") is None:
    interop = os.environ.get("BRIVAS_INTEROP_DIR") or settings.SCRIPTS.parents[2] / "target" / "interop"
    python = os.path.join(interop, "venv", "bin", "python")
    if sys.executable == python or not os.path.exists(python):
        print(f"smpplib is not under {interop}: run conformance/interop/setup", file=sys.stderr)
        sys.exit(2)
    os.execv(python, [python, *sys.argv])
