"""Explaining why a text is not JSON, with line and column. Pure; used when parsing has already failed."""

import re
from json import JSONDecodeError

from geodata.geojson.remarks import FileFault, quoted
from geodata.jsontext import DEEPEST

_STRING = r'"(?:[^"\\]|\\.)*"'
_CONSTANT = re.compile(_STRING + r"|(-?Infinity|NaN)", re.DOTALL)
_LONG_NUMBER = re.compile(_STRING + r"|(-?[0-9]{1000,})", re.DOTALL)
_WORD = re.compile(r"[+-]?[A-Za-z_][\w-]*")
_SPACE = " \t\r\n"


def syntax_fault(text: str, error: JSONDecodeError) -> FileFault:
    """Say where the text stops being JSON (RFC 8259), what stands there and what to do.

    Parameters
    ----------
    text : str
        The whole text.
    error : json.JSONDecodeError
        What the parser said, with its position in `text`.

    Returns
    -------
    FileFault
        To be raised by the caller.

    Examples
    --------
    >>> import json
    >>> try:
    ...     json.loads('{"a": 1,}')
    ... except JSONDecodeError as error:
    ...     print(syntax_fault('{"a": 1,}', error).message)
    line 1, column 9: not JSON: there is a comma after the last value.
    """
    what, hint = _explain(text, error)
    return FileFault("json-syntax", "", f"{_place(text, error.pos)}: not JSON: {what}.", hint)


def constant_fault(text: str, start: int, name: str) -> FileFault:
    """Say where a value such as NaN stands, which JSON does not have (RFC 8259 section 6).

    Parameters
    ----------
    text : str
        The whole text.
    start : int
        Where the value begins in which it stands.
    name : str
        What stands there.

    Returns
    -------
    FileFault
        To be raised by the caller.

    Examples
    --------
    >>> print(constant_fault('[1, NaN]', 0, "NaN").message)
    line 1, column 5: NaN is not JSON.
    """
    place = _place(text, _first(_CONSTANT, text, start))
    return FileFault(
        "json-syntax", "", f"{place}: {name} is not JSON.", "Write null where a value is missing."
    )


def long_number_fault(text: str, start: int) -> FileFault:
    """Say where an integer with thousands of digits stands.

    Parameters
    ----------
    text, start
        As for `constant_fault`.

    Returns
    -------
    FileFault
        To be raised by the caller.

    Examples
    --------
    >>> print(long_number_fault("[" + "9" * 5000 + "]", 0).message)
    line 1, column 2: a number has more than 4,300 digits.
    """
    place = _place(text, _first(_LONG_NUMBER, text, start))
    return FileFault(
        "number-size", "", f"{place}: a number has more than 4,300 digits.", "Is the file damaged?"
    )


def nesting_fault(most: int = DEEPEST) -> FileFault:
    """Say that arrays or objects stand too deep in one another.

    Parameters
    ----------
    most : int
        How deep they may stand.

    Returns
    -------
    FileFault
        To be raised by the caller.

    Examples
    --------
    >>> print(nesting_fault().message)
    arrays or objects are nested more than 128 deep.
    """
    message = f"arrays or objects are nested more than {most} deep."
    return FileFault("nesting", "", message, "Is the file damaged, or made to do harm? Export it again.")


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}"


def _first(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Find the first match outside strings."""
    return next((match.start() for match in pattern.finditer(text, start) if match.group(1)), start)


def _explain(text: str, error: JSONDecodeError) -> tuple[str, str]:
    position = error.pos
    here = text[position : position + 1]
    before = text[max(0, position - 1000) : position].rstrip(_SPACE)[-1:]
    word = _WORD.match(text, position)
    if error.msg == "Extra data":
        return _explain_extra(text, position)
    if error.msg.startswith("Unterminated string") or not text[position:].strip(_SPACE):
        return "the text ends in the middle of a value", "Was the download or the export cut short?"
    if error.msg.startswith("Invalid control character"):
        return "a string holds a control character or a line break", r"Write a line break as \n."
    if error.msg.startswith("Invalid"):
        return f"a string holds an unknown escape ({error.msg})", r"Write a backslash as \\."
    if here in "]}" and before == ",":
        return "there is a comma after the last value", "Remove the comma."
    if text.startswith(("//", "/*", "#"), position):
        return "there is a comment, which JSON does not have", "Remove the comments."
    if here in "'‘’“”":
        return f"text is quoted with {here}", 'Put text and names in straight double quotes (").'
    if word:
        return (
            f"{quoted(word.group())} is not a value",
            "Put text in quotes; values are true, false and null.",
        )
    return f"{_expectation(error.msg)}, but got {here!r}", "Export the file again as GeoJSON."


def _expectation(message: str) -> str:
    return message.replace("Expecting", "expected").replace(
        "property name enclosed in double quotes", "a quoted name"
    )


def _explain_extra(text: str, position: int) -> tuple[str, str]:
    rest = text[position : position + 100]
    if rest.startswith("\x00"):
        return "the text is followed by zero bytes", "Was the file damaged when it was copied?"
    if rest.startswith(("{", "\x1e")):
        hint = "If each line is a feature (newline-delimited GeoJSON), put them into one FeatureCollection."
        return "a second JSON document follows the first", hint
    return f"text follows the end of the JSON document: {rest[:20]!r}", "Remove what follows the last '}'."
