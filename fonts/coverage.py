#!/usr/bin/env python3
"""coverage.py NAME: the code points of one font file, a hexadecimal number a line, for hb-subset --unicodes-file.

Han come from the character sets that the texts of each region were written in; a code point the source font lacks is
ignored by hb-subset. The output depends on nothing but NAME.
"""
import sys

# Drawn by every CJK file, so that these signs have the region's own form.
CJK_COMMON = [
    (0x0020, 0x007E), (0x00A0, 0x00FF), (0x02C7, 0x02CB), (0x02D9, 0x02D9),
    (0x2000, 0x206F),  # general punctuation
    (0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x23FF),
    (0x2460, 0x27BF),  # enclosed, box drawing, geometric shapes, miscellaneous symbols, dingbats
    (0x2E80, 0x2FDF),  # radicals
    (0x2FF0, 0x30FF),  # description characters, CJK punctuation, kana
    (0x3100, 0x312F), (0x31A0, 0x31FF),
    (0x3200, 0x33FF),  # enclosed and squared
    (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),
    (0x1F100, 0x1F2FF),
]
LATIN = [
    (0x0020, 0x007E), (0x00A0, 0x036F), (0x0370, 0x052F),
    (0x1AB0, 0x1AFF), (0x1D00, 0x1FFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x20D0, 0x20F0), (0x2100, 0x218F), (0x2212, 0x2215),
    (0x2C60, 0x2C7F), (0x2DE0, 0x2E7F), (0xA640, 0xA69F), (0xA700, 0xA7FF), (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]
MONO = [(0x0020, 0x007E), (0x00A0, 0x052F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2190, 0x21FF), (0x2500, 0x259F)]
SYMBOLS = [(0x2000, 0x2BFF), (0x4DC0, 0x4DFF), (0x1F000, 0x1FBFF)]
MATH = [(0x2032, 0x2037), (0x2100, 0x22FF), (0x27C0, 0x27EF), (0x2900, 0x2BFF), (0x1D400, 0x1D7FF)]

CHARSETS = {
    "sc": ["gb2312", "gbk"],
    "tc": ["cp950"],
    "hk": ["big5hkscs"],
    "jp": ["cp932", "euc_jisx0213"],
    "kr": ["cp949"],
}
HANGUL = [(0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF)]
HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]


def spread(ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


def decoded(charset):
    """The characters of all two-byte and EUC three-byte sequences of a charset."""
    codes = set()
    for prefix in (b"", b"\x8f"):
        for lead in range(0x81, 0xFF):
            for trail in range(0x40, 0xFF):
                try:
                    codes.update(map(ord, (prefix + bytes((lead, trail))).decode(charset)))
                except UnicodeDecodeError:
                    pass
    return codes


def cjk(region):
    han = set().union(*map(decoded, CHARSETS[region])) & spread(HAN)
    return han | spread(CJK_COMMON) | (spread(HANGUL) if region == "kr" else set())


def coverage(name):
    if name == "rest":
        return spread(HAN) - set().union(*map(cjk, CHARSETS))
    if name in CHARSETS:
        return cjk(name)
    return spread({"latin": LATIN, "mono": MONO, "symbols": SYMBOLS, "math": MATH}[name])


for point in sorted(coverage(sys.argv[1])):
    print(f"{point:04X}")
