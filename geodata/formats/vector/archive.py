"""Zip files of others: looked through before anything is unpacked, and bounded while it is."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from geodata.formats.vector.task import Task, shown, size

_CHUNK: Final = 1 << 20
_TAIL: Final = 66_000
_LARGE: Final = 10_000_000
_MAX_DIRECTORY: Final = 4_000_000
_LOCAL_HEADER: Final = 30
_NESTED: Final = (".zip", ".kmz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst")
_ABSOLUTE: Final = re.compile(r"[/\\]|[A-Za-z]:")


class Archive:
    """A zip whose list of entries has been looked through.

    Parameters
    ----------
    file : ZipFile
        Open.
    entries : list of ZipInfo
        Its files, without folders.
    task : Task
        The file.
    """

    def __init__(self, file: zipfile.ZipFile, entries: list[zipfile.ZipInfo], task: Task) -> None:
        self._file = file
        self._task = task
        self._left = task.limits.max_expanded
        self.entries = entries

    def named(self, ending: str) -> list[zipfile.ZipInfo]:
        """Give the entries of an ending, in the order of the zip, without what macOS adds.

        Parameters
        ----------
        ending : str
            Such as ``".kml"``.

        Returns
        -------
        list of ZipInfo
        """
        return [
            entry
            for entry in self.entries
            if entry.filename.casefold().endswith(ending) and not entry.filename.startswith("__MACOSX/")
        ]

    def extract(self, entry: zipfile.ZipInfo, target: Path) -> int:
        """Unpack one entry into a file of ours.

        Parameters
        ----------
        entry : ZipInfo
            One of the entries.
        target : Path
            The file to write.

        Returns
        -------
        int
            How many bytes it has.

        Raises
        ------
        UnreadableFile
            It is damaged, or larger than the limits allow, whatever the list of entries said.
        """
        name, count = shown(entry.filename), 0
        try:
            with self._file.open(entry) as packed, target.open("xb") as out:
                while chunk := packed.read(_CHUNK):
                    count += len(chunk)
                    if count > self._left or _is_bomb(count, entry.compress_size, self._task):
                        raise self._task.fault(_too_large(name, self._task))
                    self._task.check_time()
                    out.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise self._task.fault(f"{name!r} in the zip is damaged. Make the zip again.") from None
        except OSError as error:
            reason = error.strerror or error
            raise self._task.fault(f"{name!r} could not be unpacked ({reason}). Make room.") from None
        self._left -= count
        return count


@contextmanager
def opened_zip(path: Path, task: Task) -> Iterator[Archive]:
    """Open a zip of which every entry may be unpacked.

    Parameters
    ----------
    path : Path
        Our copy of it.
    task : Task
        The file.

    Yields
    ------
    Archive

    Raises
    ------
    UnreadableFile
        It is damaged, too large unpacked, or made so that it could do harm.
    """
    _check_directory(path, task)
    try:
        file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise task.fault("the zip is damaged or breaks off. Copy or make it again.") from None
    with file:
        entries = file.infolist()
        limit = task.limits.max_entries
        if len(entries) > limit:
            raise task.fault(
                f"the zip has {len(entries):,} entries, and {limit:,} are read at most. "
                "Pack only the files of the layer."
            )
        _check_names(entries, task)
        for entry in entries:
            _check_entry(entry, task)
        _check_overlaps(entries, task)
        expanded = sum(entry.file_size for entry in entries)
        if expanded > task.limits.max_expanded:
            raise task.fault(_too_large("the zip", task))
        yield Archive(file, [entry for entry in entries if not entry.is_dir()], task)


def _check_directory(path: Path, task: Task) -> None:
    """Refuse a zip whose list of entries alone would fill the memory, before it is read."""
    with path.open("rb") as stream:
        length = stream.seek(0, 2)
        stream.seek(max(0, length - _TAIL))
        tail = stream.read()
    if b"PK\x06\x07" in tail:
        raise task.fault("the zip is written as Zip64, for more than is read here. Make it again, smaller.")
    ends = [found.start() for found in re.finditer(re.escape(b"PK\x05\x06"), tail)]
    sizes = [struct.unpack_from("<I", tail, end + 12)[0] for end in ends if end + 16 <= len(tail)]
    if not sizes:
        raise task.fault("the zip breaks off: its list of entries is missing. Copy or make it again.")
    if max(sizes) > _MAX_DIRECTORY:
        raise task.fault("the zip's list of entries is too large. Pack only the files of the layer.")


def _check_names(entries: list[zipfile.ZipInfo], task: Task) -> None:
    seen: set[str] = set()
    for entry in entries:
        # What stands in the zip, before Python shortens it at a NUL.
        name = entry.orig_filename
        if "\0" in name or _ABSOLUTE.match(name):
            raise task.fault(f"an entry of the zip has the absolute name {shown(name)!r}. Make it again.")
        if ".." in PurePosixPath(name.replace("\\", "/")).parts:
            raise task.fault(f"an entry of the zip points out of it: {shown(name)!r}. Make it again.")
        folded = name.replace("\\", "/").casefold()
        if folded in seen:
            raise task.fault(f"{shown(name)!r} is in the zip twice. Make the zip again.")
        seen.add(folded)


def _check_entry(entry: zipfile.ZipInfo, task: Task) -> None:
    name, mode = shown(entry.filename), entry.external_attr >> 16
    if entry.flag_bits & 0x2041:
        raise task.fault(f"{name!r} in the zip is encrypted. Unpack it and name the file itself.")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise task.fault(f"{name!r} in the zip is a link or a device, not a file. Pack the file itself.")
    if entry.filename.casefold().endswith(_NESTED):
        raise task.fault(f"{name!r} in the zip is packed itself. Unpack it and name the inner file.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise task.fault(f"{name!r} in the zip is packed in a rare way. Make the zip with Deflate.")
    if _is_bomb(entry.file_size, entry.compress_size, task):
        raise task.fault(_too_large(name, task))


def _check_overlaps(entries: list[zipfile.ZipInfo], task: Task) -> None:
    """Refuse entries that share their packed bytes, with which a small zip becomes a large one."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise task.fault(f"{shown(entry.filename)!r} overlaps another entry. Make the zip again.")
        # The length of the entry's own extra field is not known from the list, so this is its least end.
        end = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size


def _is_bomb(expanded: int, packed: int, task: Task) -> bool:
    return expanded > max(_LARGE, packed * task.limits.max_ratio)


def _too_large(what: str, task: Task) -> str:
    limits = task.limits
    return (
        f"{what} grows too much when it is unpacked: {size(limits.max_expanded)} are allowed and, from "
        f"{size(_LARGE)} on, {limits.max_ratio} times its packed size. Unpack it and name the file itself."
    )
