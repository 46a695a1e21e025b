"""Files made faulty, the same for the same seed: byte by byte, piece by piece, and member by member.

Pure. `mutant` takes any bytes; what is JSON is mostly changed as such, so that it gets past the parser.
"""

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

_RAW: Final = "\ue000"
"""Stands around what is put into a JSON text as it is."""

NUMBERS: Final = (
    *("1e400", "-1e400", "-0", "-0.0", "NaN", "-Infinity", "1e-400", "5e-324", "1.7976931348623157e308"),
    *("9223372036854775808", "-9223372036854775809", "18446744073709551616", "9007199254740993"),
    *(
        "180.0000000001",
        "-180",
        "90",
        "90.0000001",
        "1E5",
        "01",
        "1.",
        ".5",
        "+1",
        "0x10",
        "9" * 400,
        "9" * 5000,
    ),
)
TEXTS: Final = (
    *("", "\0", "\ud800", "\u2028", "\ufeff", "\U0010ffff", "\u202e", "a" * 5000, "é" * 70_000, "🜨"),
    *(
        "{{ 7*7 }}",
        "{% raw %}",
        "${7*7}",
        "</script><script>alert(1)</script>",
        "<!--atlas:x-->",
        "<![CDATA[",
    ),
    *("=1+1", "../../etc/passwd", "/vsicurl/http://example.org/", "http://[::1", "javascript:alert(1)"),
    *("__proto__", "2025-02-30", "2025-W53", "99999999-01-01", "2025-01-01/..", "-0001", "0000-00-00"),
    *("Point", "FeatureCollection", "null", "NaN", "[" * 200, "{" * 200, "GEOMETRYCOLLECTION(" * 200),
    *('{"a":' * 300, "un", "ZZ", "POINT (1e400 5)"),
)
NAMES: Final = (
    *("id", "type", "geometry", "coordinates", "properties", "features", "bbox", "crs", "extra", "claims"),
    *("kind", "start", "end", "title", "name", "names", "owners", "capacity", "uncertainty_m", "sources"),
    *("interception", "countries", "country", "facility_ids", "date", "status", "length_km", "lon", "lat"),
    *("__proto__", "constructor", "", "\0", "a/b~c", "feature-0", "computed_under", "geometries", "value"),
)


def mutant(draws: random.Random, originals: Sequence[bytes], *, most: int = 3) -> bytes:
    """Make a file faulty.

    Parameters
    ----------
    draws : Random
        Decides all.
    originals : sequence of bytes
        Files to begin with.
    most : int
        How many changes are made at most.
    """
    data = draws.choice(originals)
    for _ in range(draws.randint(1, most)):
        if draws.random() < 0.6 and (changed := _in_structure(draws, data)) is not None:
            data = changed
        else:
            data = draws.choice(BYTES)(draws, data, originals)
    return data


def _flipped(draws: random.Random, data: bytes, originals: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(draws.choice((1, 1, 2, 8))):
        if changed:
            changed[draws.randrange(len(changed))] ^= 1 << draws.randrange(8)
    return bytes(changed)


def _cut_off(draws: random.Random, data: bytes, originals: Sequence[bytes]) -> bytes:
    return data[: draws.randrange(len(data) + 1)]


def _stretch(draws: random.Random, data: bytes) -> slice:
    start = draws.randrange(len(data) + 1)
    return slice(start, start + draws.choice((1, 4, 16, 64, 1024)))


def _left_out(draws: random.Random, data: bytes, originals: Sequence[bytes]) -> bytes:
    part = _stretch(draws, data)
    return data[: part.start] + data[part.stop :]


def _doubled(draws: random.Random, data: bytes, originals: Sequence[bytes]) -> bytes:
    part = _stretch(draws, data)
    return data[: part.stop] + data[part] * draws.choice((1, 1, 3, 40)) + data[part.stop :]


def _spliced(draws: random.Random, data: bytes, originals: Sequence[bytes]) -> bytes:
    other = draws.choice(originals)
    return data[: draws.randrange(len(data) + 1)] + other[draws.randrange(len(other) + 1) :]


def _hard_number(draws: random.Random, data: bytes, originals: Sequence[bytes]) -> bytes:
    places = list(re.finditer(rb"-?\d+(?:\.\d+)?", data[:200_000]))
    if not places:
        return _flipped(draws, data, originals)
    place = draws.choice(places)
    return data[: place.start()] + draws.choice(NUMBERS).encode() + data[place.end() :]


def _put_in(draws: random.Random, data: bytes, originals: Sequence[bytes]) -> bytes:
    at = draws.randrange(len(data) + 1)
    text = draws.choice((*TEXTS, "[" * 100_000, "\0" * 100, "\r\n", ",", '"', "\\ud800", "\xff"))
    return data[:at] + text.encode("utf-8", "surrogatepass") + data[at:]


BYTES: Final[tuple[Callable[[random.Random, bytes, Sequence[bytes]], bytes], ...]] = (
    *(_flipped, _cut_off, _left_out, _doubled, _spliced, _hard_number, _hard_number, _put_in),
)


def _in_structure(draws: random.Random, data: bytes) -> bytes | None:
    """Change JSON at one place; None where it is none."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    places = list(_places(content))
    if not places:
        return None
    holder, key = draws.choice(places)
    draws.choice(PLACES)(draws, holder, key)
    try:
        text = json.dumps(content, ensure_ascii=draws.random() < 0.3)
    except (ValueError, RecursionError):
        return None
    return re.sub(f'"(?:{_RAW}|\\\\ue000)(.*?)(?:{_RAW}|\\\\ue000)"', r"\1", text).encode(
        "utf-8", "surrogatepass"
    )


def _places(content: Any) -> list[tuple[Any, Any]]:
    """All values of a document, each as what holds it and its name or index there."""
    found: list[tuple[Any, Any]] = []
    waiting = [content]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict | list):
            keys = list(holder) if isinstance(holder, dict) else range(len(holder))
            found += [(holder, key) for key in keys]
            waiting += [holder[key] for key in keys]
    return found


def _drop(draws: random.Random, holder: Any, key: Any) -> None:
    del holder[key]


def _double(draws: random.Random, holder: Any, key: Any) -> None:
    if isinstance(holder, list):
        holder[key:key] = [holder[key]] * draws.choice((1, 1, 2, 50))
    else:
        holder[f"{key}"], holder[draws.choice(NAMES)] = holder[key], holder[key]


def _retype(draws: random.Random, holder: Any, key: Any) -> None:
    value = holder[key]
    forms: tuple[Callable[[], Any], ...] = (
        lambda: [value],
        lambda: {draws.choice(NAMES): value},
        lambda: json.dumps(value)[:2000],
        *(lambda: None, lambda: True, list, dict, lambda: "", lambda: 0, lambda: 2.5),
        lambda: list(value.values()) if isinstance(value, dict) else value,
    )
    holder[key] = draws.choice(forms)()


def _harden(draws: random.Random, holder: Any, key: Any) -> None:
    raw = draws.random() < 0.5
    holder[key] = f"{_RAW}{draws.choice(NUMBERS)}{_RAW}" if raw else draws.choice(TEXTS)


def _rename(draws: random.Random, holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder[draws.choice((*NAMES, *TEXTS))] = holder.pop(key)
    else:
        holder.reverse()


def _swap(draws: random.Random, holder: Any, key: Any) -> None:
    other = draws.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    holder[key], holder[other] = holder[other], holder[key]


def _bury(draws: random.Random, holder: Any, key: Any) -> None:
    value = holder[key]
    for _ in range(draws.choice((1, 5, 110, 122, 126, 130, 300))):
        value = [value] if draws.random() < 0.5 else {"a": value}
    holder[key] = value


PLACES: Final[tuple[Callable[[random.Random, Any, Any], None], ...]] = (
    *(_drop, _double, _retype, _retype, _harden, _harden, _rename, _swap, _bury),
)
