"""Comparing what a machine's screen shows."""
import subprocess

HEIGHT_OF_FOOT = 32  # the count and the progress at a page's foot, which `slipcase render` leaves away


def difference(left, right, *options):
    """How many pixels differ."""
    done = subprocess.run(["compare", "-metric", "AE", *options, left, right, "null:"], capture_output=True, text=True)
    try:
        return float(done.stderr.split()[0])
    except (IndexError, ValueError):
        return float("inf")


def colours(shot):
    return int(subprocess.run(["identify", "-format", "%k", shot], check=True, capture_output=True).stdout)


def size(shot):
    return subprocess.run(["identify", "-format", "%wx%h", shot], check=True, capture_output=True, text=True).stdout


def different(left, right):
    return difference(left, right) > 0


def same_page(shot, page):
    cut = f"1280x{800 - HEIGHT_OF_FOOT}+0+0"
    return size(shot) == size(page) and difference(shot, page, "-extract", cut) == 0
