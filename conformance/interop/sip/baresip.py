"""baresip over UDP: it registers, calls, is answered and hangs up, by its own means and with silence instead of a
microphone."""

import contextlib
import socket
import wave

from child import Child
from events import check
from ours import answering
from ports import free_port
from wire import judged

CONFIG = """sip_listen 127.0.0.1:{sip}
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control}
audio_source aufile,{work}/silence.wav
audio_player aufile,{work}/heard.wav
audio_alert aufile,{work}/alert.wav
rtp_ports 42000-42400
call_max_calls 100
"""


def run(report, work):
    with answering(work, "udp") as answer, judged(report, "baresip over udp", work, answer.ports):
        with report.step("baresip registers and calls over udp") as notes:
            server = f"127.0.0.1:{answer.ports['udp']}"
            control = free_port()
            baresip = start(work, control, f"<sip:alice@{server}>;auth_pass=none;regint=60")
            with contextlib.ExitStack() as running:
                running.callback(baresip.stop)
                said(baresip, "200 OK", "its registration")
                command(control, f'{{"command":"dial","params":"sip:bob@{server}","token":"1"}}')
                said(baresip, "Call established", "the call")
                command(control, '{"command":"hangup","token":"2"}')
                said(baresip, "terminate call", "the end of the call")
                # It ends once its BYE is answered, and it is no longer registered.
                baresip.stop()
            found = answer.end()
            seen = tuple(found[name] for name in ("calls", "acknowledged", "ended", "retransmissions"))
            check(seen == (1, 1, 1, 0) and found["registrations"] >= 1, f"we count {found}")
            notes.append("registered, answered, ended")


def start(work, control, account, sip=None):
    """baresip with this account, commanded at this port; with a port for SIP, if that matters."""
    (work / "config").write_text(CONFIG.format(sip=sip or free_port(), control=control, work=work))
    (work / "accounts").write_text(f"{account}\n")
    (work / "contacts").write_text("")
    write_silence(work / "silence.wav")
    return Child("baresip", ("baresip", "-f", work), work, both=True)


def write_silence(file):
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 30))


def said(baresip, words, what):
    baresip.wait(lambda: any(words in event["text"] for event in baresip.of("line")), what)


def command(port, line):
    """A netstring, as its module takes it."""
    with socket.create_connection(("127.0.0.1", port), 10) as control:
        control.sendall(f"{len(line)}:{line},".encode())
        control.recv(4096)
