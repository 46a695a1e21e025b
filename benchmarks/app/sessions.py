"""Many readers at once: each a connection of its own, that acts every few seconds as a browser would."""

import asyncio
import dataclasses
import random
import time
from collections.abc import Sequence

from benchmarks.app.connection import TOO_LARGE, Connection, Shown, connected
from geodata.jsontext import to_json

_REFUSED = "The files could not be opened."
_BEYOND_MB = 51
_UPLOADS_EVERY = 5


@dataclasses.dataclass(slots=True)
class Reader:
    """One session, and what it met.

    Parameters
    ----------
    word : str
        What it looks for, and what its own file is titled with: no other session does.
    reruns_s : list of float
        How long each rerun took, with the file that was handed over before it.
    uploads_s : list of float
        Of these, those with a file.
    errors : list of str
        Exceptions that the app showed; files that were opened though they are none, or refused wrongly.
    strange : list of str
        Words of other sessions that it was shown.
    """

    word: str
    reruns_s: list[float] = dataclasses.field(default_factory=list)
    uploads_s: list[float] = dataclasses.field(default_factory=list)
    errors: list[str] = dataclasses.field(default_factory=list)
    strange: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Files:
    """What readers hand over.

    Parameters
    ----------
    bad : sequence of tuple of str and bytes
        Names and contents of files that must be refused with a sentence.
    faulty : sequence of tuple of str and bytes
        Of files with a fault in them, of which the rest may be opened.
    """

    bad: Sequence[tuple[str, bytes]] = ()
    faulty: Sequence[tuple[str, bytes]] = ()


async def readers(
    address: str, *, count: int, seconds: float, every_s: float, files: Files | None = None
) -> list[Reader]:
    """Have sessions act for a while, each at a pace of its own.

    Parameters
    ----------
    address : str
        Where the app answers.
    count : int
        How many.
    seconds : float
        How long.
    every_s : float
        How often each acts.
    files : Files, optional
        What they hand over now and then; nothing if not given.

    Returns
    -------
    list of Reader
        What each met.
    """
    found = [Reader(f"reader{number:03d}") for number in range(count)]
    words = {one.word for one in found}
    await asyncio.gather(*(_read(address, one, words, seconds, every_s, files) for one in found))
    return found


async def _read(
    address: str, reader: Reader, words: set[str], seconds: float, every_s: float, files: Files | None
) -> None:
    chance = random.Random(reader.word)
    await asyncio.sleep(chance.uniform(0, every_s))
    async with connected(address) as connection:
        _look(await connection.run(), reader, words)
        until = time.monotonic() + seconds
        turn = chance.randrange(20)
        while time.monotonic() < until:
            await asyncio.sleep(chance.uniform(0.6, 1.4) * every_s)
            turn += 1
            begun = time.monotonic()
            await _act(connection, reader, words, turn, chance, files)
            reader.reruns_s.append(time.monotonic() - begun)
            if files is not None and not turn % _UPLOADS_EVERY:
                reader.uploads_s.append(reader.reruns_s[-1])


async def _act(
    connection: Connection,
    reader: Reader,
    words: set[str],
    turn: int,
    chance: random.Random,
    files: Files | None,
) -> None:
    """Look for a word or for all; of twenty times, hand over two bad files, a faulty one and one's own."""
    await connection.take_back()
    fields = {"Words": reader.word if turn % 2 else ""}
    if files is None or turn % _UPLOADS_EVERY:
        _look(await connection.run(fields=fields), reader, words)
        return
    kind = turn // _UPLOADS_EVERY % 4
    if kind == 1 and files.faulty:
        await connection.hand_over(*chance.choice(files.faulty))
        _look(await connection.run(fields=fields), reader, words)
    elif kind == 3:
        await connection.hand_over(f"{reader.word}.geojson", _own_file(reader.word))
        shown = await connection.run(fields=fields)
        _look(shown, reader, words)
        if _REFUSED in shown.texts:
            reader.errors.append("a good file was refused")
    else:
        await _hand_over_bad(connection, reader, words, chance, files)


async def _hand_over_bad(
    connection: Connection, reader: Reader, words: set[str], chance: random.Random, files: Files
) -> None:
    """Hand over a file that is none, or one beyond the limit: the first by far more often."""
    if chance.random() < 1 / 50:
        if await connection.hand_over("beyond.geojson", b" " * (_BEYOND_MB << 20)) != TOO_LARGE:
            reader.errors.append("a file beyond the limit was taken")
        _look(await connection.run(), reader, words)
        return
    name, content = chance.choice(files.bad)
    status = await connection.hand_over(name, content)
    shown = await connection.run()
    _look(shown, reader, words)
    if status != 204 or _REFUSED not in shown.texts:
        reader.errors.append(f"{name}: {status}, not refused with a sentence")


def _own_file(word: str) -> bytes:
    """Write an incident that holds a reader's word."""
    properties = {"title": f"Fire {word}", "kind": "fire", "start": "2025-02-03"}
    geometry = {"type": "Point", "coordinates": [30.5, 50.4]}
    feature = {"type": "Feature", "id": word, "geometry": geometry, "properties": properties}
    return to_json({"type": "FeatureCollection", "features": [feature]})


def _look(shown: Shown, reader: Reader, words: set[str]) -> None:
    reader.errors += shown.exceptions
    others = [word.encode() for word in words - {reader.word}]
    for raw in shown.raw:
        # All words begin alike, so most messages need to be looked through once.
        if b"reader" in raw:
            reader.strange += [word.decode() for word in others if word in raw]
