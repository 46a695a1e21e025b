"""What the maps were measured on: the machine, the browser and the packages."""

import importlib.metadata
import subprocess
from typing import Final

from benchmarks.machine import describe as describe_machine
from benchmarks.rendering.visit import chromium_path

PACKAGES: Final = ("folium", "pydeck", "lonboard", "playwright")


def describe() -> list[str]:
    """Date, machine, versions and browser, a line each."""
    versions = [f"{name} {version}" for name in PACKAGES if (version := _version(name))]
    return [*describe_machine(f"{_browser()}, without a GPU; {', '.join(versions)}")]


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _browser() -> str:
    path = chromium_path()
    if path is None:
        return "no Chromium"
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    return told or "a Chromium that does not tell its version"
