"""KML and GPX, looked through before anything else reads them: no document type, no entity, no depth.

What is looked through is UTF-8, as it is then read: other encodings are rewritten first.
"""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from geodata.errors import UnreadableFile
from geodata.formats.vector.kinds import READS, Kind
from geodata.formats.vector.task import Task, shown

_CHUNK: Final = 1 << 20
_MAX_DEPTH: Final = 100
_MAX_TOKEN: Final = 16_000_000
_ROOTS: Final = {"kml": Kind.KML, "gpx": Kind.GPX}
_UTF_8: Final = ("utf-8", "utf8", "us-ascii", "ascii")
_ENCODINGS: Final = re.compile(r"utf-16(le|be)?|(windows-|cp)125\d|iso-8859-\d{1,2}|koi8-[ru]|cp866")
_DECLARATION: Final = re.compile(rb"^\s*<\?xml\b[^>]*?\?>")
_STATED: Final = re.compile(rb"""\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


@dataclass(slots=True)
class _Found:
    """What the parser came across."""

    parser: Any
    task: Task
    root: Kind | None = None
    depth: int = 0
    links: list[int] = field(default_factory=list)
    network_links: list[int] = field(default_factory=list)

    def fault(self, text: str) -> UnreadableFile:
        return self.task.fault(f"line {self.parser.CurrentLineNumber}: {text}")

    def start(self, tag: str, _attributes: list[str]) -> None:
        name = tag.rpartition(":")[2]
        if self.root is None:
            self.root = _ROOTS.get(name)
            if self.root is None:
                raise self.fault(f"this is XML of another kind, <{shown(tag, 40)}>. {READS}")
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self.fault(f"elements stand more than {_MAX_DEPTH} deep in one another. Export it anew.")
        if name == "NetworkLink":
            self.network_links.append(self.parser.CurrentLineNumber)
        elif name == "href":
            self.links.append(self.parser.CurrentLineNumber)

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def forbidden(self, *_: Any) -> None:
        raise self.fault(
            "a document type or an entity is declared (<!DOCTYPE, <!ENTITY), which can read other files or "
            "fill the memory; neither KML nor GPX needs one. Remove it."
        )


def scan(path: Path, task: Task) -> Kind:
    """Look through markup, and rewrite it as UTF-8 where it is in another encoding.

    Parameters
    ----------
    path : Path
        Our copy of the file.
    task : Task
        The file.

    Returns
    -------
    Kind
        KML or GPX.

    Raises
    ------
    UnreadableFile
        It is other markup, not well-formed, or declares a document type or entities; with its line.
    """
    _make_utf_8(path, task)
    parser = expat.ParserCreate("utf-8")
    found = _Found(parser, task)
    _listen(parser, found)
    fed = 0
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
                fed += len(chunk)
                # Expat starts an unfinished token over with each chunk.
                if fed - parser.CurrentByteIndex > _MAX_TOKEN:
                    raise found.fault("a tag is longer than any tag should be. Export the file anew.")
                task.check_time()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "not well-formed")
        raise task.fault(
            f"line {error.lineno}, column {error.offset + 1}: this is no well-formed XML ({reason}). "
            "The file is damaged or breaks off; export it again."
        ) from None
    _note_links(found, task)
    return found.root or Kind.KML


def _listen(parser: Any, found: _Found) -> None:
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.ordered_attributes = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.StartDoctypeDeclHandler = found.forbidden
    parser.EntityDeclHandler = found.forbidden
    parser.UnparsedEntityDeclHandler = found.forbidden
    parser.ExternalEntityRefHandler = found.forbidden


def _note_links(found: _Found, task: Task) -> None:
    if found.network_links:
        count, line = len(found.network_links), found.network_links[0]
        many = f"{count} NetworkLinks to other files are" if count > 1 else "a NetworkLink to another file is"
        task.note(f"{many} not followed (line {line})")
    if found.links:
        many = f"{len(found.links)} addresses (href) are" if len(found.links) > 1 else "an address (href) is"
        task.note(f"{many} not opened (line {found.links[0]})")


def _make_utf_8(path: Path, task: Task) -> None:
    """Rewrite the file where it is not in UTF-8, so that all who read it read the same."""
    with path.open("rb") as stream:
        head = stream.read(1000)
    encoding = _encoding(head, task)
    if encoding in _UTF_8:
        return
    rewritten = path.with_suffix(".utf8")
    decode = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as source, rewritten.open("xb") as target:
            first = True
            while chunk := source.read(_CHUNK):
                text = decode.decode(chunk).encode()
                target.write(_DECLARATION.sub(b"", text.removeprefix(codecs.BOM_UTF8), 1) if first else text)
                first = False
                task.check_time()
            target.write(decode.decode(b"", True).encode())
    except UnicodeError:
        raise task.fault(f"the text is not in {encoding}, as it says. Export the file in UTF-8.") from None
    except OSError as error:
        raise task.fault(f"it could not be copied for reading ({error.strerror}). Make room.") from None
    rewritten.replace(path)
    task.note(f"read as {encoding}, as the file says")


def _encoding(head: bytes, task: Task) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declaration = _DECLARATION.match(head.removeprefix(codecs.BOM_UTF8))
    stated = _STATED.search(declaration[0]) if declaration else None
    if not stated or head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    name = stated[1].decode().lower()
    if name not in _UTF_8 and (not _ENCODINGS.fullmatch(name) or not _is_known(name)):
        raise task.fault(f"line 1: the encoding {shown(name)!r} is not read. Export the file in UTF-8.")
    return name


def _is_known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
