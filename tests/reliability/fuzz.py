"""One faulty file from a seed, handed to a door.

``python -m tests.reliability.fuzz DOOR SEED`` does it again.
"""

import os
import random
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from mapapp.blocks import decode, encode
from mapapp.errors import UnreadableBlock
from tests.reliability import doors, originals
from tests.reliability.mutate import TEXTS, mutant

Act = Callable[[], None]
EVERY: Final = 4
"""Of what can be read, one of so many is drawn: that takes longer than all the rest."""


def _file(draws: random.Random, draw: bool) -> Act:
    return partial(doors.file, mutant(draws, originals.geojson()), draw)


def _upload(draws: random.Random, draw: bool) -> Act:
    return partial(doors.upload, mutant(draws, originals.geojson()), draw)


def _foreign(draws: random.Random, draw: bool) -> Act:
    return partial(doors.foreign, mutant(draws, originals.geojson()), draw)


def _table(draws: random.Random, draw: bool) -> Act:
    door = draws.choice((doors.foreign, doors.upload))
    return partial(door, mutant(draws, originals.tables()), draw)


def _sheet(draws: random.Random, draw: bool) -> Act:
    files = dict(draws.choice(originals.sheets()))
    name = draws.choice(sorted(files))
    files[name] = mutant(draws, [files[name]])
    whole = originals.packed(files)
    return partial(doors.foreign, mutant(draws, [whole]) if draws.random() < 0.3 else whole, draw)


def _mapping(draws: random.Random, draw: bool) -> Act:
    return partial(doors.mapping, mutant(draws, originals.mappings()), draw)


def _page(draws: random.Random, draw: bool) -> Act:
    blocks = dict(draws.choice(originals.pages()))
    for _ in range(draws.randint(1, 2)):
        name = draws.choice(sorted(blocks))
        try:
            blocks[name] = encode(mutant(draws, [decode(blocks[name])]), level=1)
        except UnreadableBlock:
            blocks[name] = blocks[name][:-4]
    whole = originals.page_of(blocks)
    return partial(doors.page, mutant(draws, [whole]) if draws.random() < 0.2 else whole, draw)


def _bundle(draws: random.Random, draw: bool) -> Act:
    files = dict(draws.choice(originals.bundles()))
    name = draws.choice(sorted(files))
    files[name] = mutant(draws, [files[name]])
    whole = originals.bundle_of(files, fitting=draws.random() < 0.7)
    return partial(doors.bundle, mutant(draws, [whole]) if draws.random() < 0.2 else whole, draw)


def _folder(draws: random.Random, draw: bool) -> Act:
    files = dict(originals.stored(""))
    name = draws.choice(sorted(files))
    files[name] = mutant(draws, [files[name]])
    return partial(doors.store, files, "", draw)


def _parquet(draws: random.Random, draw: bool) -> Act:
    files = dict(originals.stored(".geoparquet"))
    name = draws.choice(sorted(files))
    if name.endswith(".parquet") and draws.random() < 0.7:
        text = draws.choice((*TEXTS, mutant(draws, originals.geojson()).decode("utf-8", "replace")))
        files[name] = originals.with_cell(files[name], draws.randrange(99), draws.randrange(9), text)
    else:
        files[name] = mutant(draws, [files[name]])
    return partial(doors.store, files, ".geoparquet", draw)


def _geopackage(draws: random.Random, draw: bool) -> Act:
    data = originals.stored(".gpkg")[""]
    changed = mutant(draws, [data]) if draws.random() < 0.3 else _with_other_cell(draws, data)
    return partial(doors.store, {"": changed}, ".gpkg", draw)


def _with_other_cell(draws: random.Random, data: bytes) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.gpkg")
        path.write_bytes(data)
        table, column, row = draws.choice(originals.cells_of(path))
        text = draws.choice((*TEXTS, mutant(draws, originals.geojson()).decode("utf-8", "replace")))
        base = sqlite3.connect(path)
        try:
            with base:
                base.execute(f'update "{table}" set "{column}" = ? where rowid = ?', (_storable(text), row))
        except sqlite3.DatabaseError:
            pass  # a constraint of the file itself
        finally:
            base.close()
        return path.read_bytes()


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


DOORS: Final[dict[str, Callable[[random.Random, bool], Act]]] = {
    "file": _file,
    "upload": _upload,
    "foreign": _foreign,
    "table": _table,
    "sheet": _sheet,
    "mapping": _mapping,
    "page": _page,
    "bundle": _bundle,
    "folder": _folder,
    "parquet": _parquet,
    "geopackage": _geopackage,
}


def prepare(job: dict[str, Any]) -> str:
    """Have the files to begin with, made once in a folder: that takes longer than a job, and more memory."""
    originals.FOLDER[:] = [Path(job["folder"])]
    for door in job["doors"]:
        DOORS[door](random.Random(0), False)
    return ""


def attempt(job: dict[str, Any]) -> str:
    """Hand the faulty file of a seed to a door; give "" or the sentence."""
    if "doors" in job:
        return prepare(job)
    seed = job["seed"]
    draws = random.Random(f"{job['door']} {seed}")
    act = DOORS[job["door"]](draws, job.get("draws", True) and seed % EVERY == 0)
    return doors.sentence(act)


if __name__ == "__main__":
    os.environ.setdefault("OGR_CURRENT_DATE", "2025-01-01T00:00:00Z")
    sys.stdout.write(f"{attempt({'door': sys.argv[1], 'seed': int(sys.argv[2])}) or 'read'}\n")
