#!/usr/bin/env python3
"""Draws the handbook's pictures into handbook/pictures. They hold no text, so that all languages share them.

Shapes are signed distances, drawn with an edge one pixel soft. The same source gives the same bytes."""

import math
import pathlib
import struct
import zlib

PAPER = (246, 241, 231)
SHADE = (228, 219, 202)
LINE = (178, 166, 146)
INK = (52, 60, 68)
WHITE = (255, 253, 248)
TEAL = (31, 92, 99)
TEAL_DARK = (20, 62, 68)
TEAL_LIGHT = (58, 125, 131)
RED = (186, 74, 56)
GOLD = (214, 163, 80)
BLUE = (62, 98, 140)
GREEN = (106, 138, 92)
PLUM = (112, 74, 104)


def rounded(left, top, right, bottom, radius):
    """The distance to a rectangle with round corners, and the box it lies in."""
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    half_x, half_y = (right - left) / 2 - radius, (bottom - top) / 2 - radius

    def distance(x, y):
        dx, dy = abs(x - middle_x) - half_x, abs(y - middle_y) - half_y
        return math.hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius

    return distance, (left, top, right, bottom)


def circle(x0, y0, radius):
    return lambda x, y: math.hypot(x - x0, y - y0) - radius, (x0 - radius, y0 - radius, x0 + radius, y0 + radius)


def ring(x0, y0, radius, width):
    outer = radius + width / 2
    return (
        lambda x, y: abs(math.hypot(x - x0, y - y0) - radius) - width / 2,
        (x0 - outer, y0 - outer, x0 + outer, y0 + outer),
    )


def stroke(x0, y0, x1, y1, width):
    """A line with round ends."""
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy or 1
    half = width / 2

    def distance(x, y):
        along = min(1, max(0, ((x - x0) * dx + (y - y0) * dy) / length))
        return math.hypot(x - x0 - along * dx, y - y0 - along * dy) - half

    return distance, (min(x0, x1) - half, min(y0, y1) - half, max(x0, x1) + half, max(y0, y1) + half)


def convex(*points):
    """A convex polygon; the corners run clockwise as seen on the screen."""
    edges = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        length = math.hypot(x1 - x0, y1 - y0)
        edges.append((x0, y0, (y1 - y0) / length, (x0 - x1) / length))

    def distance(x, y):
        return max((x - x0) * nx + (y - y0) * ny for x0, y0, nx, ny in edges)

    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return distance, (min(xs), min(ys), max(xs), max(ys))


def diamond(x, y, half_width, half_height):
    return convex((x, y - half_height), (x + half_width, y), (x, y + half_height), (x - half_width, y))


class Picture:
    def __init__(self, width, height, color):
        self.width, self.height = width, height
        self.pixels = bytearray(bytes(color) * (width * height))

    def draw(self, shape, color, opacity=1.0):
        distance, (left, top, right, bottom) = shape
        for y in range(max(0, int(top) - 1), min(self.height, int(bottom) + 2)):
            for x in range(max(0, int(left) - 1), min(self.width, int(right) + 2)):
                cover = min(1.0, 0.5 - distance(x + 0.5, y + 0.5)) * opacity
                if cover > 0:
                    self.blend(3 * (y * self.width + x), color, cover)

    def blend(self, at, color, cover):
        for channel in range(3):
            under = self.pixels[at + channel]
            self.pixels[at + channel] = round(under + (color[channel] - under) * cover)

    def write(self, path):
        stride = 3 * self.width
        rows = bytearray()
        for y in range(self.height):
            row = self.pixels[y * stride : (y + 1) * stride]
            above = self.pixels[(y - 1) * stride : y * stride] if y else bytes(stride)
            rows += b"\2" + bytes((a - b) & 255 for a, b in zip(row, above))

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        data = zlib.compress(bytes(rows), 9)
        path.write_bytes(
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
        )


def arrow(picture, x0, y0, x1, y1, width, color):
    """An arrow with an open head at its end."""
    angle = math.atan2(y1 - y0, x1 - x0)
    picture.draw(stroke(x0, y0, x1, y1, width), color)
    for turn in (2.5, -2.5):
        reach = width * 2.6
        picture.draw(
            stroke(x1, y1, x1 + reach * math.cos(angle + turn), y1 + reach * math.sin(angle + turn), width), color
        )


def text_lines(picture, left, top, right, count, pitch, color=LINE, thick=5):
    """Grey bars where text would stand; the last one is short."""
    for n in range(count):
        end = right if n < count - 1 else left + (right - left) * 0.55
        picture.draw(rounded(left, top + n * pitch, end, top + n * pitch + thick, thick / 2), color)


def spine(picture, left, right, top, bottom, color, kind):
    """A book seen from its back, with one of four ornaments."""
    middle = (left + right) / 2
    width = right - left
    picture.draw(rounded(left, top, right, bottom, 3), color)
    picture.draw(rounded(left + 2, top + 2, left + 6, bottom - 2, 2), WHITE, 0.16)
    picture.draw(rounded(right - 5, top + 2, right - 1, bottom - 2, 2), INK, 0.2)
    for edge in (top + 22, top + 30, bottom - 32, bottom - 24):
        picture.draw(rounded(left, edge, right, edge + 3, 0), GOLD, 0.85)
    if kind == 0:
        for n in range(3):
            picture.draw(diamond(middle, top + 78 + 34 * n, width * 0.22, 13), GOLD)
    elif kind == 1:
        picture.draw(ring(middle, top + 92, width * 0.26, 4), GOLD)
        picture.draw(circle(middle, top + 92, width * 0.09), GOLD)
        picture.draw(rounded(middle - 2, top + 130, middle + 2, bottom - 64, 2), GOLD)
    elif kind == 2:
        picture.draw(rounded(left + width * 0.24, top + 58, right - width * 0.24, bottom - 92, 4), WHITE, 0.9)
        for n in range(5):
            picture.draw(circle(middle, top + 72 + 20 * n, width * 0.1), color)
    else:
        for n in range(9):
            y = top + 60 + 17 * n
            picture.draw(stroke(left + width * 0.25, y + 6, middle, y, 3), GOLD)
            picture.draw(stroke(middle, y, right - width * 0.25, y + 6, 3), GOLD)


def cover():
    picture = Picture(960, 440, PAPER)
    picture.draw(circle(690, 190, 150), SHADE)
    picture.draw(circle(690, 190, 128), PAPER)
    picture.draw(circle(690, 190, 106), SHADE)
    for n in range(6):
        y = 396 + n * 7
        picture.draw(rounded(90 + 40 * n, y, 870 - 40 * n, y + 2, 1), LINE, 0.7 - 0.1 * n)
    left, top, right, bottom, depth = 250, 100, 640, 392, 62
    picture.draw(convex((left, top), (left + depth, top - 46), (right + depth, top - 46), (right, top)), TEAL_LIGHT)
    picture.draw(convex((right, top), (right + depth, top - 46), (right + depth, bottom - 46), (right, bottom)), TEAL_DARK)
    for n in range(7):
        y = top + 24 + 38 * n
        picture.draw(diamond(right + depth / 2, y - 4, 9, 12), TEAL_LIGHT, 0.55)
    picture.draw(rounded(left, top, right, bottom, 2), TEAL)
    picture.draw(rounded(left + 13, top + 13, right - 13, bottom - 13, 2), INK)
    books = ((54, RED, 0), (44, PLUM, 3), (62, BLUE, 1), (40, GOLD, 2), (58, GREEN, 0), (48, TEAL_LIGHT, 3), (50, RED, 2))
    x = left + 16
    for width, color, kind in books:
        if kind == 0 and color == GREEN:  # one book is pulled a little way out of the case
            picture.draw(rounded(x - 2, top + 13, x + width + 9, bottom + 8, 4), INK, 0.35)
            spine(picture, x, x + width, top + 22, bottom + 6, color, kind)
        else:
            spine(picture, x, x + width, top + 19, bottom - 15, color, kind)
        x += width + 1
    for y in (top, bottom):  # the thumb notches of the opening
        sign = 1 if y == top else -1
        picture.draw(rounded(430, y - 1 if sign > 0 else y - 13, 474, y + 13 if sign > 0 else y + 1, 6), TEAL_DARK)
    # a sheet with lines leans at the case's right
    picture.draw(convex((736, 196), (838, 180), (868, 380), (766, 396)), LINE, 0.55)
    picture.draw(convex((730, 192), (832, 176), (862, 376), (760, 392)), WHITE)
    for n in range(8):
        x0, y0 = 750 + 2.9 * n, 218 + 19.5 * n
        reach = 70 if n < 7 else 38
        picture.draw(stroke(x0, y0, x0 + reach, y0 - reach * 0.157, 5), RED if n == 0 else LINE)
    for n in range(5):
        picture.draw(diamond(110 + 26 * n, 220 + (n % 2) * 26, 10, 14), (RED, GOLD, TEAL, GOLD, RED)[n])
        picture.draw(diamond(110 + 26 * n, 272 + (n % 2) * 26, 10, 14), (TEAL, GOLD, RED, GOLD, TEAL)[n], 0.6)
    return picture


def hand(picture, x, y):
    """A hand from below whose finger's tip is at x, y."""
    shape = (
        stroke(x, y + 14, x, y + 96, 26),
        rounded(x - 16, y + 70, x + 66, y + 158, 26),
        stroke(x + 26, y + 74, x + 26, y + 110, 24),
        stroke(x + 50, y + 84, x + 50, y + 116, 22),
        stroke(x - 34, y + 84, x - 6, y + 122, 22),
    )
    for distance, (left, top, right, bottom) in shape:
        edge = (lambda d: lambda px, py: d(px, py) - 4)(distance)
        picture.draw((edge, (left - 4, top - 4, right + 4, bottom + 4)), INK)
    for part in shape:
        picture.draw(part, (240, 205, 172))
    picture.draw(rounded(x - 12, y + 152, x + 62, y + 186, 6), BLUE)


def dashes(picture, x, top, bottom):
    for y in range(top, bottom, 18):
        picture.draw(stroke(x, y, x, y + 8, 3), LINE)


def zones():
    picture = Picture(960, 560, PAPER)
    picture.draw(rounded(84, 44, 884, 500, 28), SHADE)
    picture.draw(rounded(76, 34, 876, 490, 28), INK)
    left, top, right, bottom = 100, 58, 852, 466
    picture.draw(rounded(left, top, right, bottom, 8), WHITE)
    third = (right - left) / 3
    picture.draw(rounded(left, top, left + third, bottom, 8), BLUE, 0.13)
    picture.draw(rounded(right - third, top, right, bottom, 8), RED, 0.13)
    picture.draw(rounded(left + third, top, right - third, bottom, 0), GOLD, 0.13)
    text_lines(picture, left + 34, top + 36, right - 34, 3, 26, SHADE, 9)
    text_lines(picture, left + 34, bottom - 92, right - 34, 3, 26, SHADE, 9)
    for x in (left + third, right - third):
        dashes(picture, x, top + 14, bottom - 12)
    middle = (top + bottom) / 2
    arrow(picture, left + third / 2 + 52, middle, left + third / 2 - 52, middle, 16, BLUE)
    arrow(picture, right - third / 2 - 52, middle, right - third / 2 + 52, middle, 16, RED)
    centre = (left + right) / 2
    for n in (-1, 0, 1):
        picture.draw(stroke(centre - 40, middle + 30 * n, centre + 40, middle + 30 * n, 14), GOLD)
    tip_x, tip_y = right - third / 2 + 36, middle + 82
    for radius, opacity in ((20, 0.9), (34, 0.55), (48, 0.3)):
        picture.draw(ring(tip_x, tip_y, radius, 5), RED, opacity)
    hand(picture, tip_x, tip_y)
    return picture


def sheet(picture, left, top, width, height, lines, heading=None):
    picture.draw(rounded(left + 4, top + 5, left + width + 4, top + height + 5, 4), SHADE)
    picture.draw(rounded(left, top, left + width, top + height, 4), LINE)
    picture.draw(rounded(left + 2, top + 2, left + width - 2, top + height - 2, 3), WHITE)
    first = top + 16
    if heading:
        picture.draw(rounded(left + 14, first, left + width * 0.7, first + 10, 5), heading)
        first += 24
    text_lines(picture, left + 14, first, left + width - 14, lines, 14)


def packed(picture, left, top):
    """A box tied up with a zip fastener."""
    picture.draw(rounded(left, top, left + 130, top + 150, 10), TEAL)
    picture.draw(rounded(left, top, left + 130, top + 34, 10), TEAL_DARK)
    for n in range(9):
        side = left + (54 if n % 2 else 64)
        picture.draw(rounded(side, top + 40 + 9 * n, side + 12, top + 46 + 9 * n, 2), GOLD)
    picture.draw(rounded(left + 55, top + 120, left + 75, top + 144, 6), GOLD)
    picture.draw(rounded(left + 61, top + 130, left + 69, top + 139, 3), TEAL)


def entries(picture, left, top):
    """A folder's list: a text, a picture, a text …"""
    for n, color in enumerate((RED, TEAL, GOLD, TEAL, BLUE)):
        y = top + 31 * n
        inset = 0 if n == 0 else 20
        picture.draw(rounded(left + inset, y, left + 22 + inset, y + 26, 4), color)
        picture.draw(rounded(left + 32 + inset, y + 9, left + 126, y + 17, 4), LINE)
        if n:
            picture.draw(stroke(left + 9, y + 13, left + 16, y + 13, 2), LINE)
    picture.draw(stroke(left + 9, top + 30, left + 9, top + 137, 2), LINE)


def pixels(picture, left, top):
    """A screen seen so near that its pixels show."""
    rows = ("0011110", "0110011", "1100001", "1111111", "1100001", "1100001")
    picture.draw(rounded(left - 8, top - 8, left + 148, top + 136, 10), INK)
    for y, row in enumerate(rows):
        for x, bit in enumerate(row):
            color = WHITE if bit == "0" else (RED, GOLD, TEAL_LIGHT)[(x + y) % 3]
            corner_x, corner_y = left + 20 * x, top + 21 * y
            picture.draw(rounded(corner_x + 1, corner_y + 1, corner_x + 19, corner_y + 20, 2), color)
    picture.draw(rounded(left + 50, top + 136, left + 90, top + 156, 2), INK)
    picture.draw(rounded(left + 26, top + 152, left + 114, top + 162, 5), INK)


def stages():
    picture = Picture(1200, 300, PAPER)
    packed(picture, 50, 76)
    entries(picture, 276, 78)
    sheet(picture, 506, 62, 130, 182, 10, RED)
    for n in range(3):
        sheet(picture, 728 + 22 * n, 70 + 14 * n, 106, 140, 6 if n else 5, RED if n == 2 else None)
    pixels(picture, 1006, 78)
    for x in (196, 420, 656, 912):
        arrow(picture, x, 152, x + 54, 152, 9, INK)
    return picture


def main():
    folder = pathlib.Path(__file__).resolve().parent / "handbook" / "pictures"
    for draw in (cover, zones, stages):
        draw().write(folder / f"{draw.__name__}.png")


if __name__ == "__main__":
    main()
