"""Where files of strangers come in. Each takes bytes; what is raised but an error of ours is a fault."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from geodata.checks import check_dataset
from geodata.checks.files import check_path
from geodata.dataset import Dataset
from geodata.errors import GeoDataError
from geodata.formats.foreign import Wish, import_file
from geodata.formats.generic import read_mapping
from geodata.stores import load
from geodata.stores.folder import open_dataset
from mapapp.app.uploads import Upload, open_uploads
from mapapp.bundle.verify import verify
from mapapp.extract import extract, is_as_stated, lacking
from tests.reliability.whole_way import drawn

TABLE: Final = (
    "No.,Headline,Date,Lon,Lat,Error (km),Type,Geom\n1,Fire,2/3/2025,30.5,50.4,2,Drone,POINT (3 4)\n"
)
"""A table that the mappings are meant for."""

Door = Callable[[bytes, bool], None]
"""Takes bytes, and whether what comes of them is drawn."""


class Different(AssertionError):
    """What comes out is not what went in."""


def used(dataset: Dataset, draws: bool) -> None:
    """Do with a dataset what is done with any: check it, weigh it, draw it."""
    for report in check_dataset(dataset):
        for finding in report.findings:
            str(finding).encode()  # it is printed
    assert len(dataset.digest) == 64
    if draws and (said := drawn(dataset)):
        raise Different(said)


def _at(folder: str, name: str, content: bytes) -> Path:
    path = Path(folder, name)
    path.write_bytes(content)
    return path


def file(content: bytes, draws: bool) -> None:
    """Check a GeoJSON file as ``mapapp check`` does, and open it as either kind."""
    with TemporaryDirectory() as folder:
        path = _at(folder, "a.geojson", content)
        for report in check_path(path):
            report.to_json()
        used(open_dataset(path), draws)
        used(open_dataset(incidents=path), draws)


def upload(content: bytes, draws: bool) -> None:
    """Hand a file to the app."""
    used(open_uploads([Upload("a.geojson", content)], base=None), draws)


def foreign(content: bytes, draws: bool) -> None:
    """Import a file of another tool."""
    with TemporaryDirectory() as folder:
        used(import_file(_at(folder, "a", content)).dataset, draws)


def mapping(content: bytes, draws: bool) -> None:
    """Read a mapping, and a table with it."""
    with TemporaryDirectory() as folder:
        table = _at(folder, "a.csv", TABLE.encode())
        used(import_file(table, Wish(read_mapping(_at(folder, "a.toml", content)))).dataset, draws)


def page(content: bytes, draws: bool) -> None:
    """Take the dataset from a page, as ``mapapp extract`` does."""
    with TemporaryDirectory() as folder:
        found = extract(_at(folder, "a.html", content))
    lacking(found)
    if is_as_stated(found):
        used(found.dataset, draws)


def bundle(content: bytes, draws: bool) -> None:
    """Verify a bundle."""
    with TemporaryDirectory() as folder:
        found = verify(_at(folder, "a.zip", content))
    "\n".join((*found.faults, *found.notes)).encode()


def store(files: dict[str, bytes], ending: str, draws: bool) -> None:
    """Load a dataset from a store, given file by file."""
    with TemporaryDirectory() as folder:
        place = Path(folder, f"a{ending}")
        for name, content in files.items():
            path = place / name if name else place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        used(load(place), draws)


def sentence(act: Callable[[], None]) -> str:
    """Give "" or what was said; anything but an error of ours goes on."""
    try:
        act()
    except GeoDataError as error:
        told = str(error)
        assert told
        told.encode()  # it is printed, and shown in a page
        return told
    return ""
