"""What the child process is given: the file in a private folder, told by its bytes and looked through."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geodata.errors import UnknownName
from geodata.formats.vector import markup, shapefile
from geodata.formats.vector.archive import Archive, opened_zip
from geodata.formats.vector.definition import NAMES_A_FILE, names_a_file
from geodata.formats.vector.kinds import HEAD, READS, Kind, kind_of
from geodata.formats.vector.private import check_size, copy, opened
from geodata.formats.vector.task import Task, shown

_STEM: Final = "data"
_MAX_HEADER: Final = 10_000_000
_ENDINGS: Final = {
    Kind.KML: ".kml",
    Kind.KMZ: ".kml",
    Kind.GPX: ".gpx",
    Kind.GEOPACKAGE: ".gpkg",
    Kind.FLATGEOBUF: ".fgb",
    Kind.GEOPARQUET: ".parquet",
    Kind.SHAPEFILE: ".shp",
}


@dataclass(frozen=True, slots=True)
class Intake:
    """A file that may be opened.

    Parameters
    ----------
    kind : Kind
        What it is.
    file : str
        Its name in the private folder, chosen by us.
    layer : str or None
        The layer that is read; None where the child process chooses one.
    layers : tuple of str
        Names of its layers, where each is a file and one was chosen already.
    encoding : str or None
        Of its text, where the file does not say.
    """

    kind: Kind
    file: str
    layer: str | None = None
    layers: tuple[str, ...] = ()
    encoding: str | None = None


def take_in(path: Path, folder: Path, layer: str | None, task: Task) -> Intake:
    """Copy a file into a private folder, and look through it as far as that can be done without GDAL.

    Parameters
    ----------
    path : Path
        The file.
    folder : Path
        The private folder, empty.
    layer : str or None
        The layer that is asked for.
    task : Task
        The file.

    Returns
    -------
    Intake

    Raises
    ------
    UnreadableFile
        It is of no kind that is read, too large, damaged, or made so that it could do harm.
    UnknownName
        It is a zip of Shapefiles, and none has that name.
    """
    copied = folder / "copy"
    with opened(path, task) as stream:
        head = stream.read(HEAD)
        kind = kind_of(head, task)
        stream.seek(0)
        copied_bytes = copy(stream, copied, task)
    if kind is Kind.MARKUP:
        kind = markup.scan(copied, task)
    elif kind is Kind.ZIP:
        with opened_zip(copied, task) as archive:
            return _unpack(archive, folder, layer, task)
    elif kind is Kind.SHAPEFILE:
        copied.rename(folder / f"{_STEM}.shp")
        _copy_parts(path, folder, copied_bytes, task)
        return _shapefile(folder, layer, (path.stem,), task)
    elif kind is Kind.GEOPACKAGE:
        _check_pages(head, copied_bytes, task)
    elif kind is Kind.FLATGEOBUF:
        _check_header(copied, copied_bytes, task)
    file = f"{_STEM}{_ENDINGS[kind]}"
    copied.rename(folder / file)
    return Intake(kind, file, layer)


def _check_pages(head: bytes, length: int, task: Task) -> None:
    """Refuse a database that is shorter than it says."""
    page = int.from_bytes(head[16:18], "big")
    stated = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if stated > length:
        raise task.fault(
            f"the GeoPackage breaks off: it says {stated:,} bytes, and has {length:,}. Copy it again."
        )


def _check_header(copied: Path, length: int, task: Task) -> None:
    """Refuse a FlatGeobuf whose header breaks off, or defines its reference system by a file."""
    with copied.open("rb") as stream:
        stream.seek(8)
        stated = int.from_bytes(stream.read(4), "little")
        if stated > min(length - 12, _MAX_HEADER):
            raise task.fault("the FlatGeobuf breaks off in its header. Copy or export it again.")
        header = stream.read(stated).decode("latin-1")
    if names_a_file(header):
        raise task.fault(NAMES_A_FILE)


def _unpack(archive: Archive, folder: Path, layer: str | None, task: Task) -> Intake:
    shapes, markups = archive.named(".shp"), archive.named(".kml")
    if shapes:
        return _unpack_shapefile(archive, folder, layer, task)
    if not markups:
        raise task.fault(f"the zip holds neither a .shp nor a .kml. {READS}")
    # Of several, the first is the document, and it is mostly called doc.kml.
    chosen = next((entry for entry in markups if entry.filename.casefold() == "doc.kml"), markups[0])
    if len(markups) > 1:
        task.note(f"{shown(chosen.filename)!r} is read, of {len(markups)} .kml in the zip")
    target = folder / f"{_STEM}.kml"
    archive.extract(chosen, target)
    with target.open("rb") as stream:
        if kind_of(stream.read(HEAD), task) is not Kind.MARKUP or markup.scan(target, task) is not Kind.KML:
            raise task.fault(f"{shown(chosen.filename)!r} in the zip is no KML. Export it again.")
    return Intake(Kind.KMZ, target.name, layer)


def _unpack_shapefile(archive: Archive, folder: Path, layer: str | None, task: Task) -> Intake:
    paths = [entry.filename for entry in archive.named(".shp")]
    names = tuple(shown(_stem(path).replace("\\", "/").rpartition("/")[2]) for path in paths)
    if layer is not None and layer not in names:
        raise UnknownName.among("layer", layer, names)
    chosen = paths[0 if layer is None else names.index(layer)]
    if len(paths) > 1 and layer is None:
        task.note(f"layer {names[0]!r} chosen: it is the first of {len(names)}")
    for ending in shapefile.PARTS:
        for entry in archive.named(ending):
            if _stem(entry.filename).casefold() == _stem(chosen).casefold():
                archive.extract(entry, folder / f"{_STEM}{ending}")
    return _shapefile(folder, layer, names, task)


def _stem(name: str) -> str:
    return name[:-4]


def _copy_parts(path: Path, folder: Path, copied: int, task: Task) -> None:
    """Copy what lies beside a .shp under its name."""
    for beside in sorted(path.absolute().parent.iterdir()):
        ending = beside.suffix.casefold()
        target = folder / f"{_STEM}{ending}"
        if beside.stem == path.stem and ending in shapefile.PARTS and not target.exists():
            with opened(beside, task) as stream:
                copied += copy(stream, target, task)
            check_size(copied, task)


def _shapefile(folder: Path, layer: str | None, names: tuple[str, ...], task: Task) -> Intake:
    if layer is not None and layer not in names:
        raise UnknownName.among("layer", layer, names)
    definition = Path(folder, f"{_STEM}.prj")
    if definition.exists():
        check_size(definition.stat().st_size, task)
        if names_a_file(definition.read_bytes()[:_MAX_HEADER].decode("latin-1")):
            raise task.fault(NAMES_A_FILE)
    shapefile.check_whole(folder, _STEM, task)
    encoding = shapefile.text_encoding(folder, _STEM, task)
    Path(folder, f"{_STEM}.cpg").unlink(missing_ok=True)
    return Intake(Kind.SHAPEFILE, f"{_STEM}.shp", layer or names[0], names, encoding)
