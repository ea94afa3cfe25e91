#!/bin/bash
# capture_check.sh FILE.pcap [PORT]: reads a capture of SMPP over TCP (port 2775 if not given) with tshark.
# Fails (1) if a frame is malformed, if octets to or from the port are no whole PDU, or if there is no SMPP at all;
# 2 if it cannot tell. Prints the count of PDUs, or the frames at fault.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then echo "usage: capture_check.sh FILE.pcap [PORT]" >&2; exit 2; fi
capture=$1
port=${2:-2775}
deadline=60

command -v tshark >/dev/null || { echo "tshark is not installed: run conformance/interop/setup" >&2; exit 2; }

# frames FILTER FIELD...: one line for each frame of the port that passes the filter.
frames() {
    local filter=$1 fields=() errors
    shift
    for field in "$@"; do fields+=(-e "$field"); done
    # Two passes (-2): only then is it known which segments belong to a PDU that ends in a later frame.
    errors=$(mktemp)
    timeout $deadline tshark -n -2 -r "$capture" -d "tcp.port==$port,smpp" -Y "tcp.port == $port && ($filter)" \
        -T fields -E occurrence=a -E separator=' ' "${fields[@]}" 2>"$errors" || { cat "$errors" >&2; rm "$errors"; exit 2; }
    rm "$errors"
}

# tshark 4.0.17 reads one octet of broadcast_rep_num, which has two (SMPP 5.0 §4.8.4.13), and loses its place.
tshark_fault=smpp.broadcast_rep_num

pdus=$(frames smpp smpp.command_id)
misread=$(frames "_ws.malformed && $tshark_fault" frame.number)
malformed=$(frames "_ws.malformed && !$tshark_fault" frame.number frame.protocols _ws.expert.message)
stray=$(frames 'tcp.len > 0 && !smpp && !tcp.reassembled_in && !tcp.analysis.retransmission' frame.number tcp.len)

failed=0
if [ -z "$pdus" ]; then echo "no SMPP PDU on port $port in $capture" >&2; failed=1; fi
if [ -n "$malformed" ]; then printf 'malformed frames (number, protocols, why):\n%s\n' "$malformed" >&2; failed=1; fi
if [ -n "$stray" ]; then printf 'octets that are no whole PDU (frame, octets):\n%s\n' "$stray" >&2; failed=1; fi
if [ -n "$misread" ]; then echo "not judged, as tshark misreads broadcast_rep_num: frames $(echo $misread)"; fi
if [ $failed = 0 ]; then echo "$(tr ', ' '\n\n' <<<"$pdus" | wc -l) PDUs, none malformed"; fi
exit $failed
