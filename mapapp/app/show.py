"""Text on the page: everything from data goes through here, as text and never as markup.

Streamlit reads what it is given as Markdown, with formulas, coloured spans, icons and arrows that cannot all
be escaped. So text from data is written as escaped HTML, which Streamlit then also sanitises; unseen signs of
direction, by which one text can look like another, are written by their code.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from mapapp.addresses import is_web_address
from mapapp.history import Past
from mapapp.wording import number, visible

pd.set_option("mode.string_storage", "python")
"""Here pandas keeps texts as Python does: Arrow's UTF-8 cannot hold half of a surrogate pair."""

WRAPPED: Final = 61
"""Pixels of a row: from here on Streamlit wraps text, so that titles and intervals are read whole."""

_HEADING: Final = 36
_ROWS: Final = 10
"""Pixels of a table's headings, and how many rows are seen without scrolling."""

_STYLE: Final = Path(__file__).with_name("page.css")


def style() -> None:
    """Give the page its margins and the look of the texts below. Holds no text from data."""
    st.html(_STYLE)


def as_html(text: str) -> str:
    """Escape a text so that HTML shows it as it is.

    Examples
    --------
    >>> as_html("<img src=x onerror=alert(1)>")
    '&lt;img src=x onerror=alert(1)&gt;'
    """
    return html.escape(visible(text), quote=True)


def head(title: str, *, counts: str, reason: str) -> None:
    """Show the title of the dataset with the counts beside it.

    Parameters
    ----------
    title : str
        The dataset's title.
    counts, reason : str
        How much is shown, and why not the rest.
    """
    st.html(
        f'<header class="atlas-head"><h1>{as_html(title)}</h1>'
        f'<p role="status"><strong>{as_html(counts)}</strong> '
        f'<span class="atlas-quiet">{as_html(reason)}</span></p></header>'
    )


def line(text: str, *, quiet: bool = False) -> None:
    """Show one line of text."""
    st.html(f'<p class="atlas-line{" atlas-quiet" if quiet else ""}">{as_html(text)}</p>')


def heading(text: str) -> None:
    """Show the heading of a page's part."""
    st.html(f'<h2 class="atlas-heading">{as_html(text)}</h2>')


def subheading(text: str) -> None:
    """Show a heading below that."""
    st.html(f'<h3 class="atlas-subheading">{as_html(text)}</h3>')


def links(title: str, rows: Iterable[tuple[str | None, str | None, str | None]]) -> None:
    """Show sources as a list of publisher, title and address; only addresses of the web become links."""
    items_ = "".join(f"<li>{_link(*row)}</li>" for row in rows)
    if items_:
        subheading(title)
        st.html(f'<ul class="atlas-list">{items_}</ul>')


def _link(publisher: str | None, title: str | None, url: str | None) -> str:
    text = ": ".join(as_html(one) for one in (publisher, title) if one) or as_html(url or "")
    if url is None or not is_web_address(url):
        return text
    return f'<a href="{html.escape(url, quote=True)}" target="_blank" rel="noopener noreferrer">{text}</a>'


def contradiction(title: str, topics: Iterable[tuple[str, str, str]]) -> None:
    """Show what some say beside what others say, topic by topic."""
    rows = "".join(
        f"<dt>{as_html(about)}</dt><dd>{_lines(one)}</dd><dd>{_lines(other)}</dd>"
        for about, one, other in topics
    )
    head = f'<h3 class="atlas-subheading">{as_html(title)}</h3>'
    st.html(f'<section class="atlas-against">{head}<dl>{rows}</dl></section>')


def _lines(text: str) -> str:
    return "<br>".join(map(as_html, text.split("\n")))


def notice(text: str, *, kind: Literal["hint", "problem"] = "hint") -> None:
    """Show a sentence that the reader must not miss.

    Parameters
    ----------
    text : str
        What happened and what to do; line breaks are kept.
    kind : {"hint", "problem"}
        Whether something went wrong.
    """
    role, mark = ("alert", " is-problem") if kind == "problem" else ("status", "")
    st.html(f'<p class="atlas-notice{mark}" role="{role}">{as_html(text)}</p>')


def table(
    rows: pd.DataFrame, *, name: str, wraps: bool = False, columns: Mapping[str, Any] | None = None
) -> None:
    """Show a table to read.

    Parameters
    ----------
    rows : DataFrame
        What it holds; headings are those of its columns.
    name : str
        What it is, for those who do not see it.
    wraps : bool
        Whether long texts go on in the next line.
    columns : mapping, optional
        Streamlit's configuration of columns.
    """
    st.dataframe(
        cells(rows),
        column_config=dict(columns or {}),
        hide_index=True,
        placeholder="–",
        row_height=WRAPPED if wraps else None,
        height=_HEADING + _ROWS * WRAPPED if wraps and len(rows) > _ROWS else "auto",
        alt=name,
    )


def cells(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table whose texts are as they may be shown: a grid draws them without HTML."""
    texts = table.select_dtypes(exclude="number")
    return table.assign(**texts.map(lambda value: visible(value) if isinstance(value, str) else value))


def web_addresses(addresses: pd.Series) -> pd.Series:
    """Give of a column what may be a link, and None for the others: a grid opens whatever it is given."""
    return addresses.where(addresses.map(is_web_address), None)


def bars(title: str, names: Sequence[str], rows: Iterable[tuple[str, int, int]]) -> None:
    """Show two counts of each of several things as bars beside each other.

    Parameters
    ----------
    title : str
        What is counted.
    names : sequence of str
        The two sides.
    rows : iterable of (str, int, int)
        A thing, and its count on each side.
    """
    counted = list(rows)
    most = max((max(one, other) for _, one, other in counted), default=0) or 1
    columns = "".join(f'<th scope="col">{as_html(name)}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{as_html(label)}</th>{_bar(one, most)}{_bar(other, most)}</tr>'
        for label, one, other in counted
    )
    head_ = f"<caption>{as_html(title)}</caption><thead><tr><td></td>{columns}</tr></thead>"
    st.html(f'<table class="atlas-bars">{head_}<tbody>{body}</tbody></table>')


def _bar(count: int, most: int) -> str:
    return f'<td><div><b>{number(count)}</b><i style="width:{100 * count / most:.1f}%"></i></div></td>'


def items(texts: Iterable[str]) -> None:
    """Show texts as a list."""
    rows = "".join(f"<li>{as_html(text)}</li>" for text in texts)
    if rows:
        st.html(f'<ul class="atlas-list">{rows}</ul>')


def histories(pasts: Iterable[tuple[str, Iterable[Past]]]) -> None:
    """Show what the versions of a dataset changed of several records, each under its title."""
    listed = list(pasts)
    if listed:
        subheading("What versions of the dataset changed")
    for title, past in listed:
        line(title)
        history(past)


def history(past: Iterable[Past]) -> None:
    """Show what the versions of a dataset changed of one record, where any did."""
    for one in past:
        rows = "".join(f"<li>{as_html(text)}</li>" for text in one.lines)
        head = f'<p class="atlas-line atlas-quiet">{as_html(one.headline)}:</p>'
        st.html(f'{head}<ul class="atlas-list">{rows}</ul>')


def terms(pairs: Iterable[tuple[str, str]]) -> None:
    """Show words with what they mean, as a list."""
    rows = "".join(
        f"<li><strong>{as_html(word)}.</strong> {as_html(meaning)}</li>" for word, meaning in pairs
    )
    if rows:
        st.html(f'<ul class="atlas-list">{rows}</ul>')
