"""The conformance suite against other people's programs: SIPp on both sides, baresip, Kamailio as a registrar and as a proxy. Failed
cases are what it is there to find: they stand in ../../reports, and a step is good if the suite came to its end."""

import contextlib
import os
import signal
import subprocess

import baresip
import sipp
from child import ROOT, Child
from events import check
from kamailio import PASSWORD, proxying
from ours import answering
from ports import free_port

REPORTS = ROOT / "conformance" / "reports"
SECONDS = 600
WAITS = "answer=1.5,quiet=0.2,patience=4"
REGISTRAR_MODULES = """loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "auth.so"
"""
REGISTRAR = f"""if (method == "OPTIONS") {{
        sl_send_reply("200", "OK");
        exit;
    }}
    if (method == "REGISTER") {{
        if (!pv_www_authenticate("127.0.0.1", "{PASSWORD}", "0")) {{
            www_challenge("127.0.0.1", "0");
            exit;
        }}
        if (!save("location")) sl_reply_error();
        exit;
    }}"""


def run(report, work):
    subprocess.run(("cargo", "build", "--quiet", "-p", "brivas-conformance"), cwd=ROOT, check=True)
    for peer in (sipp_calls, sipp_is_called, baresip_is_called, kamailio_registers, kamailio_hands_on):
        folder = work / peer.__name__
        folder.mkdir()
        with report.scenario(folder):
            peer(report, folder)


def sipp_calls(report, work):
    port = free_port()
    with report.step("the suite on SIPp as it calls") as notes:
        command = ["sipp", f"127.0.0.1:{port}", "-sn", "uac", "-i", "127.0.0.1", "-r", "2", "-l", "3", "-d", "300", "-nostdin"]
        with open(work / "sipp.log", "wb") as log:
            caller = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=work,
                                      env={**os.environ, "TERM": "dumb"})
        with contextlib.ExitStack() as running:
            running.callback(caller.wait)
            running.callback(caller.kill)
            options = ("--listen", f"127.0.0.1:{port}", "--hangs-up")
            notes.append(tried("sipp-uac", f"SIPp {version('sip-tester')}, its scenario uac", *options))


def sipp_is_called(report, work):
    port = free_port()
    with report.step("the suite on SIPp as it is called") as notes:
        command = ("sipp", "-sn", "uas", "-i", "127.0.0.1", "-p", port, "-nostdin")
        callee = Child("sipp", command, work, env={**os.environ, "TERM": "dumb"})
        with contextlib.ExitStack() as running:
            running.callback(callee.stop)
            options = ("--target", f"127.0.0.1:{port}", "--answers", "--transport", "udp", "--jobs", "1", "--case", "sip.cc")
            notes.append(tried("sipp-uas", f"SIPp {version('sip-tester')}, its scenario uas", *options))


def baresip_is_called(report, work):
    port = free_port()
    with report.step("the suite on baresip") as notes:
        account = f"<sip:answer@127.0.0.1:{port}>;regint=0;answermode=auto"
        callee = baresip.start(work, free_port(), account, sip=port)
        with contextlib.ExitStack() as running:
            # It would wait until every call of the suite has ended.
            running.callback(callee.stop, signal.SIGKILL)
            options = ("--target", f"127.0.0.1:{port}", "--answers", "--sdp", "--jobs", "1")
            notes.append(tried("baresip", f"baresip {version('baresip-core')}", *options))


def kamailio_registers(report, work):
    with report.step("the suite on Kamailio as a registrar") as notes:
        with proxying(work, "udp", free_port(), modules=REGISTRAR_MODULES, first=REGISTRAR) as port:
            options = ("--target", f"127.0.0.1:{port}", "--registrar", "--digest", "--aor", "sip:test@127.0.0.1",
                       "--registrar-uri", "sip:127.0.0.1", "--username", "test", "--password-env", "SIP_PASSWORD",
                       "--case", "sip.rg")
            notes.append(tried("kamailio-registrar", f"Kamailio {version('kamailio')} as a registrar", *options))


def kamailio_hands_on(report, work):
    """What fails here and not on ours alone is by the proxy between."""
    with report.step("the suite on Kamailio as a proxy before our user agent") as notes:
        with answering(work, "udp") as answer, proxying(work, "udp", answer.ports["udp"]) as port:
            options = ("--target", f"127.0.0.1:{port}", "--answers", "--rings", "--message")
            notes.append(tried("kamailio-proxy", f"Kamailio {version('kamailio')} as a proxy before our user agent", *options))


def tried(name, title, *options):
    """Runs the suite; its last line, with the counts."""
    command = (ROOT / "target" / "debug" / "brivas-conformance", "sip", "--name", title, "--report",
               REPORTS / f"sip-{name}.md", "--timers", WAITS, *options)
    done = subprocess.run([str(part) for part in command], env={**os.environ, "SIP_PASSWORD": PASSWORD}, capture_output=True,
                          text=True, timeout=SECONDS)
    check(done.returncode in (0, 1), done.stderr)
    return done.stdout.strip().splitlines()[-1]


def version(package):
    return subprocess.run(("dpkg-query", "--show", "--showformat=${Version}", package), capture_output=True, text=True,
                          check=True).stdout
