"""What is shown and selected, as the query of an address: readable, checked word by word. Pure: no Streamlit.

The map document writes the same form behind its "#" (``mapapp/web/src/view/hash.js``); a test holds the two
to it. What only the document knows (layers, position, circle, …) is left to it, as it stands.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from geodata.analysis import Analysis
from geodata.dates import precision
from geodata.errors import InvalidArgument
from geodata.jsontext import from_json
from geodata.query import Query
from geodata.vocabulary import FACILITY_GROUPS, INCIDENT_KINDS, STANDINGS

VERSION: Final = "1"

DOCUMENTS_OWN: Final = ("radius", "compare", "layers", "language", "crowd", "density", "at")
"""Parts that the map document reads and writes alone."""

_LISTS: Final = {
    "kinds": "kinds",
    "standings": "standings",
    "countries": "countries",
    "affected": "affected",
    "groups": "facility_groups",
}
"""Parts that are lists of words, each with its name in a Query."""

_DAYS: Final = {"from": "start", "to": "end"}
_SHOWN: Final = 40
"""Signs of a text that is quoted in a notice."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected, in the form of the map document's state.

    Parameters
    ----------
    type : {"incident", "facility", "place"}
        What kind of thing it is.
    id : str
        An id; for a place, the JSON list of the ids of its incidents.
    """

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a link says.

    Parameters
    ----------
    query : Query
        What is shown.
    selection : Selection or None
        What is selected.
    dropped : tuple of str
        What was left out, as ``key “text”``.
    version : str
        The form in which it is written.
    """

    query: Query = field(default_factory=Query)
    selection: Selection | None = None
    dropped: tuple[str, ...] = ()
    version: str = VERSION

    @property
    def notice(self) -> str | None:
        """What was left out, or may mean something else, in a sentence; None where everything was taken."""
        named = ", ".join(self.dropped[:4])
        more = f" and {len(self.dropped) - 4} more parts" if len(self.dropped) > 4 else ""
        if self.version != VERSION:
            other = "This link was made by another version of the map"
            if not self.dropped:
                return f"{other}; look whether it shows what you expect."
            return f"{other}; of it, {named}{more} was left out."
        if not self.dropped:
            return None
        return (
            f"Of this link, {named}{more} was left out: this dataset does not have it, or it is not in the "
            "form that a link has."
        )


def read_link(params: Mapping[str, str], analysis: Analysis, *, usual: Query) -> Reading:
    """Read a link. What is unknown or of another form is left out and named; nothing is raised.

    Parameters
    ----------
    params : mapping of str to str
        The query of the address, decoded.
    analysis : Analysis
        The dataset that is open.
    usual : Query
        What is shown where a link says nothing.

    Returns
    -------
    Reading
        What is shown and selected.

    Examples
    --------
    >>> from geodata.analysis import analyse
    >>> from geodata.dataset import empty_dataset
    >>> params = {"v": "1", "from": "2025-02-30", "text": "depot"}
    >>> reading = read_link(params, analyse(empty_dataset()), usual=Query())
    >>> reading.query.text, reading.dropped
    ('depot', ('from “2025-02-30”',))
    """
    stated: dict[str, Any] = {}
    selection, dropped = None, []
    if "v" not in params:
        return Reading(usual, None, tuple(_named(key, params[key]) for key in params))
    for key, text in params.items():
        if key == "v" or key in DOCUMENTS_OWN:
            continue
        if key in _DAYS and _is_day(text):
            stated[_DAYS[key]] = text
        elif key in _LISTS:
            words = [_plain(word) for word in text.split(",")] if text else []
            known = _known(_LISTS[key], analysis)
            dropped += [_named(key, word) for word in words if word not in known]
            if not words or any(word in known for word in words):
                stated[_LISTS[key]] = tuple(word for word in words if word in known)
        elif key == "text" and text.strip():
            stated["text"] = text
        elif key == "viewpoint" and text in analysis.incidents:
            stated["viewpoint"] = text
        elif key == "sel" and (chosen := _selected(text, analysis)):
            selection = chosen
        else:
            dropped.append(_named(key, text))
    return Reading(Query(**{**asdict(usual), **stated}), selection, tuple(dropped), params["v"])


def write_link(query: Query, selection: Selection | None, *, usual: Query) -> dict[str, str]:
    """Write what differs from what is usual.

    Parameters
    ----------
    query : Query
        What is shown.
    selection : Selection or None
        What is selected. A list of what shares a place is no part of a link.
    usual : Query
        What is shown where a link says nothing.

    Returns
    -------
    dict of str to str
        The query of an address, not yet encoded; empty where nothing differs.

    Examples
    --------
    >>> write_link(Query(start="2025-08", kinds=("fire",)), Selection("incident", "a b"), usual=Query())
    {'v': '1', 'from': '2025-08-01', 'kinds': 'fire', 'sel': 'incident:a b'}
    """
    stated, normal = query.to_filter(), usual.to_filter()
    parts: dict[str, str] = {}
    for key in ("from", "to", *_LISTS, "text"):
        value = stated[_LISTS.get(key, key)]
        if value == normal[_LISTS.get(key, key)] or value is None:
            continue
        parts[key] = ",".join(map(_escaped, value)) if key in _LISTS else value
    if selection and selection.type != "place":
        parts["sel"] = f"{selection.type}:{selection.id}"
    if query.viewpoint != usual.viewpoint:
        parts["viewpoint"] = query.viewpoint
    return {"v": VERSION, **parts} if parts else {}


def read_selection(told: Any, analysis: Analysis) -> Selection | None:
    """Read a selection that came from the browser: only what the dataset holds can be selected.

    Parameters
    ----------
    told : object
        What was sent.
    analysis : Analysis
        The dataset that is shown.

    Returns
    -------
    Selection or None
        None where nothing is selected, or what was sent is no selection.

    Examples
    --------
    >>> from geodata.analysis import analyse
    >>> from geodata.dataset import empty_dataset
    >>> read_selection({"type": "incident", "id": "nowhere"}, analyse(empty_dataset())) is None
    True
    """
    if not isinstance(told, Mapping):
        return None
    kind, name = told.get("type"), told.get("id")
    if not isinstance(kind, str) or not isinstance(name, str):
        return None
    if kind == "facility":
        return Selection(kind, name) if name in set(analysis.dataset.facilities["id"]) else None
    ids = place_ids(name) if kind == "place" else [name] if kind == "incident" else []
    return Selection(kind, name) if ids and all(one in analysis.rows for one in ids) else None


def to_message(chosen: Selection | None) -> dict[str, str] | None:
    """Give a selection in the form of the map document's state."""
    return asdict(chosen) if chosen else None


def place_ids(text: str) -> list[str]:
    """Give the ids of the incidents at a place from the JSON list that the map sends; none of another text.

    Examples
    --------
    >>> place_ids('["a b", "c"]'), place_ids("a b")
    (['a b', 'c'], [])
    """
    try:
        ids = from_json(text)
    except ValueError:
        return []
    return ids if isinstance(ids, list) and all(isinstance(name, str) for name in ids) else []


def _selected(text: str, analysis: Analysis) -> Selection | None:
    kind, _, name = text.partition(":")
    return read_selection({"type": kind, "id": name}, analysis) if kind != "place" else None


def _known(name: str, analysis: Analysis) -> Collection[str]:
    """Give the words that a list can hold: those of the vocabulary, and what the dataset has beyond it."""
    facets = analysis.facets
    if name == "kinds":
        return {term.name for term in INCIDENT_KINDS} | facets.kinds.counts().keys()
    if name == "standings":
        return {term.name for term in STANDINGS}
    if name == "facility_groups":
        return {term.name for term in FACILITY_GROUPS}
    if name == "affected":
        return facets.affected.counts().keys()
    return {word for facet in facets.countries.values() for word in facet.counts()}


def _is_day(text: str) -> bool:
    try:
        Query(start=text).to_filter()
    except InvalidArgument:
        return False
    return precision(text) == "day"


def _escaped(word: str) -> str:
    return word.replace("%", "%25").replace(",", "%2C")


def _plain(word: str) -> str:
    return word.replace("%2C", ",").replace("%25", "%")


def _named(key: str, text: str) -> str:
    return f"{key} “{text[: _SHOWN - 1]}…”" if len(text) > _SHOWN else f"{key} “{text}”" if text else key
