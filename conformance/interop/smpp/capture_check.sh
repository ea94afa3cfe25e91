#!/bin/bash
# capture_check.sh FILE.pcap [PORT [KEYLOG]]: reads a capture of SMPP over TCP (port 2775 if not given) with tshark; with a
# key log, of SMPP over TLS, which is decrypted by it.
# Fails (1) if a frame is malformed, if octets to or from the port are no whole PDU, if anything could not be decrypted, or
# if there is no SMPP at all; 2 if it cannot tell. Prints the count of PDUs, or the frames at fault.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 3 ]; then echo "usage: capture_check.sh FILE.pcap [PORT [KEYLOG]]" >&2; exit 2; fi
capture=$1
port=${2:-2775}
key_log=${3:-}
deadline=60

command -v tshark >/dev/null || { echo "tshark is not installed: run conformance/interop/setup" >&2; exit 2; }

if [ -n "$key_log" ]; then
    [ -r "$key_log" ] || { echo "there is no key log $key_log" >&2; exit 2; }
    # tshark 4.0.17 does not know of SMPP within TLS, and its -d will not be told.
    script=$(mktemp --suffix .lua)
    trap 'rm -f "$script"' EXIT
    echo "DissectorTable.get('tls.port'):add($port, Dissector.get('smpp'))" >"$script"
    protocol=(-d "tcp.port==$port,tls" -o "tls.keylog_file:$key_log" -X "lua_script:$script")
    # What is decrypted shows what is in it; since TLS 1.3 a handshake and an alert are encrypted, too.
    carries_data='(tls.record.content_type == 23 || tls.record.opaque_type == 23) && !tls.handshake && !tls.alert_message'
    read=decrypted
else
    protocol=(-d "tcp.port==$port,smpp")
    carries_data='tcp.len > 0'
    read=read
fi

# frames FILTER FIELD...: one line for each frame of the port that passes the filter.
frames() {
    local filter=$1 fields=() errors
    shift
    for field in "$@"; do fields+=(-e "$field"); done
    # Two passes (-2): only then is it known which segments belong to a PDU that ends in a later frame.
    errors=$(mktemp)
    timeout $deadline tshark -n -2 -r "$capture" "${protocol[@]}" -Y "tcp.port == $port && ($filter)" \
        -T fields -E occurrence=a -E separator=' ' "${fields[@]}" 2>"$errors" || { cat "$errors" >&2; rm "$errors"; exit 2; }
    rm "$errors"
}

# tshark 4.0.17 reads one octet of broadcast_rep_num, which has two (SMPP 5.0 §4.8.4.13), and loses its place.
tshark_fault=smpp.broadcast_rep_num

pdus=$(frames smpp smpp.command_id)
misread=$(frames "_ws.malformed && $tshark_fault" frame.number)
malformed=$(frames "_ws.malformed && !$tshark_fault" frame.number frame.protocols _ws.expert.message)
stray=$(frames "$carries_data && !smpp && !tcp.reassembled_in && !tcp.analysis.retransmission" frame.number tcp.len)

failed=0
if [ -z "$pdus" ]; then echo "no SMPP PDU on port $port in $capture" >&2; failed=1; fi
if [ -n "$malformed" ]; then printf 'malformed frames (number, protocols, why):\n%s\n' "$malformed" >&2; failed=1; fi
if [ -n "$stray" ]; then printf 'octets that are no whole PDU (frame, octets):\n%s\n' "$stray" >&2; failed=1; fi
if [ -n "$misread" ]; then echo "not judged, as tshark misreads broadcast_rep_num: frames $(echo $misread)"; fi
if [ $failed = 0 ]; then echo "$(tr ', ' '\n\n' <<<"$pdus" | wc -l) PDUs $read, none malformed"; fi
exit $failed
