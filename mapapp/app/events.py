"""What the app logs: events with numbers, words of ours and places in the code. Pure.

What readers type, name or hand over stands in none of them, nor what data say.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is logged; its class is its name. It holds no text that comes from data."""


@dataclass(frozen=True, slots=True)
class Started(Event):
    """The server is about to answer; so many folders of killed processes were swept up."""

    version: str
    behind_proxy: bool
    swept: int


@dataclass(frozen=True, slots=True)
class Stopped(Event):
    """The server ends by itself."""


@dataclass(frozen=True, slots=True)
class DatasetRead(Event):
    """The dataset of the start was read, or read again."""

    digest: str
    incidents: int
    facilities: int
    claims: int
    findings: int
    seconds: float
    again: bool


@dataclass(frozen=True, slots=True)
class DatasetRefused(Event):
    """The dataset of the start could not be read."""

    rule: str
    seconds: float


@dataclass(frozen=True, slots=True)
class UploadRead(Event):
    """What a reader handed over was read."""

    files: int
    bytes: int
    incidents: int
    facilities: int
    findings: int
    seconds: float


@dataclass(frozen=True, slots=True)
class UploadRefused(Event):
    """What a reader handed over could not be read."""

    files: int
    bytes: int
    rule: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ExportMade(Event):
    """A file was written for a reader."""

    form: str
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ExportFailed(Event):
    """A file could not be written for a reader."""

    form: str
    rule: str
    seconds: float


@dataclass(frozen=True, slots=True)
class LibraryLogged(Event):
    """A library has something to say, at a place in its code; the words are left out."""

    logger: str
    place: str
    exception: str | None = None
    frames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorMet(Event):
    """Something failed that nobody foresaw."""

    exception: str
    frames: tuple[str, ...]
