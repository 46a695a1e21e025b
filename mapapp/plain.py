"""The incidents as a plain table of HTML, for browsers that cannot draw the map. Pure.

Its text is escaped here, and put into the page after all templates are done.
"""

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geodata.borders import VIEWPOINT_LABELS
from geodata.licences import attribution_lines
from mapapp.addresses import is_web_address
from mapapp.contents import Contents
from mapapp.table import incident_columns
from mapapp.view import View
from mapapp.wording import number, visible

ROOM: Final = 48_000
"""Bytes that the rows of the table may take."""

_MOST: Final = 200
_HEADS: Final = ("Date", "Incident", "Kind", "Standing", "Who says so", "Country", "Sources")
_WHY: Final = (
    "This map is drawn by scripts of its own, which do not run here. Allow scripts for this page to see it: "
    "it asks nothing of the network."
)


def plain_page(contents: Contents) -> str:
    """Write what a page holds as plain HTML: title, table, licence and digest.

    Parameters
    ----------
    contents : Contents
        What the page holds.

    Returns
    -------
    str
        One element. Of many incidents the latest are in its table, as far as they fit into `ROOM`.
    """
    metadata = contents.whole.dataset.metadata
    rows = list(_within(_rows(contents.view), ROOM))
    return (
        f'<section class="plain-page"><h1>{_text(metadata.title)}</h1><p class="plain-why">{_WHY}</p>'
        f"{_paragraph(metadata.description)}{_paragraph(_held(contents, len(rows)), 'plain-count')}"
        f"{_table(rows)}{_footer(contents)}</section>"
    )


def _rows(view: View) -> Iterator[str]:
    """Write the latest incidents that are shown, each as a row of the table."""
    table = incident_columns(view, _latest(view))
    claims = view.dataset.claims[view.dataset.claims["incident_id"].isin(table["id"])]
    stances: dict[str, list[str | None]] = defaultdict(list)
    keys: dict[str, list[str | None]] = defaultdict(list)
    for id_, stance, key in zip(*(claims[name] for name in ("incident_id", "stance", "source")), strict=True):
        stances[id_].append(stance)
        keys[id_].append(key)
    sources = view.dataset.sources[view.dataset.sources["id"].isin(claims["source"].dropna())]
    links = dict(zip(sources["id"], map(_link, sources["url"], sources["publisher"]), strict=True))
    shown = ("id", "date", "title", "kind_label", "standing_label", "country_name")
    for id_, date, title, kind, standing, country in zip(*(table[name] for name in shown), strict=True):
        named = [links[key] for key in dict.fromkeys(keys.get(id_, ())) if key in links]
        cells = [
            _stated(date, "undated"),
            _stated(title, f"Untitled incident ({id_})"),
            *map(_text, (kind, standing, _claims(stances.get(id_, [])))),
            _stated(country, "no country"),
            ", ".join(named),
        ]
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _latest(view: View) -> npt.NDArray[np.intp]:
    """Give the rows of the latest incidents that are shown; those without a date come last."""
    first, last = view.days
    shown = np.flatnonzero(view.shown)
    days = np.where(first <= last, first, np.iinfo(np.int64).min)[shown]
    return shown[np.argsort(-days.astype(np.float64), kind="stable")][:_MOST]


def _within(rows: Iterable[str], room: int) -> Iterator[str]:
    """Pass rows on until they have taken the room."""
    for row in rows:
        room -= len(row.encode("utf-8"))
        if room < 0:
            return
        yield row


def _claims(stances: Sequence[str | None]) -> str:
    """Say how many say so and how many deny it.

    >>> _claims(["asserts", "confirms", "denies", "concern"])
    '2 say so, 1 denies it'
    """
    said = sum(stance in ("asserts", "confirms") for stance in stances)
    denied = stances.count("denies")
    parts = [f"{said} {'says' if said == 1 else 'say'} so"] if said else []
    parts += [f"{denied} {'denies' if denied == 1 else 'deny'} it"] if denied else []
    return ", ".join(parts) or "nobody is quoted"


def _held(contents: Contents, listed: int) -> str:
    """Say how many incidents there are, and how many of them stand in the table."""
    all_of_them, shown = len(contents.whole.dataset.incidents), int(contents.view.shown.sum())
    what = f"{number(all_of_them)} {'incident' if all_of_them == 1 else 'incidents'}"
    if not all_of_them:
        return "This dataset holds no incidents."
    if not listed:
        return f"This map is about {what}. To see them, allow its scripts."
    if listed < shown:
        return f"The latest {number(listed)} of {what}. To see the others, allow the scripts of this page."
    whole = listed == all_of_them
    return f"{what}, latest first." if whole else f"{number(listed)} of {what}, latest first."


def _table(rows: Sequence[str]) -> str:
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _footer(contents: Contents) -> str:
    """Write what the data are, and what to know before one relies on them."""
    whole = contents.whole
    metadata = whole.dataset.metadata
    lines = [
        *metadata.cautions,
        f"{VIEWPOINT_LABELS[whole.query.viewpoint]} Countries are those under this viewpoint.",
        *attribution_lines(whole.dataset),
        f"Licence: {metadata.licence or 'not stated'}",
        f"Version {metadata.version or 'not stated'}, digest {whole.dataset.digest}",
    ]
    items = "".join(f"<li>{_text(line)}</li>" for line in lines)
    return f"<h2>About the data</h2><ul>{items}</ul>"


def _paragraph(text: str | None, name: str = "plain-words") -> str:
    return f'<p class="{name}">{_text(text)}</p>' if text else ""


def _link(address: Any, publisher: Any) -> str:
    """Write a source: a link where its address is http(s), else its name alone."""
    name = _stated(publisher, address if isinstance(address, str) else "a source")
    if not is_web_address(address):
        return name
    return f'<a href="{_text(address)}" rel="noopener noreferrer">{name}</a>'


def _stated(value: Any, otherwise: str) -> str:
    """Write a text that may not be stated: a table has None or NaN for it."""
    return _text(value if isinstance(value, str) and value else otherwise)


def _text(value: str) -> str:
    """Escape a text for HTML, attributes included."""
    return html.escape(visible(value))
