"""The programs beside ours, and a screen for those that need one."""
import fcntl
import json
import mmap
import os
import shutil
import struct
import tempfile
import time

import measure

WIDTH, HEIGHT, SIZE = 1280, 800, 24
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
OFFLINE = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1",
           "--disable-features=Translate", f"--blink-settings=defaultFontSize={SIZE}", f"--window-size={WIDTH},{HEIGHT}"]


def mutool(source, out=os.devnull, page=1, size=SIZE, kind="png"):
    return ["mutool", "draw", "-q", "-F", kind, "-W", str(WIDTH), "-H", str(HEIGHT), "-S", str(size), "-o", out, source, str(page)]


def chromium(profile, *arguments, headless=True):
    """`profile` is kept from one start to the next, as a kiosk's is."""
    return ["chromium", *(["--headless"] if headless else ["--kiosk", "--window-position=0,0"]), *OFFLINE,
            f"--user-data-dir={profile}", *arguments]


def netsurf(page):
    faces = [f"--fb_face_{kind}={CJK}" for kind in ("sans_serif", "serif", "sans_serif_bold", "serif_bold")]
    return ["netsurf-fb", *faces, f"--font_size={SIZE * 15 // 2}", "-f", "x", "-w", str(WIDTH), "-h", str(HEIGHT), "file://" + page]


def ink(picture):
    """Whether there is a page with text on it: mostly bright, and some of it dark."""
    dark = len(picture.translate(None, bytes(range(96, 256))))
    bright = len(picture.translate(None, bytes(range(200))))
    return bright > 0.5 * len(picture) and dark > 0.002 * len(picture)


class Screen:
    """An X screen of our own (Xvfb), whose pixels are looked at where they lie."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="slipcase-bench-screen-")
        reading, writing = os.pipe()
        self.server = measure.start(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset",
                                     "-fbdir", self.folder, "-nolisten", "tcp"], pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as file:
            self.name = ":" + file.readline().strip()
        with open(os.path.join(self.folder, "Xvfb_screen0"), "rb") as file:
            self.pixels = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.pixels[:100])  # XWD: sizes of the header and of the colour map
        self.start = header[0] + 12 * header[19]
        self.environment = {"DISPLAY": self.name, "SDL_VIDEODRIVER": "x11"}
        return self

    def __exit__(self, *_):
        measure.stop(self.server)
        self.pixels.close()
        shutil.rmtree(self.folder)

    def sample(self):
        """Green of every eighth row of the middle, where no toolbar is."""
        rows = range(120, HEIGHT - 40, 8)
        return b"".join(self.pixels[self.start + (y * WIDTH + 100) * 4:self.start + (y * WIDTH + WIDTH - 100) * 4][1::4] for y in rows)

    def wait(self, process, limit=60):
        """Seconds until there is a page with text, or None."""
        begin = time.perf_counter()
        while process.poll() is None and time.perf_counter() - begin < limit:
            if ink(self.sample()):
                return time.perf_counter() - begin
            time.sleep(0.001)
        return None

    def open(self, command, environment=None):
        """The process, and seconds from its start to its first page; None where none came."""
        begin = time.perf_counter()
        process = measure.start(command, dict(self.environment, **environment or {}))
        seconds = None if self.wait(process) is None else time.perf_counter() - begin
        return process, seconds

    def clear(self):
        end = time.monotonic() + 5
        while ink(self.sample()) and time.monotonic() < end:
            time.sleep(0.01)


class Browser:
    """Headless Chromium that is asked through a pipe (Chrome DevTools Protocol)."""

    def __init__(self, profile):
        theirs, self.writing = os.pipe()
        self.reading, mine = os.pipe()
        theirs, mine = (fcntl.fcntl(number, fcntl.F_DUPFD, 100) for number in (theirs, mine))

        def connect():
            measure.end_with_us()
            os.dup2(theirs, 3)
            os.dup2(mine, 4)

        self.process = measure.start(chromium(profile, "--remote-debugging-pipe", "about:blank"), preexec_fn=connect, pass_fds=(3, 4))
        os.close(theirs)
        os.close(mine)
        self.number, self.session, self.rest = 0, None, b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")

    def hear(self):
        while b"\0" not in self.rest:
            got = os.read(self.reading, 1 << 20)
            if not got:
                raise OSError("Chromium ended")
            self.rest += got
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters, **({"sessionId": self.session} if self.session else {})}
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.hear()
            if answer.get("id") == self.number:
                return answer.get("result", {})

    def show(self, page):
        """Until the page has loaded and a picture of its first screen has come."""
        self.ask("Page.navigate", url="file://" + page)
        while self.run("document.readyState") != "complete":
            time.sleep(0.001)
        self.shot()

    def run(self, script):
        return self.ask("Runtime.evaluate", expression=script, awaitPromise=True).get("result", {}).get("value")

    def shot(self):
        self.ask("Page.captureScreenshot", format="jpeg", optimizeForSpeed=True)

    def busy(self, work):
        """Processor seconds that this takes, of all threads of all its processes."""
        before = self.processor_seconds()
        work()
        return self.processor_seconds() - before

    def processor_seconds(self):
        return sum(measure.schedule(member)[0] for member in measure.family(self.process.pid))

    def close(self):
        measure.stop(self.process)
        os.close(self.reading)
        os.close(self.writing)
