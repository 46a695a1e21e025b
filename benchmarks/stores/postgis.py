"""The store: a PostgreSQL database with PostGIS, on a server of its own, set as PostgreSQL is by itself."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL

from benchmarks.postgis_server import postgis, versions
from benchmarks.stores.measure import READ
from benchmarks.table import aligned
from geodata.dataset import Dataset, empty_dataset
from geodata.stores import load, save
from geodata.stores.selection import Selection, cut

MUST_S: Final = 60
"""Seconds in which a million incidents without claims are to be saved, indexes included."""


def run(dataset: Dataset, folder: Path, rounds: int) -> str:
    """Measure it; a round saves into a schema that is new.

    Raises
    ------
    AssertionError
        If something comes back that is not what was saved.
    """
    plain = replace(dataset, claims=empty_dataset().claims)
    titles = plain.incidents["title"] + "."
    other = replace(plain, incidents=plain.incidents.assign(title=titles.astype("object")))
    with postgis({}) as server:
        new = (_address(server, f"plain{number}") for number in range(rounds))
        saved = [_timed(lambda: save(plain, next(new))) for _ in range(rounds)]
        place = _address(server, "plain0")
        rows = [
            ("incidents alone saved", *_cells(saved, plain)),
            ("the same saved again", *_cells([_timed(lambda: save(plain, place))], plain)),
            ("all changed, saved again", *_cells([_timed(lambda: save(other, place))], plain)),
            (
                "with claims saved",
                *_cells([_timed(lambda: save(dataset, _address(server, "claims")))], dataset),
            ),
        ]
        for name, selection in READ.items():
            rows.append((f"{name} read", *_cells(*_read(dataset, _address(server, "claims"), selection))))
        about = versions(server)
    seconds = statistics.median(saved)
    verdict = "pass" if seconds <= MUST_S else "miss"
    remark = (
        f"{about}, as it is set by itself. Incidents alone in at most {MUST_S} s: {seconds:.1f} s, {verdict}."
    )
    return "\n".join([remark, "", *aligned([("what", "seconds", "incidents", "claims"), *rows])])


def _read(dataset: Dataset, address: str, selection: Selection) -> tuple[list[float], Dataset]:
    found: list[Dataset] = []
    seconds = _timed(lambda: found.append(load(address, selection)))
    if found[0].digest != cut(dataset, selection).digest:
        raise AssertionError(f"{selection} did not come back as it was")
    return [seconds], found[0]


def _timed(step: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def _cells(seconds: list[float], dataset: Dataset) -> tuple[str, str, str]:
    middle = statistics.median(seconds)
    spread = f" ({min(seconds):.1f}..{max(seconds):.1f})" if len(seconds) > 1 else ""
    return f"{middle:.1f}{spread}", f"{len(dataset.incidents):,}", f"{len(dataset.claims):,}"


def _address(server: str, schema: str) -> str:
    there = conninfo_to_dict(server)
    url = URL.create(
        "postgresql",
        username=there["user"],
        password=there["password"],
        host=there["host"],
        port=int(there["port"]),
        database=there["dbname"],
        query={"schema": schema},
    )
    return url.render_as_string(hide_password=False)
