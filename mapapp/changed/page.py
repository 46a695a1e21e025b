"""Differences as one HTML page without scripts. Pure.

Text from data is escaped as it is put in; nothing reads the page again as a template.
"""

import difflib
import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from geodata.changes import ADDED, CHANGED, NOT_STATED, REMOVED, Difference
from mapapp.assets import csp_hash
from mapapp.changed.versions import Side
from mapapp.changed.words import TABLES, Entry, Line, entries, headline, in_words, label_of_table, reordering
from mapapp.wording import number, visible

_STYLE: Final = Path(__file__).with_name("page.css")
_LABELS: Final = {ADDED: "Added", CHANGED: "Changed", REMOVED: "Removed"}
_LONGEST: Final = 4000
"""Characters of a value: courses of pipelines are long, and nobody reads them."""
_FEW: Final = 4
_WORDS: Final = 400
"""Words from which and up to which two texts are compared word by word."""


def as_page(old: Side, new: Side, difference: Difference) -> str:
    """Write the page.

    Parameters
    ----------
    old, new : Side
        The versions.
    difference : Difference
        What was added, changed and removed.

    Returns
    -------
    str
        A complete page that runs nothing and asks for nothing; the same for the same differences.
    """
    style = _STYLE.read_text(encoding="utf-8")
    title = f"What changed: {new.title}"
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    parts = [head, *_header(old, new, difference), "<main>\n"]
    for table, records in entries(difference).items():
        parts += [f"<section>\n<h2>{TABLES[table]}</h2>\n", *(_entry(entry, 3) for entry in records)]
        parts.append("</section>\n")
    if not difference:
        parts.append("<p>Nothing was added, changed or removed.</p>\n")
    return "".join([*parts, "</main>\n", *_footer(old, new), "</body>\n</html>\n"])


def _policy(style: str) -> str:
    return f"default-src 'none'; style-src {csp_hash(style)}; base-uri 'none'; form-action 'none'"


def _text(text: str) -> str:
    """Escape a text so that HTML shows it as it is."""
    whole = visible(text)
    return html.escape(whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}…")


def _header(old: Side, new: Side, difference: Difference) -> Iterator[str]:
    yield f"<header>\n<h1>{_text(new.title or 'A dataset without a title')}: what changed</h1>\n"
    yield '<dl class="versions">\n'
    for label, side in (("Before", old), ("After", new)):
        version = f"version {_text(side.version)}" if side.version else "no version"
        named = f"<strong>{version}</strong> · {_text(side.title)}"
        # In which folder of a computer it lies is nobody's business.
        place = re.split(r"[/\\]", side.name.rstrip("/\\"))[-1]
        yield f'<dt>{label}</dt><dd>{named} <span class="quiet">{_text(place)}</span></dd>\n'
    yield "</dl>\n"
    yield _counts(difference) if difference.counts else f"<p>{_text(headline(difference))}.</p>\n"
    for note in (_standings(difference), reordering(difference)):
        if note:
            yield f'<p class="quiet">{_text(note)}</p>\n'
    yield "</header>\n"


def _counts(difference: Difference) -> str:
    head = "".join(f'<th scope="col">{label}</th>' for label in _LABELS.values())
    rows = "".join(
        f'<tr><th scope="row">{_text(label_of_table(table))}</th>'
        + "".join(f"<td>{number(counts[what]) if what in counts else '–'}</td>" for what in _LABELS)
        + "</tr>\n"
        for table, counts in difference.counts.items()
    )
    return f'<table class="counts"><thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n'


def _standings(difference: Difference) -> str:
    count = len(difference.standings)
    if not count:
        return ""
    return f"The standing of {number(count)} {'incident is' if count == 1 else 'incidents is'} another."


def _entry(entry: Entry, level: int) -> str:
    title = _text(entry.title) if entry.title else ""
    id_ = f' <span class="id">{_text(entry.id)}</span>' if entry.id else ""
    summary = f'<p class="quiet">{_text(entry.summary)}</p>\n' if entry.summary else ""
    fields = "".join(map(_field, entry.lines))
    return (
        f'<article class="entry is-{entry.what}">\n'
        f'<h{level}><span class="what">{_LABELS[entry.what]}</span>{title}{id_}</h{level}>\n{summary}'
        + (f'<dl class="fields">\n{fields}</dl>\n' if fields else "")
        + "".join(_entry(claim, level + 1) for claim in entry.claims)
        + "</article>\n"
    )


def _field(line: Line) -> str:
    before, after = _compared(line.before, line.after)
    return (
        f'<div><dt>{_text(line.field)}</dt><dd data-side="before"><span class="hidden">before: </span>'
        f'{before}</dd><dd data-side="after"><span class="hidden">after: </span>{after}</dd></div>\n'
    )


def _compared(before: str, after: str) -> tuple[str, str]:
    """Mark what of two texts is not in the other, word by word; short or foreign ones as a whole."""
    nothing = in_words(NOT_STATED)
    if nothing in (before, after):
        quiet = f'<span class="quiet">{nothing}</span>'
        return (
            quiet if before == nothing else f"<del>{_text(before)}</del>",
            quiet if after == nothing else f"<ins>{_text(after)}</ins>",
        )
    words = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    matcher = difflib.SequenceMatcher(None, *words, autojunk=False)
    if max(map(len, words)) > _WORDS or min(map(len, words)) < _FEW or matcher.ratio() < 0.5:
        return f"<del>{_text(before)}</del>", f"<ins>{_text(after)}</ins>"
    sides: tuple[list[str], list[str]] = ([], [])
    for kind, start, end, begin, stop in matcher.get_opcodes():
        _add(sides[0], words[0][start:end], "" if kind == "equal" else "del")
        _add(sides[1], words[1][begin:stop], "" if kind == "equal" else "ins")
    return "".join(sides[0]), "".join(sides[1])


def _add(parts: list[str], words: Sequence[str], mark: str) -> None:
    text = _text("".join(words))
    if text:
        parts.append(f"<{mark}>{text}</{mark}>" if mark else text)


def _footer(old: Side, new: Side) -> Iterator[str]:
    digests = f"<code>{old.digest}</code> → <code>{new.digest}</code>"
    yield f"<footer>\n<p>Digests of the content: {digests}</p>\n</footer>\n"
