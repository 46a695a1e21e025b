"""The app's log: one line for each event, with counts and names of our own alone. Imports no Streamlit.

What readers type, name or hand over stands in no line: an event has numbers, words of ours and places in the
code. What libraries log, and what fails, is told by its kind and place; the message may hold somebody's data.
"""

import datetime as dt
import json
import logging
import re
import sys
import threading
import traceback
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from geodata.errors import GeoDataError

FORMS: Final = ("json", "text", "off")

_LOGGER: Final = logging.getLogger("mapapp.events")
_ROOT: Final = Path(__file__).parents[2]
_OWN: Final = tuple(str(_ROOT / package) for package in ("geodata", "mapapp"))
_LIBRARIES: Final = ("uvicorn", "uvicorn.error", "uvicorn.access")


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


def note(event: Event, *, level: int = logging.INFO) -> None:
    """Log an event.

    Parameters
    ----------
    event : Event
        What happened.
    level : int
        How grave it is, as `logging` has it.
    """
    _LOGGER.log(level, "%s", type(event).__name__, extra={"event": event})


def rule_of(error: BaseException) -> str:
    """Name the rule by which something was refused.

    Parameters
    ----------
    error : exception
        As it was caught.

    Returns
    -------
    str
        Its own name or, where it has none, the kind of error and its place in our code; never its message.

    Examples
    --------
    >>> rule_of(ValueError("a reader's words"))
    'ValueError'
    """
    while isinstance(error.__context__, GeoDataError):  # what it was made from says more
        error = error.__context__
    if isinstance(error, GeoDataError) and error.rule:
        return error.rule
    frames = _frames(error)
    return f"{type(error).__name__} in {frames[-1]}" if frames else type(error).__name__


def start(form: str) -> None:
    """Log to standard error from now on, whoever logs.

    Parameters
    ----------
    form : str
        ``"json"``: an object a line; ``"text"``: for eyes; ``"off"``: nothing.
    """
    logging.disable(logging.CRITICAL if form == "off" else logging.NOTSET)
    writer = _Writer(form)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(writer)
    _LOGGER.handlers = [handler]
    _LOGGER.propagate = False
    _LOGGER.setLevel(logging.INFO)
    # Libraries have handlers of their own, some made later: so their records hold no words from the start.
    logging.setLogRecordFactory(writer.record)
    warnings.simplefilter("ignore", DeprecationWarning)
    logging.captureWarnings(True)
    sys.excepthook = lambda kind, error, trace: _note_error(error)
    threading.excepthook = lambda failed: _note_error(failed.exc_value)
    sys.unraisablehook = lambda failed: _note_error(failed.exc_value)
    quieten()


def quieten() -> None:
    """Have the server's own logger tell of nothing below a warning, and in our form."""
    for name in _LIBRARIES:
        library = logging.getLogger(name)
        library.setLevel(logging.WARNING)
        for handler in library.handlers:
            handler.setFormatter(logging.Formatter("%(message)s"))


class _Writer(logging.Formatter):
    """Writes events as lines."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        event = getattr(record, "event", None)
        return self._line(record, event) if isinstance(event, Event) else record.getMessage()

    def record(
        self, name: str, level: int, path: str, line: int, *rest: Any, **more: Any
    ) -> logging.LogRecord:
        """Make the record of a message: ours as it is, a library's without its words."""
        made = logging.LogRecord(name, level, path, line, *rest, **more)
        if name == _LOGGER.name:
            return made
        error = made.exc_info[1] if made.exc_info else None
        said = LibraryLogged(
            re.sub(r"[^\w.]", "", name)[:60],
            f"{Path(path).name}:{line}",
            _kind(error) if error else None,
            _frames(error) if error else (),
        )
        made.msg, made.args = self._line(made, said), ()
        made.exc_info = made.exc_text = made.stack_info = None
        return made

    def _line(self, record: logging.LogRecord, event: Event) -> str:
        when = dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(timespec="milliseconds")
        name, level = _words(type(event).__name__), record.levelname.lower()
        parts = {key: value for key, value in asdict(event).items() if value not in (None, ())}
        if self._form == "json":
            return json.dumps({"time": when, "level": level, "event": name, **parts})
        told = ", ".join(f"{key.replace('_', ' ')} {_plain(value)}" for key, value in parts.items())
        return f"{when} {level}: {name}{f' ({told})' if told else ''}"


def _note_error(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
        note(ErrorMet(_kind(error), _frames(error)), level=logging.ERROR)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _frames(error: BaseException) -> tuple[str, ...]:
    """Give the places in our own code that an error came through, the outermost first."""
    return tuple(
        f"{Path(frame.filename).relative_to(_ROOT).as_posix()}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(_OWN)
    )


def _words(name: str) -> str:
    """Write the name of a class as words.

    Examples
    --------
    >>> _words("UploadRefused")
    'upload refused'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


def _plain(value: object) -> str:
    return " < ".join(value) if isinstance(value, tuple) else str(value)
