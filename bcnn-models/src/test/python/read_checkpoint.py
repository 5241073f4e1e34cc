"""Reads a checkpoint with nothing but the standard library, checks its digest, and lists it.

    python3 read_checkpoint.py checkpoint.safetensors

Written from docs/checkpoint-format.md, independently of the Java code.
"""

import array
import hashlib
import json
import sys

with open(sys.argv[1], "rb") as file:
    content = file.read()
data_start = 8 + int.from_bytes(content[:8], "little")
header = json.loads(content[8:data_start])
metadata = header.pop("__metadata__")
digest = metadata["bcnn.sha256"]
assert content.count(digest.encode()) == 1
assert hashlib.sha256(content.replace(digest.encode(), b"0" * 64)).hexdigest() == digest
for name, text in metadata.items():
    print(f"{name} = {text!r}")
for name, tensor in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
    begin, end = tensor["data_offsets"]
    values = array.array("f", content[data_start + begin : data_start + end])
    if sys.byteorder == "big":
        values.byteswap()
    print(f"{name} {tensor['shape']} {min(values):.6g} .. {max(values):.6g}, first {values[0]:.6g}")
assert end == len(content) - data_start
