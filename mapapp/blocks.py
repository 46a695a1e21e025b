"""Data blocks of the page: gzip, base64. Pure: imports of the project only its errors.

Text from data travels only in such a block. Its alphabet (A-Z, a-z, 0-9, +, /, =) has no character that
HTML, JavaScript or a Jinja template could act on, so it may pass through Folium unharmed.
"""

import base64
import gzip
import json
import re
import zlib
from typing import Any, Final

from geodata.jsontext import DEEPEST, from_json
from mapapp.errors import UnreadableBlock

_DEEPEST: Final = DEEPEST + 12
"""How deep the JSON of a block stands: what a file states stands in lists, tables and rows of ours."""

MOST_BYTES: Final = 1_000_000_000
"""Bytes that a data block may unpack to: many times those of the largest map."""

_BLOCK: Final = re.compile(
    r'<script type="application/octet-stream" data-block="([^"]*)">([^<]*)</script>', re.ASCII
)


def block_tag(name: str, text: str) -> str:
    """Write the element that holds a block: a browser neither shows nor runs it.

    Parameters
    ----------
    name : str
        Name of the block, unique in its page.
    text : str
        Base64 text, as `encode` writes it.

    Returns
    -------
    str
        One element of HTML.
    """
    return f'<script type="application/octet-stream" data-block="{name}">{text}</script>'


def block_mark(name: str) -> str:
    """Write the comment in whose place a block is put once the page around it is built.

    Parameters
    ----------
    name : str
        Name of the block.

    Returns
    -------
    str
        A comment of HTML.
    """
    return f"<!--atlas:block {name}-->"


def blocks_in(page: str) -> dict[str, str]:
    """Find the data blocks of a page.

    Parameters
    ----------
    page : str
        HTML of a map document.

    Returns
    -------
    dict of str to str
        By name, the text of each block.

    Examples
    --------
    >>> blocks_in("<p>" + block_tag("arcs", "AAAA") + "</p>")
    {'arcs': 'AAAA'}
    """
    return dict(_BLOCK.findall(page))


def encode(content: bytes, *, level: int = 9) -> str:
    """Turn bytes into the text of a data block: equal bytes give equal text.

    Parameters
    ----------
    content : bytes
        What the page's script will read.
    level : int
        How hard gzip tries, 1 to 9.

    Returns
    -------
    str
        Base64 text.

    Examples
    --------
    >>> decode(encode(b"1, 2, 3"))
    b'1, 2, 3'
    """
    return base64.b64encode(gzip.compress(content, compresslevel=level, mtime=0)).decode("ascii")


def decode(text: str, *, most: int = MOST_BYTES) -> bytes:
    """Give back the bytes of a data block.

    Parameters
    ----------
    text : str
        Base64 text, as `encode` writes it.
    most : int
        How many bytes it may unpack to.

    Returns
    -------
    bytes
        The content.

    Raises
    ------
    UnreadableBlock
        If the text is cut off or altered, or unpacks to more than that.
    """
    if not text:
        raise UnreadableBlock("a data block is empty; export the map again")
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with the header and the sums of gzip
    try:
        content = unpacking.decompress(base64.b64decode(text, validate=True), most + 1)
    except (ValueError, zlib.error) as error:
        raise UnreadableBlock(f"a data block is cut off or altered ({error}); export the map again") from None
    if len(content) > most:
        raise UnreadableBlock(f"a data block unpacks to more than {most:,} bytes; no map has such a block")
    if not unpacking.eof or unpacking.unused_data:
        raise UnreadableBlock("a data block is cut off or altered (its end is missing); export the map again")
    return content


def encode_block(content: Any) -> str:
    """Turn JSON-ready content into the text of a data block: equal content gives equal text.

    Parameters
    ----------
    content : dict, list, str, int, float, bool or None
        What the page's script will read. NaN and infinity have no JSON form.

    Returns
    -------
    str
        Base64 text.

    Raises
    ------
    ValueError
        If the content holds NaN or infinity.

    Examples
    --------
    >>> decode_block(encode_block({"title": "{{ 7*7 }}"}))
    {'title': '{{ 7*7 }}'}
    """
    text = json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return encode(text.encode("ascii"))


def decode_block(text: str) -> Any:
    """Give back the content of a data block of JSON.

    Parameters
    ----------
    text : str
        Base64 text, as `encode_block` writes it.

    Returns
    -------
    dict, list, str, int, float, bool or None
        The content.

    Raises
    ------
    UnreadableBlock
        If the text is cut off or altered, or no JSON.
    """
    content = decode(text)
    try:
        return from_json(content, deepest=_DEEPEST)
    except ValueError as error:
        raise UnreadableBlock(f"a data block holds no JSON ({error}); export the map again") from None
