"""Rows 1, 2, 3 and 10: from a program's start to the first page, and the memory that takes."""
import os
import socket
import time
import urllib.error
import urllib.request

import inputs
import measure
import peers
import works

ARTICLE = 12_000  # bytes
STEADY = 3  # seconds after the first page


def process(command, limit=120):
    return lambda: measure.whole(command, limit)


def seconds(contest):
    """Medians of the clock and of the processor, or a text."""
    medians = {name: "fails, or takes longer than two minutes" if took is None else measure.median([one.seconds for one in took])
               for name, took in contest.items()}
    busy = {name: measure.median([one.processor for one in took]) for name, took in contest.items() if took}
    return medians, busy


def ours_png(bench, bundle, *arguments):
    return [bench.program("slipcase"), "render", bundle, "--size", f"{peers.WIDTH}x{peers.HEIGHT}", *arguments, "-o", bench.path("ours.png")]


def row_1(bench):
    report, bundle, page = bench.report, inputs.article(bench.folder, ARTICLE), works.page(bench.folder, ARTICLE)
    ours = ours_png(bench, bundle, "--entry", inputs.ENTRY)
    mupdf = peers.mutool(page, bench.path("mutool.png"))
    contest = measure.in_turn({
        "slipcase": process(ours),
        "mutool draw": process(mupdf),
        "chromium": process(peers.chromium(bench.path("profile-png"), f"--screenshot={bench.path('chromium.png')}", "file://" + page)),
        "mutool draw, Markdown": process(peers.mutool(os.path.splitext(page)[0] + ".md", bench.path("markdown.png"))),
    }, bench.runs)
    medians, busy = seconds(contest)
    if isinstance(medians["mutool draw, Markdown"], str):
        medians["mutool draw, Markdown"] = "this version does not read it"
    report.add(1, "start → first page as PNG", "s", medians, plotted=True)
    report.add(1, "the same, processor time", "s", busy)
    counts = {"slipcase": measure.instructions(ours, None), "mutool draw": measure.instructions(mupdf, None)}
    report.add(1, "the same, instructions", "instructions", counts, plotted=True)
    report.goal(1, "start → first page as PNG: at most 0.5 × mutool draw, by the clock", medians["slipcase"] / medians["mutool draw"], 0.5)
    report.goal(1, "the same by the processor", busy["slipcase"] / busy["mutool draw"], 0.5)
    report.goal(1, "the same by instructions", counts["slipcase"] / counts["mutool draw"], 0.5)
    with peers.Screen() as screen:
        def opens(command):
            def work():
                screen.clear()
                running, waited = screen.open(command)
                measure.stop(running)
                return waited
            return work
        contest = measure.in_turn({
            "slipcase": opens([bench.program("slipcase"), bundle]),
            "netsurf-fb": opens(peers.netsurf(page)),
            "chromium --kiosk": opens(peers.chromium(bench.path("profile-kiosk"), "file://" + page, headless=False)),
        }, bench.runs)
    report.add(1, "start → text on an X screen", "s", {name: measure.median(took) if took else "shows nothing" for name, took in contest.items()},
               plotted=True)


def forget(path):
    """Takes the file out of the page cache."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def served(zim):
    """Seconds from the start of kiwix-serve to the article's HTML (no pixels)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begin = time.perf_counter()
    server = measure.start(["kiwix-serve", "--address=127.0.0.1", f"--port={port}", zim])
    address = f"http://127.0.0.1:{port}/{os.path.splitext(os.path.basename(zim))[0]}/A/index.html"
    try:
        while server.poll() is None and time.perf_counter() - begin < 60:
            try:
                with urllib.request.urlopen(address, timeout=10) as answer:
                    return time.perf_counter() - begin if b"<h" in answer.read() else None
            except ConnectionError:
                time.sleep(0.001)
            except urllib.error.HTTPError:
                return None
            except urllib.error.URLError:
                time.sleep(0.001)
        return None
    finally:
        measure.stop(server)


def row_2(bench):
    report, count = bench.report, 2_000 if bench.short else 100_000
    single = inputs.article(bench.folder, ARTICLE)
    bundle, pages = works.many(bench.folder, count)
    book, zim = works.epub(bench.folder, count, 1), bench.path("many.zim")
    made = measure.whole(works.zim_command(pages, zim))
    ours = ours_png(bench, bundle, "--entry", works.MANY_ENTRY)

    def cold():
        forget(bundle)
        return measure.whole(ours)

    def kiwix():
        return served(zim) if made else None

    contest = measure.in_turn({
        "slipcase, zip": process(ours),
        "slipcase, row 1": process(ours_png(bench, single, "--entry", inputs.ENTRY)),
        "slipcase, zip not in the cache": cold,
        "mutool, unpacked": process(peers.mutool(os.path.join(pages, "index.html"), bench.path("mutool.png"))),
        "mutool, EPUB": process(peers.mutool(book, bench.path("mutool.png"))),
        "kiwix-serve": kiwix,
    }, bench.runs)
    served_in = contest.pop("kiwix-serve")
    medians, _ = seconds(contest)
    report.add(2, f"start → first page, one of {count:,} entries", "s",
               dict(medians, **{"kiwix-serve": measure.median(served_in) if served_in else "serves nothing"}), plotted=True)
    counts = {"slipcase, zip": measure.instructions(ours, None),
              "slipcase, row 1": measure.instructions(ours_png(bench, single, "--entry", inputs.ENTRY), None)}
    report.add(2, "the same, instructions", "instructions", counts)
    report.goal(2, "one of 100,000 entries: at most 1.3 × row 1, by the clock", medians["slipcase, zip"] / medians["slipcase, row 1"], 1.3)
    report.goal(2, "the same by instructions", counts["slipcase, zip"] / counts["slipcase, row 1"], 1.3)


def row_3(bench):
    report, bundle, page = bench.report, inputs.article(bench.folder, ARTICLE), works.page(bench.folder, ARTICLE)
    runs = 1 if bench.short else bench.runs
    commands = {
        "slipcase render": ours_png(bench, bundle, "--entry", inputs.ENTRY),
        "mutool draw": peers.mutool(page, bench.path("mutool.png")),
        "chromium": peers.chromium(bench.path("profile-png"), f"--screenshot={bench.path('chromium.png')}", "file://" + page),
    }
    contest = measure.in_turn({name: (lambda command=command: measure.peak_pss(command)) for name, command in commands.items()}, runs)
    peaks = {name: measure.median(took) for name, took in contest.items()}
    report.add(3, "first page as PNG: most memory (PSS)", "KiB", peaks, plotted=True)
    largest = measure.in_turn({name: process(commands[name]) for name in ("slipcase render", "mutool draw")}, 1)
    report.add(3, "the same, most resident (ru_maxrss)", "KiB", {name: took[0].peak for name, took in largest.items()})
    with peers.Screen() as screen:
        def holds(command):
            def work():
                screen.clear()
                running, waited = screen.open(command)
                most, end = 0, time.monotonic() + STEADY
                while waited is not None and time.monotonic() < end:
                    most = max(most, measure.pss_of(running.pid))
                    time.sleep(0.05)
                steady = measure.pss_of(running.pid)
                measure.stop(running)
                return None if waited is None else (steady, most)
            return work
        contest = measure.in_turn({
            "slipcase": holds([bench.program("slipcase"), bundle]),
            "netsurf-fb": holds(peers.netsurf(page)),
            "chromium --kiosk": holds(peers.chromium(bench.path("profile-kiosk"), "file://" + page, headless=False)),
        }, runs)
    steady = {name: measure.median([one[0] for one in took]) for name, took in contest.items()}
    report.add(3, "on an X screen: steady memory (PSS)", "KiB", steady, plotted=True)
    report.add(3, "on an X screen: most memory from the first page on", "KiB",
               {name: measure.median([one[1] for one in took]) for name, took in contest.items()})
    report.goal(3, "steady on an X screen at 1280×800, KiB: at most 24 MiB", steady["slipcase"], 24 * 1024)
    report.goal(3, "first page as PNG, most, KiB: at most 24 MiB", peaks["slipcase render"], 24 * 1024)
    report.goal(3, "steady: at most 0.06 × chromium --kiosk", steady["slipcase"] / steady["chromium --kiosk"], 0.06)
    report.goal(3, "first page as PNG: at most 0.9 × mutool draw", peaks["slipcase render"] / peaks["mutool draw"], 0.9)


def row_10(bench):
    chapters, side = (10, 120) if bench.short else (100, 335)
    book = works.epub(bench.folder, chapters, 45_000, side)
    contest = measure.in_turn({"slipcase": process(ours_png(bench, book)),
                               "mutool draw": process(peers.mutool(book, bench.path("mutool.png")))}, bench.runs)
    medians, busy = seconds(contest)
    bench.report.add(10, f"first page of an EPUB of {os.path.getsize(book) / 1e6:.0f} MB", "s", medians, plotted=True)
    bench.report.add(10, "the same, processor time", "s", busy)
    report = bench.report
    report.goal(10, "first page of an EPUB: at most mutool draw's time", medians["slipcase"] / medians["mutool draw"], 1)


ROWS = {1: row_1, 2: row_2, 3: row_3, 10: row_10}
