"""Addresses of databases, out of sight: what a command is started with, the system shows to everybody."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Final

DATASET: Final = "MAPAPP_DATASET"
"""The environment variable that names a dataset; only its owner can look into a process's environment."""

ADDRESSES: Final = "MAPAPP_ADDRESSES"
"""The one in which a command that starts itself anew hands itself what stood among its arguments."""

HIDDEN: Final = "postgresql://hidden"
_SECRET: Final = re.compile(r"postgres(?:ql)?(?:\+\w+)?:(?=.*:.*@|.*password).*", re.IGNORECASE | re.DOTALL)


def own_arguments() -> list[str]:
    """Give what this command was started with; the passwords in it are not to be seen from here on.

    Where one stands among the arguments, the command starts itself anew as the same process, with the address
    in its environment: that costs some tenths of a second.

    Returns
    -------
    list of str
        Its arguments.
    """
    arguments = sys.argv[1:]
    handed = os.environ.pop(ADDRESSES, None)  # processes that this one starts are not told
    if handed is not None:
        return with_addresses(arguments, handed)
    shown, addresses = without_addresses(arguments)
    before = sys.orig_argv[1 : len(sys.orig_argv) - len(arguments)]
    if addresses and os.name == "posix" and sys.orig_argv[1:] == [*before, *arguments]:
        started: Mapping[str, str] = {**os.environ, ADDRESSES: json.dumps(addresses)}
        os.execve(sys.executable, [sys.executable, *before, *shown], started)
    return arguments


def without_addresses(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Put a word in the place of each address in which a password may stand.

    Parameters
    ----------
    arguments : sequence of str
        Of a command.

    Returns
    -------
    shown : list of str
        The arguments, fit to be seen.
    addresses : list of str
        What was taken out, in order.

    Examples
    --------
    >>> without_addresses(["diff", "old/", "postgresql://ann:se/cret@db.example/energy"])
    (['diff', 'old/', 'postgresql://hidden'], ['postgresql://ann:se/cret@db.example/energy'])
    >>> without_addresses(["check", "postgresql://ann@db.example:5432/energy"])[1]
    []
    """
    found = [(argument, _SECRET.search(argument)) for argument in arguments]
    shown = [argument[: match.start()] + HIDDEN if match else argument for argument, match in found]
    return shown, [match[0] for _, match in found if match]


def with_addresses(arguments: Sequence[str], handed: str) -> list[str]:
    """Put addresses back in their places.

    Parameters
    ----------
    arguments : sequence of str
        As `without_addresses` gives them.
    handed : str
        The addresses as JSON; where it is something else, the arguments stay as they are.

    Returns
    -------
    list of str

    Examples
    --------
    >>> with_addresses(["check", "--output=postgresql://hidden"], '["postgresql://ann:secret@db/energy"]')
    ['check', '--output=postgresql://ann:secret@db/energy']
    """
    try:
        addresses = json.loads(handed)
    except ValueError:
        return list(arguments)
    places = [place for place, argument in enumerate(arguments) if argument.endswith(HIDDEN)]
    if not isinstance(addresses, list) or len(addresses) != len(places):
        return list(arguments)
    whole = list(arguments)
    for place, address in zip(places, addresses, strict=True):
        whole[place] = whole[place].removesuffix(HIDDEN) + str(address)
    return whole
