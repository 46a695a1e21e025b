"""A strict JSON parser (RFC 8259) that hands over the features of a collection in batches. Pure.

The C scanner of the standard library does the work; this room refuses what that scanner lets pass (names
that occur twice, NaN, Infinity) and keeps the parse of a large collection from ever standing in memory
whole.
"""

import re
from collections.abc import Callable, Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any

from geodata.geojson.remarks import FileFault, quoted, step
from geodata.geojson.syntax import constant_fault, long_number_fault, syntax_fault

Take = Callable[[list[Any], int, int], None]
"""Receives a batch of the root's ``features``, the index of its first one, and the characters it took."""

STREAMED = object()
"""Stands for the root's ``features`` where they went to `Take`."""

_BATCH = 1 << 18  # characters
_SPACE = re.compile(r"[ \t\n\r]*")
_NEXT_FEATURE = re.compile(
    r"\}[ \t\n\r]*,[ \t\n\r]*(?=\{[ \t\n\r]*\"type\"[ \t\n\r]*:[ \t\n\r]*\"Feature\"[ \t\n\r]*[,}])"
)


class _DuplicateName(Exception):
    """An object has the same name twice."""


class _Constant(Exception):
    """NaN, Infinity or -Infinity."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _DuplicateName
    return members


def _refuse_constant(name: str) -> None:
    raise _Constant(name)


_DECODER = JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse_constant)


def parse_document(text: str, take: Take) -> Any:
    """Parse one JSON document.

    Parameters
    ----------
    text : str
        The document.
    take : callable
        Receives the elements of a ``features`` array of the root object, batch after batch.

    Returns
    -------
    object
        The root value. In a root object, ``features`` is `STREAMED` where `take` received them.

    Raises
    ------
    FileFault
        The text is not JSON, has an object with the same name twice, or is nested too deep to parse.

    Examples
    --------
    >>> parse_document('{"type": "Feature", "id": 1}', take=print)
    {'type': 'Feature', 'id': 1}
    >>> root = parse_document('{"features": [1, 2]}', take=print)
    [1, 2] 0 4
    """
    parser = _Parser(text, take)
    root, end = parser.root()
    _require_end(text, end)
    return root


def parse_value(text: str) -> Any:
    """Parse one JSON document in one piece.

    Parameters
    ----------
    text : str
        The document.

    Returns
    -------
    object
        Its value.

    Raises
    ------
    FileFault
        The text is not JSON, has an object with the same name twice, or is nested too deep to parse.

    Examples
    --------
    >>> parse_value("[1, 2.5]")
    [1, 2.5]
    """
    parser = _Parser(text, lambda batch, index, chars: None)
    value, end = parser.value(parser.skip(0), "")
    _require_end(text, parser.skip(end))
    return value


def _require_end(text: str, end: int) -> None:
    if end != len(text):
        raise syntax_fault(text, JSONDecodeError("Extra data", text, end))


class _Parser:
    def __init__(self, text: str, take: Take) -> None:
        self.text = text
        self.take = take

    def root(self) -> tuple[Any, int]:
        start = self.skip(0)
        if self.text.startswith("{", start):
            return self.root_object(start)
        root, end = self.value(start, "")
        return root, self.skip(end)

    def root_object(self, start: int) -> tuple[dict[str, Any], int]:
        """Read the outermost object, member by member; give it and the position behind it.

        Raises
        ------
        FileFault
            If the text is no JSON, or a name stands twice.
        """
        members: dict[str, Any] = {}
        position = self.skip(start + 1)
        if self.text.startswith("}", position):
            return members, self.skip(position + 1)
        while True:
            name, position = self.name(position)
            pointer = step("", name)
            if name in members:
                raise _duplicate_fault(name, pointer)
            if name == "features" and self.text.startswith("[", position):
                members[name], position = STREAMED, self.features(position)
            else:
                members[name], position = self.value(position, pointer)
            position = self.skip(position)
            if self.text.startswith("}", position):
                return members, self.skip(position + 1)
            position = self.skip(self.expect(",", position))

    def name(self, position: int) -> tuple[str, int]:
        if not self.text.startswith('"', position):
            self.fail("Expecting property name enclosed in double quotes", position)
        name, position = self.value(position, "")
        return name, self.skip(self.expect(":", self.skip(position)))

    def features(self, start: int) -> int:
        """Hand over the elements of the array at `start`; return the position after it."""
        position = self.skip(start + 1)
        if self.text.startswith("]", position):
            return position + 1
        index = 0
        while True:
            batch, end = self.batch(position, index)
            self.take(batch, index, end - position)
            position = end
            index += len(batch)
            if self.text.startswith("]", position):
                return position + 1
            position = self.skip(self.expect(",", position))

    def batch(self, start: int, index: int) -> tuple[list[Any], int]:
        """Parse elements from `start`; return them and the position of the comma or bracket after them.

        A slice up to a likely boundary between two features is parsed in one go. That it parses as the
        inside of an array proves the boundary, since a JSON text can be read in one way only.
        """
        boundary = _NEXT_FEATURE.search(self.text, start + _BATCH, start + 2 * _BATCH)
        if boundary:
            end = boundary.start() + 1
            try:
                return _DECODER.decode(f"[{self.text[start:end]}]"), self.skip(end)
            except (ValueError, RecursionError, _DuplicateName, _Constant):
                pass  # one by one, the fault gets its place
        return self.one_by_one(start, index)

    def one_by_one(self, start: int, index: int) -> tuple[list[Any], int]:
        elements: list[Any] = []
        position = start
        while True:
            element, position = self.value(position, f"/features/{index + len(elements)}")
            elements.append(element)
            position = self.skip(position)
            if position - start > _BATCH or not self.text.startswith(",", position):
                return elements, position
            position = self.skip(position + 1)

    def value(self, start: int, pointer: str) -> tuple[Any, int]:
        """Read one value; give it and the position behind it.

        Raises
        ------
        FileFault
            If it is no JSON, has a name twice, stands too deep, or is a number that JSON does not know.
        """
        try:
            return _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as error:
            raise syntax_fault(self.text, error) from None
        except _DuplicateName:
            raise _first_duplicate(self.text, start, pointer) from None
        except _Constant as error:
            raise constant_fault(self.text, start, str(error)) from None
        except RecursionError:
            raise nesting_fault() from None
        except ValueError:  # the interpreter's bound on the digits of an integer
            raise long_number_fault(self.text, start) from None

    def skip(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def expect(self, sign: str, position: int) -> int:
        if not self.text.startswith(sign, position):
            self.fail(f"Expecting '{sign}' delimiter", position)
        return position + 1

    def fail(self, message: str, position: int) -> None:
        """Refuse the text at a position.

        Raises
        ------
        FileFault
            Always.
        """
        raise syntax_fault(self.text, JSONDecodeError(message, self.text, position))


def nesting_fault() -> FileFault:
    """Say that arrays or objects stand too deep in one another.

    Returns
    -------
    FileFault
        To be raised by the caller.

    Examples
    --------
    >>> print(nesting_fault().message)
    arrays or objects are nested too deep.
    """
    return FileFault("nesting", "", "arrays or objects are nested too deep.", "Is the file damaged?")


class _Pairs(list[tuple[str, Any]]):
    """An object as the list of its members, so that a name can occur twice."""


def _first_duplicate(text: str, start: int, pointer: str) -> FileFault:
    """Find the first name that an object has twice, in the value at `start`."""
    try:
        value, _ = JSONDecoder(object_pairs_hook=_Pairs).raw_decode(text, start)
        found, name = next(_duplicates(value, pointer))
    except JSONDecodeError as error:  # further on the text is not JSON at all
        return syntax_fault(text, error)
    except RecursionError:
        return nesting_fault()
    except ValueError:
        return long_number_fault(text, start)
    return _duplicate_fault(name, found)


def _duplicates(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, _Pairs):
        seen: set[str] = set()
        for name, member in value:
            if name in seen:
                yield step(pointer, name), name
            seen.add(name)
            yield from _duplicates(member, step(pointer, name))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from _duplicates(element, step(pointer, index))


def _duplicate_fault(name: str, pointer: str) -> FileFault:
    message = (
        f"the name {quoted(name)} stands twice in one object, so its value is uncertain (RFC 8259 section 4)."
    )
    return FileFault("duplicate-name", pointer, message, "Keep one of them.")
