"""What tests of exports share: a dataset with secrets to hold back, and all that a file says, unpacked."""

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib

import pyarrow.parquet as pq

from geodata.analysis import analyse
from geodata.publication import OPEN
from geodata.query import Query
from mapapp.exporters import EXPORTERS
from mapapp.exporters.exporter import Size
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, feature, make_dataset

FAST = [one for one in EXPORTERS if one.name not in ("png", "pdf")]
"""Those that need no browser."""

CLOSED = {"publisher": "ACLED", "licence": "Terms of use", "redistribution": False}
SECRETS = (
    "late-2025-03",
    "closed-2025",
    "gated-2025",
    "Secretword",
    "39.12345",
    "45.23456",
    "39.1234",
    "45.2345",
)
"""Ids, words and exact coordinates that must be in no export of `with_secrets` under a full guard."""


def with_secrets():
    """A dataset with what an embargo, a licence, weak sources and rounding hold back."""
    place = {"type": "Point", "coordinates": [39.12345, 45.23456]}
    stays = {
        **PLACED,
        "facility_ids": ["f1", "gated-2025"],
        "seen_at": "45.23456, 39.12345",
        "located_by": "crater at 45.23456, 39.12345",
        "conflicts": ["unlike late-2025-03"],
        "claims": [
            CLAIM,
            {**CLAIM, "what": "Secretword", "source": "weak"},
            {**CLAIM, "what": "Secretword", "source": "closed-1"},
        ],
    }
    late = {
        **PLACED,
        "id": "late-2025-03",
        "title": "Secretword",
        "start": "2025-03-09",
        "claims": [{**CLAIM, "source": "s3"}],
    }
    closed = {
        **PLACED,
        "id": "closed-2025",
        "title": "Secretword",
        "claims": [{**CLAIM, "source": "closed-1"}],
    }
    sources = [
        SOURCE,
        {**SOURCE, "id": "weak", "reliability": "aggregator", "title": "Secretword"},
        {**SOURCE, "id": "s3", "title": "Secretword"},
        {**SOURCE, "id": "closed-1", "title": "Secretword", **CLOSED},
    ]
    facilities = [STATION, {**STATION, "id": "gated-2025", "name": "Secretword", "sources": ["closed-1"]}]
    return make_dataset(
        facilities=facilities,
        incidents=[feature(stays, geometry=place), late, feature(closed, geometry=place)],
        sources=sources,
        flows=[FLOW, {**FLOW, "id": "w2", "to": "gated-2025"}],
        changes=[{"version": "2", "summary": "Secretword"}],
        dataset={"title": "Strikes", "licence": "CC0", "cautions": ["late-2025-03 is not certain"]},
    )


def write(dataset, exporter, folder, guard=None, *, query=None, today=None):
    """Hand a dataset on, in one form."""
    target = folder / f"out{exporter.endings[0]}"
    handed = outgoing(View(analyse(dataset), query or Query()), guard or OPEN, today=today)
    exporter.write(handed, target, Size())
    return target


def unpacked(data):
    """Yield the bytes of a file, and of all that is packed in it, however deep."""
    yield data
    for packed in re.findall(rb"[A-Za-z0-9+/]{40,}={0,2}", data):
        try:
            whole = base64.b64decode(packed + b"=" * (-len(packed) % 4))
        except binascii.Error:
            continue
        if whole[:2] == b"\x1f\x8b":
            yield from unpacked(gzip.decompress(whole))
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from unpacked(archive.read(name))
    if data[:4] == b"PAR1":
        table = pq.read_table(io.BytesIO(data))
        yield "\n".join(map(str, [*table.to_pylist(), *(table.schema.metadata or {}).items()])).encode()
        yield from (value for cells in table["geometry"].to_pylist() if (value := cells))
        yield from (pq.read_metadata(io.BytesIO(data)).metadata or {}).values()
    for start in re.finditer(rb"stream\r?\n", data) if data[:5] == b"%PDF-" else ():
        try:
            yield zlib.decompressobj().decompress(data[start.end() :])
        except zlib.error:
            continue
