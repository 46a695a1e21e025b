"""A file nested very deep at one of the doors, in a process of its own: what is said, and what it takes."""

from pathlib import Path
from typing import Any

from geodata.errors import GeoDataError
from geodata.formats.foreign import Wish, import_file
from geodata.formats.generic import read_mapping
from geodata.geojson import read_features
from geodata.stores import load
from mapapp.app.uploads import Upload, open_uploads
from mapapp.extract import extract
from tests.reliability.worker import peak_mb


def at_a_door(job: dict[str, Any]) -> dict[str, Any]:
    """Hand a file to a door; give what it says, and by how many MB the process has grown."""
    path, before = Path(job["path"]), peak_mb()
    try:
        said = _said(job, path)
    except GeoDataError as error:
        said = str(error) or "an error without a word"
    return {"said": said, "grown_mb": peak_mb() - before}


def _said(job: dict[str, Any], path: Path) -> str:
    if job["door"] == "reader":
        return "\n".join(map(str, read_features(path).report.findings))
    if job["door"] == "upload":
        open_uploads([Upload(path.name, path.read_bytes())], base=None)
    elif job["door"] == "import":
        import_file(path)
    elif job["door"] == "mapping":
        import_file(path, Wish(read_mapping(job["mapping"])))
    elif job["door"] == "page":
        extract(path)
    else:
        load(path)
    return ""
