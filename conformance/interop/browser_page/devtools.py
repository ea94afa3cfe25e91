"""A browser without a window, driven over the DevTools protocol: JSON between NULs on two pipes."""
import base64
import itertools
import json
import os
import select
import subprocess
import tempfile
import time

FLAGS = [
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
    "--disable-extensions", "--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--lang=en-GB",
]
TIMEOUT = 20


class Browser:
    """One page of a Chromium."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self.to = os.pipe()
        self.of, of_write = os.pipe()
        # As root Chromium wants to be told that it cannot shut itself in.
        flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
        command = ["chromium", *flags, f"--user-data-dir={self.profile.name}", "about:blank"]

        def pipes():
            os.dup2(to_read, 13)
            os.dup2(of_write, 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        self.process = subprocess.Popen(
            command, preexec_fn=pipes, pass_fds=(3, 4), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(of_write)
        self.ids = itertools.count(1)
        self.octets = b""
        self.session = None
        self.faults = []
        self.requests = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def close(self):
        os.close(self.to)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.of)
        self.profile.cleanup()

    def call(self, method, **parameters):
        """Calls a method; what happens meanwhile is noted."""
        number = next(self.ids)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") != number:
                self.note(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            else:
                return answer["result"]

    def read(self):
        while b"\0" not in self.octets:
            ready, _, _ = select.select([self.of], [], [], TIMEOUT)
            octets = os.read(self.of, 1 << 16) if ready else b""
            if not octets:
                raise RuntimeError("the browser does not answer")
            self.octets += octets
        message, self.octets = self.octets.split(b"\0", 1)
        return json.loads(message)

    def note(self, event):
        """Keeps what the console says of errors and violations, and where requests went."""
        method, said = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = said["exceptionDetails"]
            self.faults.append(details.get("exception", {}).get("description", details["text"]))
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            self.faults.append(f"{said['entry']['text']} {said['entry'].get('url', '')}".strip())
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
            self.faults.append(str([argument.get("value") for argument in said["args"]]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(said["request"]["url"])

    def take_faults(self):
        """What was wrong since the last time."""
        self.run("0")
        faults, self.faults = self.faults, []
        return faults

    def run(self, script):
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def open(self, url):
        self.call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def wait(self, script):
        """Waits until an expression holds."""
        end = time.monotonic() + TIMEOUT
        while not self.run(f"(async () => Boolean(await ({script})))()"):
            if time.monotonic() > end:
                raise AssertionError(f"never true: {script}\nthe page says:\n{self.run('document.body.innerText')}")
            time.sleep(0.05)

    def hover(self, element):
        """Moves the pointer over the middle of an element, given as an expression, and gives the place."""
        place = self.run(f"""(() => {{
            const element = {element};
            element.scrollIntoView({{ block: "center" }});
            const box = element.getBoundingClientRect();
            return {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }};
        }})()""")
        self.call("Input.dispatchMouseEvent", type="mouseMoved", **place)
        return place

    def click(self, element):
        """Presses the left button over an element."""
        place = self.hover(element)
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, **place, button="left", clickCount=1)

    def type(self, element, text):
        """Types a text into a field, in place of what was there."""
        self.click(element)
        self.run(f"{element}.select()")
        self.call("Input.insertText", text=text)

    def press_enter(self):
        for kind in ["keyDown", "keyUp"]:
            self.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")

    def show(self, width, height, scheme):
        """A window of this size, light or dark."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self, path):
        self.run("scrollTo(0, 0)")
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))
