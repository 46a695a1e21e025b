"""All blocks of incidents of a page, compressed side by side. Pure."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from mapapp.blocks import encode
from mapapp.payload.columns import drawing_columns, further_columns
from mapapp.payload.texts import IncidentTexts, incident_ids
from mapapp.view import View

DRAWING: Final = "incidents"
FURTHER: Final = "incidents-more"
IDS: Final = "incident-ids"
WORDS: Final = "incident-words"
TEXT: Final = "incident-text-"

_LEVEL: Final = 4
"""How hard gzip tries: the highest takes four times as long for 2 % less."""


def incident_blocks(view: View) -> dict[str, str]:
    """Write the blocks of all incidents of a view.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    dict of str to str
        By the name of the block, its base64 text.
    """
    texts = IncidentTexts(view)
    makers: dict[str, Callable[[], bytes]] = {
        DRAWING: partial(drawing_columns, view),
        FURTHER: partial(further_columns, view),
        IDS: partial(incident_ids, view),
        WORDS: texts.vocabularies,
    }
    makers |= {f"{TEXT}{number}": partial(texts.block, number) for number in range(len(texts))}
    # zlib works outside of the interpreter's lock, so one thread compresses while another writes JSON.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        encoded = threads.map(lambda make: encode(make(), level=_LEVEL), makers.values())
        return dict(zip(makers, encoded, strict=True))
