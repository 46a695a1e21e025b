"""One file on its way through the rooms: its name, its limits, its time, and what is said of it. Pure."""

import time
from dataclasses import dataclass, field

from geodata.errors import UnreadableFile
from geodata.formats.vector.limits import VectorLimits


@dataclass(frozen=True, slots=True)
class Task:
    """The reading of one file.

    Parameters
    ----------
    name : str
        How sentences name the file.
    limits : VectorLimits
        Its bounds.
    end : float
        When its time is over, by the monotonic clock.
    notes : list of str
        What the result says about how it was read; the rooms add to it.
    """

    name: str
    limits: VectorLimits
    end: float
    notes: list[str] = field(default_factory=list)

    def fault(self, text: str) -> UnreadableFile:
        """Make the exception that names the file.

        Parameters
        ----------
        text : str
            What is wrong and what to do.

        Returns
        -------
        UnreadableFile
        """
        return UnreadableFile(f"{self.name}: {text}")

    def note(self, text: str) -> None:
        """Add a note, once.

        Parameters
        ----------
        text : str
            A sentence without its full stop.
        """
        if text not in self.notes:
            self.notes.append(text)

    @property
    def seconds_left(self) -> float:
        """How long it may still take."""
        return max(0.0, self.end - time.monotonic())

    def check_time(self) -> None:
        """Stop where the time is over.

        Raises
        ------
        UnreadableFile
            It took longer than the limits allow.
        """
        if not self.seconds_left:
            raise self.too_slow()

    def too_slow(self) -> UnreadableFile:
        """Make the exception for a file that takes too long.

        Returns
        -------
        UnreadableFile
        """
        seconds = self.limits.max_seconds
        return self.fault(f"reading it took longer than {seconds:g} s and was stopped. Split the file.")


def shown(text: object, length: int = 200) -> str:
    r"""Make text from a file fit to stand in a sentence: one line, printable, not long.

    Parameters
    ----------
    text : object
        Any text.
    length : int
        How much of it is kept.

    Returns
    -------
    str

    Examples
    --------
    >>> shown("a\nb\x1b[31m")
    'a b[31m'
    """
    line = " ".join(str(text).split())
    return "".join(sign for sign in line[:length] if sign.isprintable())


def size(count: int) -> str:
    """Write a number of bytes as people read it.

    Parameters
    ----------
    count : int
        Bytes.

    Returns
    -------
    str

    Examples
    --------
    >>> size(500_000_000), size(1_234)
    ('500 MB', '1,234 bytes')
    """
    return f"{count / 1e6:,.0f} MB" if count >= 1_000_000 else f"{count:,} bytes"
