"""The parts of a Shapefile: which belong together, whether they are whole, and how their text is encoded."""

import codecs
import re
import struct
from pathlib import Path
from typing import Final

from geodata.formats.vector.task import Task, shown, size

PARTS: Final = (".shp", ".dbf", ".shx", ".prj", ".cpg")
_SAMPLE: Final = 2_000_000

# What dBASE files name by a number, of what is met here; 0x57 says no more than "as Windows has it".
_LANGUAGES: Final = {
    0x01: "cp437",
    0x02: "cp850",
    0x03: "cp1252",
    0x26: "cp866",
    0x65: "cp866",
    0x58: "cp1252",
    0x64: "cp852",
    0x6B: "cp857",
    0x87: "cp852",
    0xC8: "cp1250",
    0xC9: "cp1251",
    0xCA: "cp1254",
    0xCC: "cp1257",
}


def check_whole(folder: Path, stem: str, task: Task) -> None:
    """Refuse a Shapefile of which a part breaks off; note what is missing.

    Parameters
    ----------
    folder : Path
        Where our copies of its parts are.
    stem : str
        Their name.
    task : Task
        The file.

    Raises
    ------
    UnreadableFile
        The shapes or the table are shorter than they say.
    """
    with Path(folder, f"{stem}.shp").open("rb") as stream:
        head, length = stream.read(100), stream.seek(0, 2)
    if len(head) < 100 or struct.unpack_from(">i", head)[0] != 9994:
        raise task.fault("the .shp is no Shapefile, or breaks off. Copy or export it again.")
    _check_length(".shp", 2 * struct.unpack_from(">I", head, 24)[0], length, task)
    if not Path(folder, f"{stem}.shx").exists():
        task.note("there is no .shx; the rows are found without it")
    table = Path(folder, f"{stem}.dbf")
    if not table.exists():
        task.note("there is no .dbf; the rows have no properties")
        return
    with table.open("rb") as stream:
        head, length = stream.read(32), stream.seek(0, 2)
    if len(head) < 32:
        raise task.fault("the .dbf breaks off. Copy or export the Shapefile again.")
    rows, start, width = struct.unpack_from("<IHH", head, 4)
    _check_length(".dbf", start + rows * width, length, task)
    _count_rows(Path(folder, f"{stem}.shx"), rows, task)


def _check_length(part: str, stated: int, length: int, task: Task) -> None:
    if stated > length:
        raise task.fault(
            f"the {part} breaks off: it says that it has {size(stated)}, and has {size(length)}. "
            "Copy or export the Shapefile again."
        )


def _count_rows(index: Path, rows: int, task: Task) -> None:
    shapes = (index.stat().st_size - 100) // 8 if index.exists() else rows
    if shapes != rows:
        raise task.fault(
            f"the parts do not belong together: {shapes:,} shapes and {rows:,} rows of the table. "
            "Copy all parts again."
        )


def text_encoding(folder: Path, stem: str, task: Task) -> str:
    """Find how the text of the table is encoded, and note why it is taken for that.

    Parameters
    ----------
    folder : Path
        Where our copies of the parts are.
    stem : str
        Their name.
    task : Task
        The file.

    Returns
    -------
    str
        A name that both Python and GDAL know.
    """
    table, stated = Path(folder, f"{stem}.dbf"), Path(folder, f"{stem}.cpg")
    if not table.exists():
        return "UTF-8"
    with table.open("rb") as stream:
        head = stream.read(32)
        stream.seek(struct.unpack_from("<H", head, 8)[0])
        sample = stream.read(_SAMPLE)
    if stated.exists():
        text = stated.read_bytes()[:100].decode("ascii", "replace")
        encoding = _from_name(text)
        if encoding:
            task.note(f"text read as {encoding}, as the .cpg says")
            return encoding
        task.note(f"the .cpg names no encoding that is known: {shown(text, 40)!r}")
    if head[29] in _LANGUAGES:
        encoding = _LANGUAGES[head[29]].upper()
        task.note(f"text read as {encoding}, as the .dbf says")
        return encoding
    if sample.isascii():
        return "UTF-8"
    encoding = _guess(sample)
    task.note(
        f"text assumed to be in {encoding}: neither .cpg nor .dbf says; look at names with other letters"
    )
    return encoding


def _from_name(text: str) -> str | None:
    name = text.strip().lower()
    number = re.fullmatch(r"(?:ansi|oem|cp|windows|ms|ibm)?[ _-]?(\d{3,4})", name)
    iso = re.fullmatch(r"(?:iso)?[ _-]?8859[ _-]?(\d{1,2})", name)
    if re.fullmatch(r"utf[ _-]?8|65001", name):
        return "UTF-8"
    guess = f"ISO-8859-{iso[1]}" if iso else f"CP{number[1]}" if number else name
    if not re.fullmatch(r"ISO-8859-\d{1,2}|CP\d{3,4}|koi8-[ru]", guess):
        return None
    try:
        codecs.lookup(guess)
    except LookupError:
        return None
    return guess.upper()


def _guess(sample: bytes) -> str:
    """UTF-8 where nearly all of it is; else Cyrillic where letters beyond ASCII follow each other."""
    text = sample.decode("utf-8", "replace")
    beyond = [sign for sign in text if not sign.isascii()]
    # A text that was cut to the width of its column may end within a letter.
    if beyond.count("\ufffd") * 20 <= len(beyond):
        return "UTF-8"
    runs = re.findall(rb"[\xa8\xb8\xc0-\xff]+", sample)
    long = sum(len(run) for run in runs if len(run) > 1)
    return "CP1251" if long * 2 > sum(map(len, runs)) else "CP1252"
