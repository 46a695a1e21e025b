"""Who says what: claims on the incidents that are shown, what contradicts what, and what it rests on.

Pure: no Streamlit. Tables are for readers: words of the vocabulary stand as labels.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from geodata.vocabulary import ABOUT, RELIABILITIES, ROLES, STANCES, WEAK_RELIABILITIES, label_of
from mapapp.view import View
from mapapp.wording import number


def claim_table(view: View) -> pd.DataFrame:
    """Build the ledger: every claim on the incidents that are shown, the latest first.

    Parameters
    ----------
    view : View
        What is shown.

    Returns
    -------
    DataFrame
        One row per claim: ``date``, ``by``, ``role``, ``countries``, ``stance``, ``about``, ``what``,
        ``figure``, ``incident_id``, ``incident``, ``publisher``, ``reliability``, ``url``; claims without a
        date come last.
    """
    incidents = view.dataset.incidents[view.shown]
    titles = dict(zip(incidents["id"], incidents["title"], strict=True))
    claims = view.dataset.claims
    claims = claims[claims["incident_id"].isin(list(titles))]
    # Of sources that share an id, the last one is meant, as in the map document.
    sources = view.dataset.sources.drop_duplicates("id", keep="last").set_index("id")
    beside = sources[["publisher", "reliability", "url"]].reindex(claims["source"]).reset_index(drop=True)
    table = pd.DataFrame(
        {
            "date": claims["date"].to_numpy(object),
            "by": claims["by"].to_numpy(object),
            "role": [label_of(ROLES, role) if role else None for role in claims["role"]],
            "countries": [" ".join(codes or ()) or None for codes in claims["countries"]],
            "stance": [label_of(STANCES, stance) for stance in claims["stance"]],
            "about": [label_of(ABOUT, topic) if topic else None for topic in claims["about"]],
            "what": claims["what"].to_numpy(object),
            "figure": [
                figure_in_words(*cells)
                for cells in zip(claims["value"], claims["low"], claims["high"], claims["unit"], strict=True)
            ],
            "incident_id": claims["incident_id"].to_numpy(object),
            "incident": [titles[id_] for id_ in claims["incident_id"]],
            "publisher": beside["publisher"],
            "reliability": [
                label_of(RELIABILITIES, word) if word else None for word in _texts(beside["reliability"])
            ],
            "url": beside["url"],
        }
    )
    return table.sort_values("date", ascending=False, kind="stable", na_position="last", ignore_index=True)


def contradictions(view: View) -> pd.DataFrame:
    """List what contradicts what on the incidents that are shown.

    Parameters
    ----------
    view : View
        What is shown.

    Returns
    -------
    DataFrame
        One row per topic of an incident on which some state something and others deny it, or give other
        figures: ``incident_id``, ``incident``, ``about``, ``one``, ``other`` (claimants with what they say).
    """
    dataset, standings = view.dataset, view.analysis.standings
    (rows,) = np.nonzero(view.shown & (standings["disagreements"].map(bool) | standings["figures"].map(bool)))
    ids = dataset.incidents["id"].iloc[rows].tolist()
    titles = dataset.incidents["title"].iloc[rows].tolist()
    said = _said(dataset.claims[dataset.claims["incident_id"].isin(ids)])
    found: list[dict[str, Any]] = []
    for row, id_, title in zip(rows, ids, titles, strict=True):
        begin = {"incident_id": id_, "incident": title}
        for one in standings["disagreements"].iloc[row]:
            sides = {"one": one.asserting, "other": one.denying}
            told = {side: _joined(said[id_, number] for number in numbers) for side, numbers in sides.items()}
            found.append({**begin, "about": label_of(ABOUT, one.topic), **told})
        for one in standings["figures"].iloc[row]:
            first, *others = (said[id_, figure.number] for figure in one.figures)
            found.append(
                {
                    **begin,
                    "about": f"{label_of(ABOUT, one.topic)}, in {one.unit}",
                    "one": first,
                    "other": _joined(others),
                }
            )
    return pd.DataFrame(found, columns=["incident_id", "incident", "about", "one", "other"])


def source_table(view: View) -> pd.DataFrame:
    """List the sources of the claims that are shown, weak ones first, then by how many claims they carry.

    Parameters
    ----------
    view : View
        What is shown.

    Returns
    -------
    DataFrame
        One row per source: ``reliability``, ``publisher``, ``title``, ``published``, ``language``,
        ``claims``, ``url``.
    """
    ids = view.dataset.incidents["id"][view.shown]
    claims = view.dataset.claims
    counts = claims["source"][claims["incident_id"].isin(ids)].value_counts()
    sources = view.dataset.sources
    sources = sources[sources["id"].isin(counts.index)]
    table = sources[["reliability", "publisher", "title", "published", "language"]].assign(
        claims=sources["id"].map(counts),
        url=sources["url"],
        is_weak=sources["reliability"].isin(WEAK_RELIABILITIES),
    )
    table = table.sort_values(["is_weak", "claims"], ascending=False, kind="stable", ignore_index=True)
    table["reliability"] = [
        label_of(RELIABILITIES, word) if word else None for word in _texts(table["reliability"])
    ]
    return table.drop(columns="is_weak")


def figure_in_words(
    value: float | None, low: float | None, high: float | None, unit: str | None
) -> str | None:
    """Write the figure of a claim: "7 km", "5 to 7 km", "at least 5 km"; None where none is stated.

    Examples
    --------
    >>> figure_in_words(7.0, None, None, "km"), figure_in_words(None, 5.0, None, "%")
    ('7 km', 'at least 5 %')
    """
    stated, least, most = (None if one is None or np.isnan(one) else one for one in (value, low, high))
    if least is not None and most is not None and least != most:
        text = f"{_plain(least)} to {_plain(most)}"
    elif stated is not None:
        text = _plain(stated)
    elif least is not None or most is not None:
        text = f"at least {_plain(least)}" if least is not None else f"at most {_plain(most or 0.0)}"
    else:
        return None
    return f"{text} {unit or ''}".rstrip()


def _plain(value: float) -> str:
    digits = next((digits for digits in range(4) if round(value, digits) == value), 4)
    return number(value, digits=digits)


def _said(claims: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Give each claim as one line, by incident and number."""
    columns = ("incident_id", "number", "by", "stance", "what")
    rows = zip(*(claims[name] for name in columns), strict=True)
    return {
        (id_, int(place)): f"{by} {label_of(STANCES, stance)}: {what}"
        for id_, place, by, stance, what in rows
    }


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _texts(cells: pd.Series) -> list[str | None]:
    return [cell if isinstance(cell, str) else None for cell in cells]
