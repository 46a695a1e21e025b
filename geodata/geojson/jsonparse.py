"""A strict JSON parser (RFC 8259) that hands over the features of a collection in batches. Pure.

The C scanner of the standard library does the work; this room refuses what that scanner lets pass (names
that occur twice, NaN, Infinity) and keeps the parse of a large collection from ever standing in memory
whole.
"""

import re
from collections.abc import Callable
from json import JSONDecodeError, JSONDecoder
from typing import Any

from geodata.geojson.duplicates import duplicate_fault, first_duplicate
from geodata.geojson.remarks import FileFault, step
from geodata.geojson.syntax import constant_fault, long_number_fault, nesting_fault, syntax_fault

Take = Callable[[list[Any], int, int], None]
"""Receives a batch of the root's ``features``, the index of its first one, and the characters it took."""

STREAMED = object()
"""Stands for the root's ``features`` where they went to `Take`."""

_BATCH = 1 << 18  # characters
_SPACE = re.compile(r"[ \t\n\r]*")
BETWEEN_FEATURES = (
    r"\}[ \t\n\r]*,[ \t\n\r]*(?=\{[ \t\n\r]*\"type\"[ \t\n\r]*:[ \t\n\r]*\"Feature\"[ \t\n\r]*[,}])"
)
"""Matches the end of a feature and the comma after it, or what looks like these inside of a string."""

_NEXT_FEATURE = re.compile(BETWEEN_FEATURES)


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


def parse_elements(text: str) -> list[Any] | None:
    """Parse the inside of an array in one go.

    Parameters
    ----------
    text : str
        Values with commas between them.

    Returns
    -------
    list or None
        The values; None where something is wrong with them, which a parse of the whole document then places.

    Examples
    --------
    >>> parse_elements('1, {"a": 2}'), parse_elements('{"a": 1, "a": 2}')
    ([1, {'a': 2}], None)
    """
    try:
        elements: list[Any] = _DECODER.decode(f"[{text}]")
    except (ValueError, RecursionError, _DuplicateName, _Constant):
        return None
    return elements


def parse_opening(text: str) -> int | None:
    """Find where the elements of the root's ``features`` begin.

    Parameters
    ----------
    text : str
        The beginning of a document.

    Returns
    -------
    int or None
        The position behind the bracket; None where there is no such array before the end of the text or the
        first fault.

    Examples
    --------
    >>> parse_opening('{"type": "FeatureCollection", "features": [{"ty')
    43
    """
    try:
        _Opening(text, lambda batch, index, chars: None).root()
    except _Opened as opened:
        return opened.position
    except FileFault:
        pass
    return None


def parse_closing(text: str, take: Take) -> int:
    """Parse the last elements of an array.

    Parameters
    ----------
    text : str
        The rest of a document, from an element of the array on.
    take : callable
        Receives the elements, batch after batch.

    Returns
    -------
    int
        The position behind the bracket.

    Raises
    ------
    FileFault
        As for `parse_document`.

    Examples
    --------
    >>> parse_closing('1, 2], "name": "a"}', take=print)
    [1, 2] 0 4
    5
    """
    return _Parser(text, take).elements(0)


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
                raise duplicate_fault(name, pointer)
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
        return position + 1 if self.text.startswith("]", position) else self.elements(position)

    def elements(self, position: int) -> int:
        """Hand over the elements of an array from `position` on; return the position after it.

        Raises
        ------
        FileFault
            If the text is no JSON, or has a name twice.
        """
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
            elements = parse_elements(self.text[start:end])
            if elements is not None:
                return elements, self.skip(end)
        # One by one, the fault gets its place.
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
            raise first_duplicate(self.text, start, pointer) from None
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


class _Opened(Exception):
    """The root's features begin here."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position


class _Opening(_Parser):
    def features(self, start: int) -> int:
        raise _Opened(start + 1)
