"""A zip whose one entry unpacks to the zip itself: between what stands in front of the packed data and what stands behind, deflate's
blocks that print what follows them as it is, and those that print again what was printed last, print each other."""
import struct
import zlib

# Distances that come up, each with its symbol, the first of that symbol, and extra bits; and lengths (RFC 1951 3.2.5).
DISTANCES = {20: (8, 17, 3), 65: (12, 65, 5), 81: (12, 65, 5)}
LENGTHS = {10: (264, 10, 0), 65: (276, 59, 3), 81: (277, 67, 4)}
BLOCK = 5  # bytes of each but the last


def literal(size):
    """The head of a block of `size` bytes as they are."""
    return struct.pack("<BHH", 0, size, size ^ 0xFFFF)


def again(*lengths, distance, final=False, empty=0):
    """A block with fixed codes that prints so many of the last bytes once more, and empty ones."""
    bits = []

    def number(value, size):
        bits.extend(value >> i & 1 for i in range(size))

    def code(value, size):
        bits.extend(value >> i & 1 for i in reversed(range(size)))

    number(2 | final, 3)
    for length in lengths:
        for value, table, base, size in ((length, LENGTHS, 256, 7), (distance, DISTANCES, 0, 5)):
            symbol, first, extra = table[value]
            code(symbol - base, size)
            number(value - first, extra)
    code(0, 7)
    for _ in range(empty):
        number(2, 3)
        code(0, 7)
    return sum(bit << i for i, bit in enumerate(bits)).to_bytes(len(bits) + 7 >> 3, "little")


def whole(head, tail):
    r4 = again(10, 10, distance=20)
    r_head = again(len(head) + BLOCK, distance=len(head) + BLOCK, empty=1)
    r_tail = again(len(tail) + 4, distance=len(tail) + 4, final=True)
    assert (len(r4), len(r_head), len(r_tail)) == (BLOCK, BLOCK, 4)
    l0, l1, l4, l_head, l_tail = (literal(size) for size in (0, BLOCK, 4 * BLOCK, len(head) + BLOCK, len(tail) + len(r_tail)))
    data = b"".join((l_head, head, l_head, r_head, l1, r_head, l1, l1, l4, r_head, l1, l1, l4, r4, l4, r4, l4, r4, l4, r4, l4, r4,
                     l0, l0, l_tail, r4, l0, l0, l_tail, r_tail, tail, r_tail))
    return data, head + data + tail


def quine(ends):
    """ends(crc, packed, size): the bytes in front of the packed data, 60 of them, and those behind, 77. The CRC is part of what it is
    of; flipping a bit of it flips the same bits of that each time, so that it is the solution of 32 equations over GF(2)."""
    data, zipped = whole(*ends(0, 0, 0))
    packed, size = len(data), len(zipped)

    def crc_with(crc):
        return zlib.crc32(whole(*ends(crc, packed, size))[1])

    none = crc_with(0)
    rows = {}  # by their highest bit: (bits of the difference that it makes, bits of the CRC that make it)
    for bit in range(32):
        row = (crc_with(1 << bit) ^ none ^ 1 << bit, 1 << bit)
        while row[0] and row[0].bit_length() in rows:
            row = tuple(a ^ b for a, b in zip(row, rows[row[0].bit_length()]))
        if row[0]:
            rows[row[0].bit_length()] = row
    left, crc = none, 0
    while left:
        difference, flips = rows[left.bit_length()]
        left ^= difference
        crc ^= flips
    _, zipped = whole(*ends(crc, packed, size))
    assert zlib.crc32(zipped) == crc
    return zipped
