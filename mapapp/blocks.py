"""Data blocks of the page: JSON, gzip, base64. Pure: imports nothing of the project.

Text from data travels only in such a block. Its alphabet (A-Z, a-z, 0-9, +, /, =) has no character that
HTML, JavaScript or a Jinja template could act on, so it may pass through Folium unharmed.
"""

import base64
import gzip
import json
from typing import Any


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
    return base64.b64encode(gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0)).decode("ascii")


def decode_block(text: str) -> Any:
    """Give back the content of a data block.

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
    ValueError
        If the text is no such block.
    """
    try:
        return json.loads(gzip.decompress(base64.b64decode(text, validate=True)))
    except (OSError, EOFError) as error:
        raise ValueError(f"not a data block: {error}") from None
