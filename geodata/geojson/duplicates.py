"""Finding a name that an object has twice. Pure; used when the parser has already seen that there is one."""

from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any

from geodata.geojson.remarks import FileFault, quoted, step
from geodata.geojson.syntax import long_number_fault, nesting_fault, syntax_fault


class _Pairs(list[tuple[str, Any]]):
    """An object as the list of its members, so that a name can occur twice."""


def first_duplicate(text: str, start: int, pointer: str) -> FileFault:
    """Find the first name that an object has twice, in the value at `start`.

    Parameters
    ----------
    text : str
        The whole text.
    start : int
        Where the value begins.
    pointer : str
        Its JSON pointer.

    Returns
    -------
    FileFault
        To be raised by the caller; about what is no JSON, where that comes first.

    Examples
    --------
    >>> first_duplicate('[{"a": 1, "a": 2}]', 0, "").pointer
    '/0/a'
    """
    try:
        value, _ = JSONDecoder(object_pairs_hook=_Pairs).raw_decode(text, start)
        found, name = next(_duplicates(value, pointer))
    except JSONDecodeError as error:  # further on the text is not JSON at all
        return syntax_fault(text, error)
    except RecursionError:
        return nesting_fault()
    except ValueError:
        return long_number_fault(text, start)
    return duplicate_fault(name, found)


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


def duplicate_fault(name: str, pointer: str) -> FileFault:
    """Say that an object has a name twice.

    Parameters
    ----------
    name : str
        The name.
    pointer : str
        JSON pointer to it.

    Returns
    -------
    FileFault
        To be raised by the caller.

    Examples
    --------
    >>> print(duplicate_fault("a", "/a").message)
    the name 'a' stands twice in one object, so its value is uncertain (RFC 8259 section 4).
    """
    message = (
        f"the name {quoted(name)} stands twice in one object, so its value is uncertain (RFC 8259 section 4)."
    )
    return FileFault("duplicate-name", pointer, message, "Keep one of them.")
