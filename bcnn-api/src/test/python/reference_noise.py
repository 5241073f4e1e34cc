"""The portable noise in Python, written from docs/noise.md alone.

Prints the values that PortableNoiseGoldenTest expects. Needs Python 3 only:

    python3 bcnn-api/src/test/python/reference_noise.py

The exp and log of the C library may differ from Java's StrictMath in the last bits. That moves a
gaussian by about 1e-15, and so one float in ten million to its neighbour.
"""

import struct
import zlib
from itertools import count, islice
from math import exp, log, sqrt

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15


def start(z):
    return (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK


def finish(z):
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def word(key, index):
    return finish(start(key[0] + index * GAMMA & MASK) + key[1] & MASK)


def words(key):
    return (word(key, index) for index in count())


def absorb(key, x):
    a = finish(start((key[0] ^ x & MASK) + key[1] & MASK))
    return a, finish(start(a + key[1] & MASK))


def address_key(seed, step, path, draw):
    key = 0x243F6A8885A308D3, 0x13198A2E03707344
    utf16 = path.encode("utf-16-le")
    packed = [int.from_bytes(utf16[at:at + 8], "little") for at in range(0, len(utf16), 8)]
    for x in [seed, step, draw, *packed, len(utf16) // 2]:
        key = absorb(key, x)
    return key


LAYERS = 512
R = 3.8520461503683912481
AREA = 0.0024567663515413557337


def f(x):
    return exp(-0.5 * x * x)


X = [AREA / f(R), R]
for n in range(1, LAYERS - 1):
    X.append(sqrt(-2 * log(AREA / X[n] + f(X[n]))))
X.append(0.0)


def gaussian(w, more):
    def uniform():
        return (next(more) >> 11) / 2**53

    while True:
        layer = w & 511
        position = (w - (w >> 63 << 64)) >> 9 | 1
        x = position * (X[layer] / 2**54)
        if abs(position) < int(X[layer + 1] / X[layer] * 2**54) & ~1:
            return x
        if layer == 0:
            while True:
                t = -log(1 - uniform()) / R
                y = -log(1 - uniform())
                if y + y >= t * t:
                    return R + t if position > 0 else -(R + t)
        if f(X[layer]) + uniform() * (f(X[layer + 1]) - f(X[layer])) < f(x):
            return x
        w = next(more)


def normal(key, index):
    key = absorb(key, 1)
    return gaussian(word(key, index), words(absorb(key, index)))


def uniform(key, index):
    return (word(absorb(key, 2), index) >> 40) / 2**24


def sign(key, index):
    return 1 - 2 * (word(absorb(key, 3), index // 64) >> index % 64 & 1)


def stream(key):
    return words(absorb(key, 4))


def float_bits(x):
    return "0x%08X" % struct.unpack("<I", struct.pack("<f", x))[0]


def main():
    for address in [
        (0, 0, "", 0),
        (1, 2, "conv1/weight", 3),
        (-1, 2**63 - 1, "fc3/bias/\u03c3\U0001d6fd", 2**31 - 1),
        (42, -7, "a", 0),
    ]:
        key = address_key(*address)
        print(address)
        print("  key        0x%016XL, 0x%016XL" % key)
        print("  normals   ", ", ".join(float_bits(normal(key, i)) for i in range(6)))
        print("  uniforms  ", ", ".join(float_bits(uniform(key, i)) for i in range(4)))
        signs = sum((sign(key, 32 + i) < 0) << i for i in range(64))
        print("  minus signs of elements 32 to 95, the first lowest: 0x%016XL" % signs)
        print("  words     ", ", ".join("0x%016XL" % w for w in islice(stream(key), 3)))
        more = stream(key)
        gaussians = [gaussian(next(more), more) for _ in range(3)]
        print("  gaussians ", ", ".join("%.13f" % x for x in gaussians))

    key = address_key(1, 2, "conv1/weight", 3)
    print("normals of conv1/weight: two of the tail, two drawn again, two at large indices")
    for index in [1105, 7605, 19, 524, 2**40, 2**62 + 5]:
        print("  element", index, float_bits(normal(key, index)))
    normals = b"".join(struct.pack("<f", normal(key, i)) for i in range(2**20))
    print("  CRC-32 of the first 2^20, little-endian: 0x%08X" % zlib.crc32(normals))


if __name__ == "__main__":
    main()
