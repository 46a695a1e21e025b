"""Kills a process while it writes an export, many times, and says what was found there afterwards.

``python -m tests.reliability.killing NAME TIMES SEED`` says as JSON how many were killed at work, how often
the target was the old one, the new one, or neither.
"""

import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from geodata.analysis import analyse
from geodata.dataset import Dataset
from geodata.sample import SAMPLE
from geodata.stores import load, save
from geodata.stores.selection import Selection
from mapapp.exporters import exporter_of
from mapapp.exporters.exporter import Size
from mapapp.outgoing import outgoing
from mapapp.view import View

Content = dict[str, bytes]


def content(target: Path) -> Content:
    """Give the bytes of a file, or of each file in a folder; none where there is nothing."""
    if not target.exists():
        return {}
    files = sorted(target.iterdir()) if target.is_dir() else [target]
    return {file.name: file.read_bytes() for file in files}


def put_back(target: Path, before: Content) -> None:
    """Let a file, or what is seen of a folder, be what it was."""
    if target.is_dir():
        shutil.rmtree(target)
    if set(before) == {target.name}:
        target.write_bytes(before[target.name])
        return
    target.mkdir()
    for name, held in before.items():
        target.joinpath(name).write_bytes(held)


def writer(dataset: Dataset, target: Path) -> Callable[[], None]:
    """Give what writes a dataset; all that is not writing has been done before."""
    if not target.suffix:
        return lambda: save(dataset, target)
    handed = outgoing(View(analyse(dataset)))
    return lambda: exporter_of(target.name).write(handed, target, Size())


def is_whole_picture(data: bytes) -> bool:
    """Tell whether a PNG goes on to its last chunk, each with its checksum, and not beyond."""
    at, kind = 8, b""
    while data[:8] == b"\x89PNG\r\n\x1a\n" and at + 12 <= len(data) and kind != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind, chunk = data[at + 4 : at + 8], data[at + 4 : end - 4]
        if zlib.crc32(chunk).to_bytes(4) != data[end - 4 : end]:
            return False
        at = end
    return kind == b"IEND" and at == len(data)


def is_whole_sheet(data: bytes) -> bool:
    """Tell whether a PDF goes on to its end, and has its table where the end says."""
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)
    return data.startswith(b"%PDF-") and found is not None and data[int(found[1]) :].startswith(b"xref")


WHOLE = {".png": is_whole_picture, ".pdf": is_whole_sheet}
"""Forms that are written with other bytes each time, and how one tells that a file is whole."""


def is_new(got: Content, new: Content, target: Path) -> bool:
    """Tell whether a target is what was to be written."""
    whole = WHOLE.get(target.suffix)
    return got == new or (whole is not None and set(got) == {target.name} and whole(got[target.name]))


def child_of(write: Callable[[], None]) -> int:
    """Let a process of its own write."""
    pid = os.fork()
    if pid == 0:
        try:
            write()
        finally:
            os._exit(0)
    return pid


def killed_at(write: Callable[[], None], after: float) -> bool:
    """Let a process write and kill it after some time; tell whether it was still at work."""
    pid = child_of(write)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def run(name: str, times: int, seed: int) -> dict[str, int]:
    """Kill a writer at random points of its work."""
    chance = random.Random(seed)
    found = {"killed": 0, "old": 0, "new": 0, "neither": 0}
    with tempfile.TemporaryDirectory() as around:
        target = Path(around, name)
        write_old = writer(load(SAMPLE, Selection(start="2025-10")), target)
        write_new = writer(load(SAMPLE), target)
        write_old()
        old = content(target)
        begin = time.perf_counter()
        os.waitpid(child_of(write_new), 0)
        whole = time.perf_counter() - begin
        new = content(target)
        for _ in range(times):
            if content(target) != old:
                put_back(target, old)
            found["killed"] += killed_at(write_new, chance.uniform(0, whole))
            got = content(target)
            found["old" if got == old else "new" if is_new(got, new, target) else "neither"] += 1
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
