"""What the figures were measured on."""

import datetime as dt
import importlib.metadata
import os
import platform
from pathlib import Path

import pyproj
import shapely

PACKAGES = (
    "numpy", "scipy", "numba", "pyproj", "shapely", "geopandas", "pyarrow", "scikit-learn", "sedonadb",
)  # fmt: skip


def describe(server: str | None = None) -> list[str]:
    """Date, machine and versions, a line each."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    versions = [f"{name} {version}" for name in PACKAGES if (version := _version(name))]
    return [
        f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d %H:%M} UTC; load of the last 1, 5, 15 minutes: {load}",
        f"{_processor()}, {os.cpu_count()} cores, {memory_gb:.0f} GB; "
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, {', '.join(versions)}; "
        f"PROJ {pyproj.proj_version_str}, GEOS {'.'.join(map(str, shapely.geos_version))}",
        server or "no PostGIS",
    ]


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _processor() -> str:
    """Name the model, where the system tells it."""
    file = Path("/proc/cpuinfo")
    if file.exists():
        for line in file.read_text().splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()} ({platform.machine()})"
    return platform.processor() or platform.machine()
