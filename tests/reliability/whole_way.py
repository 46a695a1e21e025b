"""A file of a stranger through all that the project does with it: what `tests/reliability` holds it to.

Meant for a process of its own (`tests.reliability.worker`): one job after the other.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geodata.analysis import analyse
from geodata.checks import check_dataset
from geodata.dataset import Dataset
from geodata.errors import GeoDataError
from geodata.formats.foreign import import_file
from geodata.stores.folder import read_dataset
from mapapp.app.uploads import Upload, open_uploads
from mapapp.blocks import blocks_in
from mapapp.contents import contents_of
from mapapp.document import render
from mapapp.payload.read_dataset import Extracted, dataset_of
from mapapp.view import View
from tests.reliability.independent import differences, features_of, unsaid_changes


def page_of(dataset: Dataset) -> tuple[str, Extracted]:
    """Analyse a dataset and draw it; give the page, and the dataset that is taken back from it."""
    page = render(contents_of(View(analyse(dataset))))
    return page, dataset_of(blocks_in(page))


def drawn(dataset: Dataset) -> str:
    """Draw a dataset; give what is not the same in the page, "" where all is."""
    _, found = page_of(dataset)
    if found.stated_digest != dataset.digest:
        return "the page states another digest"
    if found.is_whole and found.dataset.digest != dataset.digest:
        return "the page carries something else"
    kept_back = {name: count for name, count in found.left_out.items() if name != "claims"}
    return f"the page does not carry all: {kept_back}" if kept_back else ""


def through(job: dict[str, Any]) -> dict[str, Any]:
    """Take a GeoJSON file the whole way.

    Parameters
    ----------
    job : dict
        ``path``; ``page``, where to write the map; ``whole``, whether to compare with an independent reader.
    """
    path = Path(job["path"])
    dataset = read_dataset(path)
    reports = check_dataset(dataset)
    findings = [finding.to_json() for report in reports for finding in report.findings]
    said: dict[str, Any] = {
        "findings": findings,
        "read": sum(report.features_read for report in reports),
        "kept": sum(report.features_kept for report in reports),
        "faults": [],
        "unsaid": [],
    }
    if any(report.unusable for report in reports):
        return said
    page, carried = page_of(dataset)
    if carried.dataset.digest != dataset.digest or not carried.is_whole:
        said["faults"].append(f"the page carries something else; left out: {carried.left_out}")
    features = features_of(path)
    table = dataset.incidents if len(dataset.incidents) else dataset.facilities
    said["unsaid"] = unsaid_changes(features, dataset, findings)
    if job.get("whole"):
        said["faults"] += differences(features, table["id"].tolist(), carried.dataset)
    if job.get("page"):
        Path(job["page"]).write_text(page, "utf-8")
    return said


def at_the_doors(job: dict[str, Any]) -> dict[str, Any]:
    """Hand a file to the app as an upload, and to the reader of other tools' files: what each says of it."""
    content = Path(job["path"]).read_bytes()
    return {"upload": upload(content, Path(job["path"]).name), "import": imported(content)}


def upload(content: bytes, name: str) -> str:
    """Hand bytes to the app; "" or a sentence."""
    try:
        open_uploads([Upload(name, content)], base=None)
    except GeoDataError as error:
        return str(error) or "an error without a word"
    return ""


def imported(content: bytes) -> str:
    """Import bytes as a file of another tool; "" or a sentence."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a")
        path.write_bytes(content)
        try:
            import_file(path)
        except GeoDataError as error:
            return str(error) or "an error without a word"
    return ""
