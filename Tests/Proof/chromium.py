"""Headless Chromium, driven over its pipe (Chrome DevTools Protocol) with nothing but Python."""

import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time


class Chromium:
    """One tab. What the pages say or ask for is kept in `messages` and `requests` until `load` starts anew."""

    def __init__(self):
        program = next((p for p in map(shutil.which, ["chromium", "chromium-browser", "google-chrome"]) if p), None)
        if not program:
            sys.exit("no chromium: apt-get install chromium")
        self.profile = tempfile.mkdtemp(prefix="wiredesk-pages-")
        read, self.out = os.pipe()
        self.into, write = os.pipe()

        def pipes():
            # 3 and 4 are where it looks; the copies cannot hit one another above 9.
            a, b = os.dup(read), os.dup(write)
            for fd in (a, b):
                os.set_inheritable(fd, True)
            high = [fd + 20 for fd in (a, b)]
            os.dup2(a, high[0]), os.dup2(b, high[1])
            os.dup2(high[0], 3), os.dup2(high[1], 4)

        self.log = open(os.path.join(self.profile, "stderr"), "w+b")
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
             "--enable-logging=stderr", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", f"--user-data-dir={self.profile}/profile", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.log, preexec_fn=pipes, close_fds=False)
        os.close(read), os.close(write)
        self.pending, self.number, self.session = b"", 0, None
        self.messages, self.requests, self.seen = [], [], []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Network", "Log", "Runtime", "DOM", "Accessibility"]:
            self.call(f"{domain}.enable")

    def call(self, method, limit=180, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.send(message)
        end = time.monotonic() + limit
        while True:
            answer = self.next(end)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def send(self, message):
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data[:60000]):]

    def next(self, end):
        while b"\0" not in self.pending:
            ready, _, _ = select.select([self.into], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError("chromium does not answer")
            part = os.read(self.into, 1 << 20)
            if not part:
                raise RuntimeError("chromium is gone: " + pathlib.Path(self.log.name).read_text(errors="replace")[-800:])
            self.pending += part
        data, self.pending = self.pending.split(b"\0", 1)
        message = json.loads(data)
        self.note(message)
        return message

    def note(self, message):
        method, values = message.get("method"), message.get("params", {})
        self.seen.append(method)
        if method == "Log.entryAdded":
            self.messages.append(f"{values['entry']['level']}: {values['entry']['text']}")
        elif method == "Runtime.consoleAPICalled":
            self.messages.append(f"console.{values['type']}: {[a.get('value') for a in values['args']]}")
        elif method == "Runtime.exceptionThrown":
            self.messages.append(f"exception: {values['exceptionDetails']['text']}")
        elif method == "Page.javascriptDialogOpening":
            self.messages.append(f"dialog: {values['message']}")
            # Until it is closed nothing else is answered; nobody waits for the answer to this.
            self.send({"id": 0, "method": "Page.handleJavaScriptDialog", "params": {"accept": True}, "sessionId": self.session})
        elif method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])

    def load(self, url, limit=180):
        """Seconds until the page had loaded."""
        self.messages, self.requests, self.seen = [], [], []
        start = time.monotonic()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.seen:
            self.next(start + limit)
        return time.monotonic() - start

    def look(self, width, height=1000, scheme="light", media=""):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def ask(self, script, limit=180):
        """What `script` answers, as JSON. It runs beside the page's policy, not by it."""
        answer = self.call("Runtime.evaluate", limit=limit, expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"])[:600])
        return answer["result"].get("value")

    def press(self, key, code, text=""):
        for kind in ["keyDown", "keyUp"]:
            typed = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **typed)

    def picture(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def print(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"]))

    def close(self):
        """What it wrote to standard error about the pages."""
        self.process.terminate()
        self.process.wait()
        self.log.seek(0)
        said = [line for line in self.log.read().decode(errors="replace").splitlines() if ":CONSOLE" in line]
        shutil.rmtree(self.profile, ignore_errors=True)
        return said
