"""Row 12: how cost grows. Instructions over four sizes, without what the smallest input takes, fitted by a line of logarithms."""
import math

import inputs
import measure
import works


def exponent(costs):
    """The slope of the least-squares line through the logarithms of size and cost."""
    points = [(math.log(size), math.log(cost)) for size, cost in costs.items()]
    x, y = (sum(column) / len(points) for column in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, b in points)


def grown(bench, what, sizes, command, least):
    """`least` is a size that costs only what there is without anything."""
    base = measure.instructions(command(least))
    costs = {size: measure.instructions(command(size)) - base for size in sizes}
    for size, cost in costs.items():
        bench.report.add(12, f"{what}: {size:,}", "instructions", {"slipcase": cost})
    found = exponent(costs)
    bench.report.add(12, f"{what}: cost grows with the power", "exponent", {"slipcase": found})
    bench.report.goal(12, f"{what}: exponent at most 1.05", found, 1.05)


def row_12(bench):
    scale = 10 if bench.short else 1

    def reading(what, bundle, entry):
        return [bench.program("bench-reading"), what, "1", bundle, entry]

    grown(bench, "all pages of an article, bytes of it", [size // scale for size in (62_500, 250_000, 1_000_000, 4_000_000)],
          lambda size: reading("whole", inputs.article(bench.folder, size), inputs.ENTRY), least=2_000)
    grown(bench, "opening a zip, entries", [size // scale for size in (1_000, 10_000, 100_000, 1_000_000)],
          lambda size: [bench.program("bench-open-ours"), inputs.entries(bench.folder, size)], least=10)
    grown(bench, "drawing a picture, its pixels", [side * side // scale // scale for side in (500, 1000, 2000, 4000)],
          lambda pixels: reading("first", works.with_picture(bench.folder, math.isqrt(pixels)), "README.md"), least=16)


ROWS = {12: row_12}
