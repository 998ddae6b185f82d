"""What was measured: one table, a CSV file and a plot. Rows that are not measured again stay as they are in the CSV file."""
import csv
import os
import re
import shutil
import subprocess

UNITS = {"s": (1e3, "ms"), "KiB": (1, "KiB"), "instructions": (1e-6, "M instr."), "sleeps/s": (1, "wake-ups/s"), "exponent": (1, "exponent"),
         "bytes": (1, "bytes"), "s/s": (100, "% CPU"), "reads": (1, "reads"), "articles": (1, "articles"), "share": (100, "%")}
PLOT = """set terminal pngcairo size 1280,{height} font "Noto Sans,11"
set output "{out}"
set title "Slipcase = 1; to the right: what the others take, to the left: where they take less"
set logscale x
set xrange [{least}:{most}]
set yrange [{rows}.7:0.3] noextend
set ytics ({labels})
set grid xtics ytics lt 1 lc rgb "#e4e4e4"
set format x "%g"
set lmargin at screen 0.36
set key outside bottom center horizontal
set xtics scale 0
set arrow from 1, graph 0 to 1, graph 1 nohead lw 2 lc rgb "#444444"
plot {lines}
"""


def shown(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.3g}"


class Report:
    def __init__(self, folder, renewed):
        """`renewed` are the numbers of the rows that are measured now."""
        self.folder, self.path = folder, os.path.join(folder, "bench.csv")
        self.rows, self.goals = [], []
        if os.path.exists(self.path):
            with open(self.path, encoding="utf-8", newline="") as file:
                for row, *cells in list(csv.reader(file))[1:]:
                    if int(row) not in renewed:
                        self.keep(int(row), *cells)

    def keep(self, row, what, program, median, unit, ratio, plotted):
        if program == "goal":
            self.goals.append({"row": row, "text": what, "value": float(median), "limit": unit, "met": ratio == "met"})
            return
        value = median if unit == "" else float(median)
        self.rows.append({"row": row, "what": what, "program": program, "value": value, "unit": unit, "plotted": plotted == "yes",
                          "ratio": float(ratio) if ratio else None})

    def add(self, row, what, unit, values, plotted=False):
        """`values`: of each program, ours first, a number, or a text where there is none. Printed at once."""
        names = list(values)
        ours = values[names[0]]
        for name, value in values.items():
            number = not isinstance(value, str)
            ratio = value / ours if number and not isinstance(ours, str) and ours else None
            self.rows.append({"row": row, "what": what, "program": name, "value": value, "unit": unit if number else "", "ratio": ratio,
                              "plotted": plotted and name != names[0] and bool(ratio)})
            print(self.line(self.rows[-1]), flush=True)

    def goal(self, row, text, value, limit, least=False):
        """At most `limit`, or with `least` at least that."""
        met = value >= limit if least else value <= limit
        self.goals.append({"row": row, "text": text, "value": value, "limit": f"{'at least' if least else 'at most'} {limit:g}", "met": met})

    @staticmethod
    def line(entry):
        if isinstance(entry["value"], str):
            return f"{entry['row']:>3}  {entry['what']:<52} {entry['program']:<22} {entry['value']}"
        factor, unit = UNITS[entry["unit"]]
        ratio = f"{entry['ratio']:>10,.2f}" if entry["ratio"] is not None else ""
        return f"{entry['row']:>3}  {entry['what']:<52} {entry['program']:<22} {shown(entry['value'] * factor):>12} {unit:<10}{ratio}"

    def finish(self):
        self.rows.sort(key=lambda entry: entry["row"])
        self.goals.sort(key=lambda entry: entry["row"])
        table = [f"{'row':>3}  {'what':<52} {'program':<22} {'median':>12} {'unit':<10}{'to ours':>10}"]
        table += [self.line(entry) for entry in self.rows]
        table += ["", "goals"]
        for goal in self.goals:
            table.append(f"{goal['row']:>3}  {goal['text']:<76} {shown(goal['value']):>10}  {'met' if goal['met'] else 'not met'}")
        text = "\n".join(table) + "\n"
        print("\n" + text)
        with open(os.path.join(self.folder, "bench.txt"), "w", encoding="utf-8") as file:
            file.write(text)
        with open(self.path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["row", "what", "program", "median", "unit", "ratio to ours", "plotted"])
            for entry in self.rows:
                value = entry["value"] if isinstance(entry["value"], str) else f"{entry['value']:.6g}"
                writer.writerow([entry["row"], entry["what"], entry["program"], value, entry["unit"],
                                 "" if entry["ratio"] is None else f"{entry['ratio']:.4g}", "yes" if entry["plotted"] else ""])
            for goal in self.goals:
                writer.writerow([goal["row"], goal["text"], "goal", f"{goal['value']:.6g}", goal["limit"],
                                 "met" if goal["met"] else "not met", ""])
        self.plot()

    def plot(self):
        points = [entry for entry in self.rows if entry["plotted"]]
        if not points or not shutil.which("gnuplot"):
            return
        names = list(dict.fromkeys((entry["row"], entry["what"]) for entry in points))
        # What a program is called up to its verb or options: one colour for each.
        makers = [re.split("[ ,]", entry["program"])[0] for entry in points]
        programs = list(dict.fromkeys(makers))
        labels = ", ".join(f'"{row}  {what}" {number + 1}' for number, (row, what) in enumerate(names))
        lines = ", ".join(f'"-" using 1:2 with points pt 7 ps 1.6 title "{program}"' for program in programs)
        ratios = [entry["ratio"] for entry in points]
        script = PLOT.format(height=120 + 26 * len(names), out=os.path.join(self.folder, "bench.png"), rows=len(names), labels=labels,
                             lines=lines, least=min(0.5, min(ratios) / 1.5), most=max(ratios) * 1.5)
        for program in programs:
            script += "".join(f"{entry['ratio']} {names.index((entry['row'], entry['what'])) + 1}\n"
                              for entry, maker in zip(points, makers) if maker == program) + "e\n"
        subprocess.run(["gnuplot"], input=script, text=True, check=True)
