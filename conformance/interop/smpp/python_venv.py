"""Import this before the peers' packages: goes on in the Python where `setup` put them, if this one has not all of them."""

import importlib.util
import os
import sys

import settings

PACKAGES = ("smpplib", "aiosmpplib", "twisted")

if not all(map(importlib.util.find_spec, PACKAGES)):
    interop = os.environ.get("BRIVAS_INTEROP_DIR") or settings.SCRIPTS.parents[2] / "target" / "interop"
    python = os.path.join(interop, "venv", "bin", "python")
    if sys.executable == python or not os.path.exists(python):
        print(f"{', '.join(PACKAGES)} are not under {interop}: run conformance/interop/setup", file=sys.stderr)
        sys.exit(2)
    os.execv(python, [python, *sys.argv])
