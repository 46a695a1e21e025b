"""Whether a bundle is as it was written: every file, every byte, and the digest of its incidents.

It tells that nothing has changed since; who wrote it, it cannot tell. Nothing is unpacked, and nothing in the
bundle is trusted.
"""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from geodata.errors import GeoDataError, UnreadableFile
from geodata.geojson import parse_features
from geodata.jsontext import from_json
from geodata.tables import incident_tables
from mapapp.bundle.archive import FILES, SUMS, listed, repacked_digest
from mapapp.bundle.papers import shown_digest

_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^\s/\\]+)\n")
_MOST_TOLD: Final = 1 << 20
_MOST_PARSED: Final = 1 << 30

Opener = Callable[[str], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a bundle.

    Parameters
    ----------
    faults : tuple of str
        A sentence for each: which file, what was expected, what was found.
    checked : int
        How many files have the digest that is stated.
    notes : tuple of str
        What could not be checked.
    """

    faults: tuple[str, ...]
    checked: int
    notes: tuple[str, ...] = ()


def verify(path: str | Path) -> Verdict:
    """Check a bundle, packed or unpacked.

    Parameters
    ----------
    path : path
        A zip that ``mapapp bundle`` wrote, or the folder that it was unpacked to.

    Returns
    -------
    Verdict
        Without faults where every byte is as it was written.

    Raises
    ------
    UnreadableFile
        If there is no such file.
    """
    place = Path(path)
    if not place.exists():
        raise UnreadableFile(f"{path} does not exist. Check the name.")
    try:
        with _opened(place) as (names, opener, whole):
            found = _checked(names, opener)
            return Verdict((*found.faults, *whole()), found.checked, found.notes)
    except UnreadableFile as error:
        return Verdict((f"{place.name}: {error}.".replace("..", "."),), 0)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        return Verdict((f"{place.name}: it cannot be read as a zip: {error}",), 0)


@contextmanager
def _opened(place: Path) -> Iterator[tuple[list[str], Opener, Callable[[], list[str]]]]:
    """Give the names in a bundle, how to open one, and what checks the whole."""
    if place.is_dir():
        names = sorted(entry.name for entry in place.iterdir())
        yield names, lambda name: (place / name).open("rb"), list
        return
    with zipfile.ZipFile(place) as archive:
        infos = listed(archive, place.stat().st_size)

        def whole() -> list[str]:
            with place.open("rb") as stream:
                got = hashlib.file_digest(stream, "sha256").hexdigest()
            expected = repacked_digest(archive, infos)
            if got == expected:
                return []
            said = "the archive is not laid out as it was written"
            return [f"{place.name}: {said}: expected SHA-256 {expected}, got {got}"]

        yield [info.filename for info in infos], archive.open, whole


def _checked(names: list[str], opener: Opener) -> Verdict:
    faults = [f"{name}: it is missing" for name in (*FILES, SUMS) if name not in names]
    faults += [f"{name}: it is no part of a bundle" for name in names if name not in (*FILES, SUMS)]
    if SUMS not in names:
        return Verdict(tuple(faults), 0)
    with opener(SUMS) as stream:
        stated, wrong = _sums(stream.read(_MOST_TOLD))
    faults += wrong
    found = {name: _digest(name, opener) for name in names if name in FILES}
    for name, got in found.items():
        expected = stated.get(name)
        if expected is None:
            faults.append(f"{name}: {SUMS} does not name it")
        elif got != expected:
            faults.append(f"{name}: expected SHA-256 {expected}, got {got}")
    same = sum(stated.get(name) == got for name, got in found.items())
    if faults:
        return Verdict(tuple(faults), same)
    more, notes = _content(opener)
    return Verdict(tuple(more), same, tuple(notes))


def _sums(data: bytes) -> tuple[dict[str, str], list[str]]:
    """Read the stated digests, and say which lines are none."""
    stated, wrong = {}, []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(keepends=True), 1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] not in FILES or found[2] in stated:
            wrong.append(f"{SUMS}: line {number} is {line[:90]!r}; expected a digest and one of its files")
        else:
            stated[found[2]] = found[1]
    if not wrong and tuple(stated) != FILES[: len(stated)]:
        wrong.append(f"{SUMS}: its lines are not in the order in which they were written")
    return stated, wrong


def _digest(name: str, opener: Opener) -> str:
    """Give the digest of a file; one that its own checksum gainsays is told apart by that."""
    try:
        with opener(name) as stream:
            digest = hashlib.sha256()
            while part := stream.read(1 << 20):
                digest.update(part)
            return digest.hexdigest()
    except zipfile.BadZipFile as error:
        return f"none: {error}"


def _content(opener: Opener) -> tuple[list[str], list[str]]:
    """Hold the incidents against the digest that is stated of them."""
    try:
        with opener("about.json") as stream:
            expected = from_json(stream.read(_MOST_TOLD))["shown"]["digest"]
        with opener("incidents.geojson") as stream:
            data = stream.read(_MOST_PARSED + 1)
        if len(data) > _MOST_PARSED:
            return [], ["incidents.geojson: it is too large to be read here; its digest was not compared"]
        got = _digest_of(data)
    except (ValueError, LookupError, TypeError, GeoDataError) as error:
        return [f"about.json: its statement on the incidents cannot be compared: {error}"], []
    if got == expected:
        return [], []
    return [f"incidents.geojson: its incidents have the digest {got}; about.json states {expected}"], []


def _digest_of(data: bytes) -> str:
    incidents, claims, _ = incident_tables(parse_features(data, name="incidents.geojson"))
    return shown_digest(incidents, claims)
