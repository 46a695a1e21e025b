"""From bytes to text: size, encoding, and files that are not JSON at all. Pure: no I/O."""

import re

from geodata.geojson.limits import Limits
from geodata.geojson.remarks import FileFault, Remarks

# First bytes of kinds of file that people rename or download by mistake.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"PK\x03\x04", "a ZIP archive (or a file made of one, such as KMZ or XLSX)", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ\x00", "an XZ archive", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"SQLite format 3\x00", "an SQLite database, perhaps a GeoPackage", "Open it as a GeoPackage (.gpkg)."),
    (b"PAR1", "a Parquet file", "Open it as GeoParquet (.parquet)."),
    (b"fgb\x03", "a FlatGeobuf file", "Convert it to GeoJSON first."),
    (b"\x00\x00\x27\x0a", "a shapefile", "Convert it to GeoJSON first."),
    (b"%PDF-", "a PDF document", "Choose the GeoJSON file."),
    (b"\x89PNG", "a PNG image", "Choose the GeoJSON file."),
)
_UTF8_BOM = b"\xef\xbb\xbf"
_SAVE_AS_UTF8 = "Save it as UTF-8 (RFC 8259 section 8.1)."

# First words of text files that are not JSON.
_OPENINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"<!doctype html|<html|<head|<body",
        "an HTML page, not GeoJSON",
        "Download the file itself, not its page.",
    ),
    (r"<kml|<\?xml[^>]*>\s*<kml", "a KML file", "Open it as KML (.kml)."),
    (r"<", "an XML or HTML file, not GeoJSON", "Download the GeoJSON file itself."),
    (r"version https://git-lfs", "a Git LFS pointer, not the file", "Fetch the file with git lfs pull."),
    (r"\x1e", "a GeoJSON text sequence (RFC 8142)", "Put its features into one FeatureCollection."),
    (
        r"(var|let|const|window|export|module)\b",
        "JavaScript",
        "Remove all before the first '{' and the last ';'.",
    ),
    (r"[\w.$]+\s*\(\s*\{", "JSONP (a JavaScript call)", "Keep only what stands between the brackets."),
    (r"//|/\*|#", "text that begins with a comment, which JSON does not have", "Remove the comments."),
)


def read_text(data: bytes, limits: Limits, remarks: Remarks) -> str:
    """Turn the bytes of a GeoJSON file into text.

    Parameters
    ----------
    data : bytes
        The file's content.
    limits : Limits
        The size that is allowed.
    remarks : Remarks
        Receives a note about a byte order mark.

    Returns
    -------
    str
        The text, without a byte order mark.

    Raises
    ------
    FileFault
        The file is too large, empty, not UTF-8, or evidently of another kind.

    Examples
    --------
    >>> read_text(b'{"a": 1}', Limits(), Remarks())
    '{"a": 1}'
    """
    if len(data) > limits.max_bytes:
        message = f"the file has {len(data):,} bytes; at most {limits.max_bytes:,} are read"
        raise FileFault("file-size", "", message, "Split it, or raise the limit.")
    _refuse_other_kinds(data)
    text = _decode(data)
    if text.startswith("\ufeff"):
        remarks.note("byte-order-mark", "", "the file begins with a byte order mark, which is ignored")
        text = text[1:]
    _refuse_other_text(text)
    return text


def _refuse_other_kinds(data: bytes) -> None:
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise FileFault("not-json", "", f"this is {what}, not GeoJSON.", hint)


def _decode(data: bytes) -> str:
    """Decode UTF-8, or say which encoding it seems to be."""
    wide = _wide_encoding(data)
    if wide:
        raise FileFault("not-utf8", "", f"the text is encoded as {wide}, not UTF-8.", _SAVE_AS_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} (line {line}) is not UTF-8; is the text in an older encoding such as "
        message += "Windows-1251 or Latin-1?"
        raise FileFault("not-utf8", "", message, _SAVE_AS_UTF8) from error


def _wide_encoding(data: bytes) -> str | None:
    """Name UTF-16 or UTF-32: by the byte order mark, or by where the zeros of the first characters stand."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    zeros = tuple(byte == 0 for byte in data[:4])
    if zeros in ((False, True, True, True), (True, True, True, False)):
        return "UTF-32"
    return "UTF-16" if zeros in ((False, True, False, True), (True, False, True, False)) else None


def _refuse_other_text(text: str) -> None:
    start = re.search(r"[^ \t\r\n]", text)
    if start is None:
        hint = "Was the download or the export cut short?"
        raise FileFault("empty-file", "", "the file is empty.", hint)
    for opening, what, hint in _OPENINGS:
        if re.compile(opening, re.IGNORECASE).match(text, start.start()):
            raise FileFault("not-json", "", f"this is {what}.", hint)
