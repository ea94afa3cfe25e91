"""Command line of the Python scripts: --host --port --system-id --password, or a TOML file with these keys."""

import argparse
import pathlib
import tomllib

SCRIPTS = pathlib.Path(__file__).resolve().parent


def parse(description, extra_options):
    """Reads the command line; what it leaves out comes from --config (`demo.toml` beside this file if not given).

    `extra_options` gives each further option's default; the type of the default is the type of the option, and False is
    that of a switch.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--config", type=pathlib.Path, default=SCRIPTS / "demo.toml")
    for name, kind in (("host", str), ("port", int), ("system_id", str), ("password", str)):
        parser.add_argument("--" + name.replace("_", "-"), type=kind)
    for name, default in extra_options.items():
        kind = {"action": "store_true"} if default is False else {"type": type(default), "default": default}
        parser.add_argument("--" + name.replace("_", "-"), **kind)
    arguments = parser.parse_args()

    with open(arguments.config, "rb") as file:
        config = tomllib.load(file)
    for name in ("host", "port", "system_id", "password"):
        if getattr(arguments, name) is None:
            setattr(arguments, name, config[name])
    return arguments
