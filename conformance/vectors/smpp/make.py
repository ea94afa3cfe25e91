#!/usr/bin/env python3
"""Has npm smpp write the octets of every case in this folder: fills "hex" in each line of *.jsonl.

    conformance/interop/setup && conformance/vectors/smpp/make.py [--check]

A line with "by": "hand" keeps its octets: npm smpp cannot write it, or writes it otherwise than the standard, and
"note" says how. With --check nothing is written, and the exit code is 1 if a line would change.
"""

import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CODEC = HERE.parent.parent / "interop" / "smpp" / "node_codec.js"
REPEATED = {
    "callback_num", "callback_num_pres_ind", "callback_num_atag", "broadcast_area_identifier", "broadcast_error_status",
}
LISTS = {"dest_address", "unsuccess_sme"}
COUNTS = {"sm_length", "number_of_dests", "no_unsuccess", "dest_flag"}


def main():
    check = "--check" in sys.argv[1:]
    changed = False
    for path in sorted(HERE.glob("*.jsonl")):
        before = path.read_text()
        cases = [json.loads(line) for line in before.splitlines()]
        theirs = [case for case in cases if case.get("by") != "hand"]
        for case, octets in zip(theirs, encode(theirs), strict=True):
            case["hex"] = octets
        after = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
        changed |= after != before
        if not check:
            path.write_text(after)
    return int(check and changed)


def encode(cases):
    lines = "".join(json.dumps(as_node_has_it(case)) + "\n" for case in cases)
    answers = subprocess.run([CODEC, "encode"], input=lines, capture_output=True, text=True, check=True).stdout
    for case, answer in zip(cases, answers.splitlines(), strict=True):
        if answer.startswith("{"):
            sys.exit(f"{case['pdu']} {case['name']}: {answer}")
        yield answer


def as_node_has_it(case):
    fields = {}
    for name, value in case["fields"]:
        if name in LISTS:
            fields.setdefault(name, []).append(entry(value))
        elif name not in COUNTS:
            fields[name] = octets(value)
        if name in ("number_of_dests", "no_unsuccess"):
            fields[{"number_of_dests": "dest_address", "no_unsuccess": "unsuccess_sme"}[name]] = []
    for name, value in case.get("tlvs", []):
        if name in REPEATED:
            fields.setdefault(name, []).append(octets(value))
        elif name == "dest_addr_np_country":
            fields[name] = int(value["hex"], 16)  # to npm smpp an integer, always of four octets
        else:
            fields[name] = octets(value)
    header = {"command_status": case.get("status", 0), "sequence_number": case["sequence"]}
    return {"command": case["pdu"], **header, "fields": fields}


def entry(fields):
    return {name: octets(value) for name, value in fields if name not in COUNTS}


def octets(value):
    if isinstance(value, dict) and "text" in value:
        return {"hex": value["text"].encode("ascii").hex()}
    return value


if __name__ == "__main__":
    sys.exit(main())
