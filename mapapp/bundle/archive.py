"""A zip that is always the same for the same files, and reading one without trusting it.

Files are stored, not compressed: what a compressor writes differs between versions, and a stored file has no
byte that means nothing. So every byte of the archive can be checked.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from geodata.errors import UnreadableFile
from geodata.files import replacing

SUMS: Final = "SHA256SUMS"
FILES: Final = (
    "report.md",
    "incidents.csv",
    "incidents.geojson",
    "sources.csv",
    "licences.md",
    "query.json",
    "about.json",
    "map.html",
)
"""What a bundle holds beside its sums, in order."""

MOST_FILES: Final = 100
MOST_BYTES: Final = 16 * 2**30
_CHUNK: Final = 1 << 20


def sums_of(files: Mapping[str, Path]) -> bytes:
    """Write the digests of files as ``sha256sum`` does.

    Parameters
    ----------
    files : mapping of str to Path
        By name, where each lies.

    Returns
    -------
    bytes
        A line for each: ``sha256sum -c`` reads it.
    """
    lines = []
    for name, path in files.items():
        with path.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {name}\n")
    return "".join(lines).encode()


def pack(files: Mapping[str, Path], target: Path) -> None:
    """Write files as a zip, whole or not at all; equal files give equal bytes.

    Parameters
    ----------
    files : mapping of str to Path
        By name, in the order in which they stand in the archive.
    target : Path
        The file to write.

    Raises
    ------
    WriteFailed
        If it cannot be written; it is as it was.
    """
    with replacing(target) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, path in files.items():
            with path.open("rb") as stream:
                _store(archive, name, path.stat().st_size, stream)


def _store(archive: zipfile.ZipFile, name: str, size: int, stream: IO[bytes]) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr, info.file_size = 3, 0o100644 << 16, size
    with archive.open(info, "w") as sink:
        while part := stream.read(_CHUNK):
            sink.write(part)


def listed(archive: zipfile.ZipFile, size: int) -> Sequence[zipfile.ZipInfo]:
    """Give the files of an archive, unless it is none that can be read in bounds.

    Parameters
    ----------
    archive : ZipFile
        As it was opened; nothing of it is trusted.
    size : int
        Bytes of the whole file.

    Returns
    -------
    sequence of ZipInfo
        Names that stay in a folder, each once, stored, and together no larger than the archive.

    Raises
    ------
    UnreadableFile
        If it is anything else; the sentence says what.
    """
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise UnreadableFile(f"it holds {len(infos)} files; a bundle holds {len(FILES) + 1}")
    names = [info.filename for info in infos]
    for info in infos:
        name = info.filename
        if name.startswith("/") or "\\" in name or "/" in name or name in ("", ".", ".."):
            raise UnreadableFile(f"it holds {name!r}, which leads out of its folder or into another")
        if names.count(name) > 1:
            raise UnreadableFile(f"it holds {name!r} more than once")
        if info.flag_bits & 0x1:
            raise UnreadableFile(f"{name!r} is encrypted; a bundle is not")
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise UnreadableFile(
                f"{name!r} is compressed, so it was packed by another program; a bundle stores its files as "
                "they are. Unpack it with care and verify the folder."
            )
    whole = sum(info.file_size for info in infos)
    if whole > size:
        raise UnreadableFile(f"its files claim {whole} bytes, more than the {size} of the archive")
    if size > MOST_BYTES:
        raise UnreadableFile(f"it has {size} bytes; at most {MOST_BYTES} are read")
    return infos


def repacked_digest(archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]) -> str:
    """Pack the files of an archive anew, and give the digest of what comes out.

    Parameters
    ----------
    archive : ZipFile
        As `listed` has let it pass.
    infos : sequence of ZipInfo
        Its files, in order.

    Returns
    -------
    str
        64 hexadecimal digits: those of the archive itself, unless a byte of its structure is another.
    """
    with tempfile.TemporaryFile() as copy:
        with zipfile.ZipFile(copy, "w") as again:
            for info in infos:
                with archive.open(info) as stream:
                    _store(again, info.filename, info.file_size, stream)
        copy.seek(0)
        return hashlib.file_digest(copy, "sha256").hexdigest()
