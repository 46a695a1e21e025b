"""What is shown, in a form for a footnote, in the words of the map document (``view/cite.js``). Pure."""

import datetime as dt
from collections.abc import Callable, Sequence

from geodata.borders import VIEWPOINT_LABELS
from geodata.licences import attribution_lines
from geodata.query import Query
from geodata.vocabulary import FACILITY_GROUPS, INCIDENT_KINDS, STANDINGS, label_of
from mapapp.summary import summarise
from mapapp.view import View
from mapapp.wording import country_label, day_in_words, number


def cite(view: View, *, accessed: dt.date) -> str:
    """Cite what is shown.

    Parameters
    ----------
    view : View
        What is shown.
    accessed : date
        The day on which it was read.

    Returns
    -------
    str
        Title, version, digest of the dataset, filter, viewpoint, attribution, licence and date, in lines.
    """
    metadata, query = view.dataset.metadata, view.query
    version = f"Version {metadata.version}" if metadata.version else "Version not stated"
    digest = view.dataset.digest
    counts = summarise(view)
    filters, shown = "; ".join(filter_in_words(query)), _shown(counts.shown, counts.total)
    licence = (metadata.licence or "not stated").removesuffix(".")
    label = VIEWPOINT_LABELS[query.viewpoint].removesuffix(".")
    return "\n".join(
        [
            f"{metadata.title}. {version}, dataset digest {digest[:12]} ({digest}).",
            f"View: {filters}. Shown: {shown}. {label}.",
            f"Data: {'; '.join([*attribution_lines(view.dataset), f'licence: {licence}'])}.",
            f"Accessed {day_in_words(accessed)}.",
        ]
    )


def filter_in_words(query: Query) -> list[str]:
    """Tell what a query leaves, as short sentences.

    Examples
    --------
    >>> filter_in_words(Query(start="2025-08", kinds=("fire",), text="depot"))
    ['Dates: since 1 August 2025', 'Kinds of report: Fire', 'Text: “depot”']
    >>> filter_in_words(Query(facility_groups=()))
    ['All incidents of the dataset', 'Kinds of facilities: none']
    """
    stated = query.to_filter()
    parts = [
        _dates(stated["from"], stated["to"]),
        _wanted("Kinds of report", query.kinds, lambda word: label_of(INCIDENT_KINDS, word)),
        _wanted("Standing", query.standings, lambda word: label_of(STANDINGS, word)),
        _wanted("Countries", query.countries, country_label),
        _wanted("Said to affect", query.affected, country_label),
        f"Text: “{query.text}”" if query.text else None,
    ]
    found = [part for part in parts if part] or ["All incidents of the dataset"]
    groups = _wanted(
        "Kinds of facilities", query.facility_groups, lambda word: label_of(FACILITY_GROUPS, word)
    )
    return [*found, groups] if groups else found


def _wanted(title: str, words: Sequence[str] | None, label: Callable[[str], str]) -> str | None:
    if words is None:
        return None
    return f"{title}: {', '.join(map(label, words)) or 'none'}"


def _dates(first: str | None, last: str | None) -> str | None:
    begin, end = (day_in_words(dt.date.fromisoformat(day)) if day else None for day in (first, last))
    if begin and end:
        return f"Dates: {begin}" if begin == end else f"Dates: {begin} – {end}"
    return f"Dates: since {begin}" if begin else f"Dates: until {end}" if end else None


def _shown(shown: int, total: int) -> str:
    noun = "incident" if total == 1 else "incidents"
    return f"{number(total)} {noun}" if shown == total else f"{number(shown)} of {number(total)} {noun}"
