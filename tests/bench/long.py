"""Rows 4 and 5: turning pages, and long articles, in programs that are open already. All in processor time."""
import inputs
import measure
import peers
import works

ARTICLE = 50_000  # bytes; some 30 pages
TURNS = 20
# Opens the page, goes to its middle, and lays it out anew in larger text; then turns pages, again, so that every glyph has been drawn
# before. Says the processor seconds of each, which /proc tells: a script's clock counts the others on this machine, too.
MUPDF = """
var turns = %(turns)d, marks = [], number;
function busy() {
    var file = readFile("/proc/self/schedstat"), text = "", i;
    for (i = 0; file[i] != 32; i++) text += String.fromCharCode(file[i]);
    return parseInt(text) / 1e9;
}
function mark() { marks.push(busy()); }
function draw(number) { document.loadPage(number).toPixmap(Identity, DeviceRGB, false); }
mark();
var document = new Document(scriptArgs[0]);
document.layout(%(width)d, %(height)d, %(size)d);
draw(0); mark();
var pages = document.countPages(); mark();
draw(pages >> 1); mark();
if (%(larger)d) document.layout(%(width)d, %(height)d, %(size)d + 4);
draw(document.countPages() >> 1); mark();
if (turns) document.layout(%(width)d, %(height)d, %(size)d);
for (number = 0; number < turns; number++) draw(number %% pages);
mark();
for (number = 0; number < turns; number++) draw(number %% pages);
mark();
print(marks[1] - marks[0], marks[2] - marks[0], marks[3] - marks[0], marks[4] - marks[3], (marks[6] - marks[5]) / turns);
"""
# Only finds all pages, for callgrind.
MUPDF_PAGES = """
var document = new Document(scriptArgs[0]);
document.layout(%(width)d, %(height)d, %(size)d);
document.loadPage(0).toPixmap(Identity, DeviceRGB, false);
document.countPages();
"""
FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def ours(bench, what, size, runs=1):
    """Processor seconds, and those of a memcpy of the frame."""
    took = measure.whole([bench.program("bench-reading"), what, str(runs), inputs.article(bench.folder, size), inputs.ENTRY])
    if not took:
        return None
    columns = zip(*([float(number) for number in line.split()] for line in took.output.splitlines()))
    return [measure.median(column) for column in columns]


LAID_OUT_ONCE = 5_000_000  # bytes; MuPDF's time grows with their square: 37 s for 10 MB


def mutool_runs(bench, text, size, turns=0):
    script = bench.path("mupdf.js")
    with open(script, "w", encoding="ascii") as file:
        file.write(text % {"width": peers.WIDTH, "height": peers.HEIGHT, "size": peers.SIZE, "turns": turns, "larger": size < LAID_OUT_ONCE})
    return ["mutool", "run", script, works.page(bench.folder, size)]


def mupdf(bench, size, turns=0):
    """Processor seconds of: first page, all pages, opening at the middle, larger text there, and a turn, where there are any."""
    took = measure.whole(mutool_runs(bench, MUPDF, size, turns))
    return took and [float(number) for number in took.output.split()]


def chromium(bench, size):
    """Processor seconds, of all its processes, of: first screen, the middle, larger text, a screen further."""
    browser = peers.Browser(bench.path("profile-asked"))
    try:
        took = [browser.busy(lambda: browser.show(works.page(bench.folder, size)))]
        took.append(took[0] + browser.busy(lambda: (browser.run("scrollTo(0, document.body.scrollHeight / 2)"), browser.shot())))
        took.append(browser.busy(lambda: (browser.run("document.body.style.fontSize = '28px'; document.body.offsetHeight"), browser.shot())))
        browser.run("document.body.style.fontSize = ''; scrollTo(0, 0)")
        further = [browser.busy(lambda: browser.run(f"scrollTo(0, {turn * (peers.HEIGHT - 40)}); {FRAME}")) for turn in range(TURNS)]
        return took + [measure.median(further)]
    finally:
        browser.close()


def row_4(bench):
    report = bench.report
    contest = measure.in_turn({
        "ahead": lambda: ours(bench, "ahead", ARTICLE, TURNS),
        "cold": lambda: ours(bench, "cold", ARTICLE, TURNS),
        "mupdf": lambda: mupdf(bench, ARTICLE, TURNS),
        "chromium": lambda: chromium(bench, ARTICLE),
    }, bench.runs)
    ahead, copied, cold = (measure.median([one[column] for one in contest[name]])
                           for name, column in (("ahead", 0), ("ahead", 1), ("cold", 0)))
    turns = {name: measure.median([one[column] for one in contest[name]]) for name, column in (("mupdf", 4), ("chromium", 3))}
    report.add(4, "page turn, painted ahead", "s", {"slipcase": ahead, "memcpy of the frame": copied,
                                                   "chromium, scrolled": turns["chromium"]}, plotted=True)
    report.add(4, "page turn, glyphs warm", "s", {"slipcase": cold, "mutool run": turns["mupdf"], "chromium, scrolled": turns["chromium"]},
               plotted=True)
    counts = {what: measure.instructions([bench.program("bench-reading"), what, "1", inputs.article(bench.folder, ARTICLE), inputs.ENTRY])
              for what in ("ahead", "cold")}
    report.add(4, "page turn, painted ahead, instructions", "instructions", {"slipcase": counts["ahead"]})
    report.add(4, "page turn, glyphs warm, instructions", "instructions", {"slipcase": counts["cold"]})
    report.goal(4, "painted ahead: at most 2 × a memcpy of the frame", ahead / copied, 2)
    report.goal(4, "not painted ahead, glyphs warm: at most 25 million instructions", counts["cold"], 25e6)


def row_5(bench):
    report, firsts = bench.report, {}
    for size in (200_000, 1_000_000) if bench.short else (1_000_000, 10_000_000):
        contest = measure.in_turn({
            **{what: (lambda what=what: ours(bench, what, size)) for what in ("first", "whole", "middle", "size")},
            "mutool run": lambda: mupdf(bench, size),
            "chromium": lambda: chromium(bench, size),
        }, bench.runs)
        mine = {what: measure.median([one[0] for one in contest[what]]) for what in ("first", "whole", "middle", "size")}
        firsts[size], label = mine["first"], f"{size / 1e6:g} MB article"
        # Theirs begin where the article is opened.
        for name, ours_took, columns in (("first page", mine["first"], (0, 0)), ("all pages", mine["first"] + mine["whole"], (1, None)),
                                         ("opened at the middle", mine["first"] + mine["middle"], (2, 1)),
                                         ("larger text at the middle", mine["size"], (3, 2))):
            values = {"slipcase": ours_took}
            for program, column in zip(("mutool run", "chromium"), columns):
                if program == "mutool run" and column == 3 and size >= LAID_OUT_ONCE:
                    values[program] = "lays all out again"
                elif column is not None:
                    values[program] = measure.median([one[column] for one in contest[program]]) if contest[program] else "fails"
            report.add(5, f"{label}: {name}", "s", values, plotted=True)
            if name == "all pages" and contest["mutool run"]:
                report.goal(5, f"{label}, all pages: at least 5 × MuPDF's rate", values["mutool run"] / values["slipcase"], 5, least=True)
    short, far = sorted(firsts)
    counts = {"slipcase": measure.instructions([bench.program("bench-reading"), "whole", "1", inputs.article(bench.folder, short), inputs.ENTRY], None),
              "mutool run": measure.instructions(mutool_runs(bench, MUPDF_PAGES, short), None)}
    label = f"{short / 1e6:g} MB article, all pages, instructions of the whole process"
    report.add(5, label, "instructions", counts)
    report.goal(5, f"{label}: at least 5 × MuPDF's rate", counts["mutool run"] / counts["slipcase"], 5, least=True)
    report.goal(5, f"first page of {far / 1e6:g} MB: at most 1.1 × that of {short / 1e6:g} MB", firsts[far] / firsts[short], 1.1)


ROWS = {4: row_4, 5: row_5}
