"""The store: a PostgreSQL database with PostGIS, on a server of its own, set as PostgreSQL is by itself."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL

from benchmarks.postgis_server import postgis, versions
from benchmarks.stores.measure import READ
from benchmarks.table import aligned
from geodata.dataset import Dataset, empty_dataset
from geodata.stores import load, save
from geodata.stores.selection import Selection, cut

HEAD: Final = ("what", "seconds", "CPU s", "CPU s of the server", "incidents", "claims")
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
        clock = _Clock(_postmaster(server))
        new = (_address(server, f"plain{number}") for number in range(rounds))
        saved = [clock.timed(lambda: save(plain, next(new))) for _ in range(rounds)]
        place = _address(server, "plain0")
        rows = [
            ("incidents alone saved", *_cells(saved, plain)),
            ("the same saved again", *_cells([clock.timed(lambda: save(plain, place))], plain)),
            ("all changed, saved again", *_cells([clock.timed(lambda: save(other, place))], plain)),
        ]
        place = _address(server, "claims")
        rows.append(("with claims saved", *_cells([clock.timed(lambda: save(dataset, place))], dataset)))
        for name, selection in READ.items():
            took, read = _read(clock, dataset, place, selection)
            rows.append((f"{name} read", *_cells([took], read)))
        about = versions(server)
    seconds = statistics.median(took.seconds for took in saved)
    verdict = "pass" if seconds <= MUST_S else "miss"
    remark = (
        f"{about}, as it is set by itself. Incidents alone in at most {MUST_S} s: {seconds:.1f} s, {verdict}."
    )
    return "\n".join([remark, "", *aligned([HEAD, *rows])])


@dataclass(frozen=True, slots=True)
class _Took:
    """Seconds on the clock, of the processor in this process, and of it in the server."""

    seconds: float
    ours: float
    server: float


@dataclass(frozen=True, slots=True)
class _Clock:
    postmaster: int

    def timed(self, step: Callable[[], Any]) -> _Took:
        server, ours, begun = self._server(), time.process_time(), time.perf_counter()
        step()
        seconds, ours = time.perf_counter() - begun, time.process_time() - ours
        time.sleep(0.5)  # what served the step has ended, and its parent has noticed
        return _Took(seconds, ours, self._server() - server)

    def _server(self) -> float:
        """Give what ended processes of the server have used, as Linux counts it; 0 elsewhere."""
        file = Path(f"/proc/{self.postmaster}/stat")
        if not file.exists():
            return 0.0
        user, system = file.read_text().rpartition(")")[2].split()[13:15]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _postmaster(server: str) -> int:
    """Give the number of the process that starts all others of the server."""
    with psycopg.connect(server) as connection:
        file = Path(f"/proc/{connection.info.backend_pid}/stat")
        return int(file.read_text().rpartition(")")[2].split()[1]) if file.exists() else 0


def _read(clock: _Clock, dataset: Dataset, address: str, selection: Selection) -> tuple[_Took, Dataset]:
    found: list[Dataset] = []
    took = clock.timed(lambda: found.append(load(address, selection)))
    if found[0].digest != cut(dataset, selection).digest:
        raise AssertionError(f"{selection} did not come back as it was")
    return took, found[0]


def _cells(took: list[_Took], dataset: Dataset) -> tuple[str, ...]:
    seconds = [one.seconds for one in took]
    spread = f" ({min(seconds):.1f}..{max(seconds):.1f})" if len(seconds) > 1 else ""
    used = (
        statistics.median(values) for values in ([one.ours for one in took], [one.server for one in took])
    )
    counts = (f"{len(table):,}" for table in (dataset.incidents, dataset.claims))
    return f"{statistics.median(seconds):.1f}{spread}", *(f"{value:.1f}" for value in used), *counts


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
