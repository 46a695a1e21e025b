"""Writing files and folders whole or not at all. All that writes imports it; it imports next to nothing."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from geodata.errors import GeoDataError, InvalidArgument, WriteFailed
from geodata.exchange import exchange


def atomic_write(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file as a whole or not at all.

    The bytes go to a temporary file in the same folder, reach the disk, and take the target's name in one
    step. Until then the target is as it was.

    Parameters
    ----------
    path : str or os.PathLike
        The file to write; its folder must exist.
    data : bytes
        The whole content.

    Raises
    ------
    WriteFailed
        The file could not be written; the target is as it was before and no temporary file is left.

    Examples
    --------
    >>> folder = tempfile.TemporaryDirectory()
    >>> target = Path(folder.name, "note.txt")
    >>> atomic_write(target, b"ready")
    >>> target.read_bytes()
    b'ready'
    >>> folder.cleanup()
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str], *, folder: Path | None = None) -> Iterator[Path]:
    r"""Give an empty file beside a target, which takes the target's name when the block ends well.

    For files that are written piece by piece, or by another library. It has the target's ending.

    Parameters
    ----------
    path : str or os.PathLike
        The file to write; its folder must exist.
    folder : Path, optional
        Where the file lies meanwhile, on the same file system; beside the target if not given.

    Yields
    ------
    Path
        Where to write.

    Raises
    ------
    WriteFailed
        The file could not be written; the target is as it was before and no temporary file is left.

    Examples
    --------
    >>> folder = tempfile.TemporaryDirectory()
    >>> target = Path(folder.name, "note.txt")
    >>> with replacing(target) as temporary, temporary.open("w") as stream:
    ...     for word in ("ready", "steady"):
    ...         print(word, file=stream)
    >>> target.read_text()
    'ready\nsteady\n'
    >>> folder.cleanup()
    """
    # A link keeps pointing where it points: the file behind it is replaced.
    target = Path(os.path.realpath(path))
    with _said_of(path):
        if target.is_dir():
            raise IsADirectoryError(f"{target.name} is a folder")
        temporary = _beside(target, folder)
        try:
            yield temporary
            _sync(temporary)
            temporary.chmod(_mode_for(target))
            temporary.replace(target)
        except BaseException:
            _drop(temporary)
            raise
        _sync_folder(target.parent)


def make_folder(path: Path) -> None:
    """Make a folder where there is none yet.

    Parameters
    ----------
    path : Path
        The folder; the one that holds it must exist.

    Raises
    ------
    WriteFailed
        It could not be made.

    Examples
    --------
    >>> around = tempfile.TemporaryDirectory()
    >>> make_folder(Path(around.name, "new"))
    >>> Path(around.name, "new").is_dir()
    True
    >>> around.cleanup()
    """
    with _said_of(path):
        path.mkdir(exist_ok=True)


def replace_folder(folder: Path, target: Path) -> None:
    """Put a finished folder in the place of another, which is removed.

    Parameters
    ----------
    folder : Path
        What is finished; on the same disk as the target.
    target : Path
        Its name from now on.

    Raises
    ------
    WriteFailed
        It could not be moved; the target is as it was before.

    Examples
    --------
    >>> around = tempfile.TemporaryDirectory()
    >>> new, target = Path(around.name, "new"), Path(around.name, "target")
    >>> new.mkdir()
    >>> replace_folder(new, target)
    >>> target.is_dir(), new.exists()
    (True, False)
    >>> around.cleanup()
    """
    with _said_of(target):
        if not target.exists():
            folder.rename(target)
        elif exchange(folder, target):
            shutil.rmtree(folder)
        else:  # two steps: whoever is killed between them finds the old one under its other name
            old = target.with_name(f".{target.name}.{os.getpid()}.old")
            target.rename(old)
            try:
                folder.rename(target)
            except BaseException:
                old.rename(target)
                raise
            shutil.rmtree(old)
        _sync_folder(target.parent)


@contextlib.contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside a target, which takes the target's name when the block ends well.

    Parameters
    ----------
    target : Path
        The folder to write; the one that holds it must exist. What is in it goes.

    Yields
    ------
    Path
        Where to write.

    Raises
    ------
    WriteFailed
        The folder could not be written; the target is as it was before and nothing else is left.

    Examples
    --------
    >>> around = tempfile.TemporaryDirectory()
    >>> target = Path(around.name, "target")
    >>> with replacing_folder(target) as temporary:
    ...     _ = Path(temporary, "note.txt").write_text("ready")
    >>> [file.name for file in target.iterdir()]
    ['note.txt']
    >>> around.cleanup()
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    make_folder(temporary)
    try:
        with _said_of(target):
            yield temporary
        replace_folder(temporary, target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def refuse_strangers(folder: str | os.PathLike[str], known: Collection[str], what: str) -> None:
    """Refuse to replace a folder that holds anything but what is known.

    Parameters
    ----------
    folder : str or os.PathLike
        What is to be replaced; it need not be there.
    known : collection of str
        Names that may be in it.
    what : str
        What they are parts of, such as ``"a dataset"``.

    Raises
    ------
    InvalidArgument
        If it is a file, or something else is in it; the sentence names that.

    Examples
    --------
    >>> refuse_strangers("nowhere", {"dataset.json"}, "a dataset")
    """
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise InvalidArgument(f"{folder} is a file; {what} is written to a folder: name another.")
    found = {entry.name for entry in place.iterdir()} if place.exists() else set()
    if strangers := sorted(found - set(known)):
        raise InvalidArgument(
            f"{folder} holds {strangers[0]!r}, which is no part of {what}; name a new or empty folder."
        )


@contextlib.contextmanager
def _said_of(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the system says into a sentence about the target."""
    try:
        yield
    except GeoDataError:
        raise
    except OSError as error:
        raise WriteFailed(f"{path} could not be written: {_reason(error)} It is as it was before.") from error


def _beside(target: Path, folder: Path | None = None) -> Path:
    handle, name = tempfile.mkstemp(
        dir=folder or target.parent, prefix=f".{target.stem[:40]}.", suffix=f".tmp{target.suffix}"
    )
    os.close(handle)
    return Path(name)


def _drop(temporary: Path) -> None:
    """Remove a temporary file, and what a library wrote beside it under its name."""
    with contextlib.suppress(OSError):
        for left in temporary.parent.iterdir():
            if left.name.startswith(temporary.name):
                left.unlink()


def _sync(file: Path) -> None:
    """Let the content reach the disk before the name does."""
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _mode_for(target: Path) -> int:
    """Keep the target's permissions; a new file gets what the user's mask allows."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk, where the system can do that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    """Say what stands in the way and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return "its folder does not exist. Create the folder first."
    if isinstance(error, IsADirectoryError):
        return "it is a folder. Name a file in it."
    if isinstance(error, FileExistsError):
        return "there is a file of that name. Move it, or choose another name."
    if isinstance(error, PermissionError):
        return "you may not write there. Choose another folder or change its permissions."
    return f"{error.strerror or error}."
