"""Text on the page: everything from data goes through here, as text and never as markup.

Streamlit reads what it is given as Markdown, with formulas, coloured spans, icons and arrows that cannot all
be escaped. So text from data is written as escaped HTML, which Streamlit then also sanitises; unseen signs of
direction, by which one text can look like another, are written by their code.
"""

import html
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

import pandas as pd
import streamlit as st

from mapapp.wording import visible

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


def cells(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table whose texts are as they may be shown: a grid draws them without HTML."""
    texts = table.select_dtypes(exclude="number")
    return table.assign(**texts.map(lambda value: visible(value) if isinstance(value, str) else value))


def items(texts: Iterable[str]) -> None:
    """Show texts as a list."""
    rows = "".join(f"<li>{as_html(text)}</li>" for text in texts)
    if rows:
        st.html(f'<ul class="atlas-list">{rows}</ul>')


def terms(pairs: Iterable[tuple[str, str]]) -> None:
    """Show words with what they mean, as a list."""
    rows = "".join(
        f"<li><strong>{as_html(word)}.</strong> {as_html(meaning)}</li>" for word, meaning in pairs
    )
    if rows:
        st.html(f'<ul class="atlas-list">{rows}</ul>')
