"""View + layers → one Folium map as one page of HTML. The page of the app and the exported file are the same.

Folium and branca build the page from constants and inert blocks. What must not pass through their
templates (the title, the scripts, the security policy) is put in its place after they are done.
"""

import html
import re
from typing import Any, Final

import folium
from branca.element import Figure, MacroElement
from folium.template import Template as FoliumTemplate
from jinja2 import Template

from geodata.borders import ATTRIBUTION as BORDERS_CREDIT
from geodata.borders import VIEWPOINT_LABELS
from geodata.days import to_iso
from geodata.evidence import RULES
from geodata.licences import attribution_lines, gate
from geodata.release import statements
from geodata.vocabulary import (
    ABOUT,
    DATE_PRECISIONS,
    FACILITY_GROUPS,
    INCIDENT_KINDS,
    RELIABILITIES,
    ROLES,
    STANCES,
    STANDINGS,
    WEAK_RELIABILITIES,
    Term,
)
from mapapp.assets import CDN_ORIGIN, Assets, csp_hash, leaflet_tags, load_assets
from mapapp.blocks import block_mark, block_tag, encode, encode_block
from mapapp.contents import Contents, contents_of
from mapapp.errors import UnknownLayer
from mapapp.history import histories
from mapapp.layers import LAYERS
from mapapp.layers.arcs import FINE_ARCS, coarse_arcs, fine_arcs
from mapapp.layers.base import ATLAS
from mapapp.layers.basemap import TILES
from mapapp.made_of import made_of
from mapapp.names import NAMES_CREDIT, PLACES_CREDIT, known_languages, names_by_country
from mapapp.payload.blocks import DRAWING, incident_blocks
from mapapp.payload.density import density_blocks
from mapapp.payload.rest import REST, rest_of
from mapapp.plain import plain_page
from mapapp.records import record_tables
from mapapp.view import View
from mapapp.wording import visible

MOST_HISTORIES: Final = 2_000
"""Incidents of which a page tells what versions changed of them."""

VIEWPOINT_SHORT: Final = {"un": "UN", "de_facto": "de facto"}

_TITLE, _POLICY, _LEAFLET, _STYLE, _PLAIN, _SCRIPT, _NOTICE = (
    f"<!--atlas:{name}-->" for name in ("title", "policy", "leaflet", "style", "plain", "script", "notice")
)


class Page(Figure):
    """The page around the map."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"{_POLICY}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="strict-origin-when-cross-origin">\n'
        f"{_TITLE}\n{_LEAFLET}\n{_STYLE}\n"
        "</head>\n<body>\n"
        f"<noscript>{_PLAIN}</noscript>\n"
        f"{_NOTICE}\n"
        "{{ this.html.render(**kwargs) }}\n"
        f"{_SCRIPT}\n"
        "<script>{{ this.script.render(**kwargs) }}</script>\n"
        "{% for name in this.later %}{{ this.mark(name) }}\n{% endfor %}"
        "</body>\n</html>\n"
    )

    def __init__(self) -> None:
        super().__init__()
        self.blocks: dict[str, str] = {}
        """By name, the text of every block. No template sees it: the elements render marks in its place."""
        self.later: list[str] = []
        """Blocks that stand behind the scripts: the map is drawn before the browser has read them."""

    mark = staticmethod(block_mark)


class AtlasMap(folium.Map):
    """A Folium map in a page of its own that brings no script from elsewhere."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (as Folium declares it)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 (as Folium declares it)
    _template = FoliumTemplate(
        "{% macro html(this, kwargs) %}"
        '<main class="folium-map" id="{{ this.get_name() }}" aria-label="Map"></main>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map({{ this.get_name() | tojson }}, "
        "{center: {{ this.location | tojson }}, crs: L.CRS.{{ this.crs }}, "
        "...{{ this.options | tojavascript }}});"
        "{% endmacro %}"
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.page = Page()
        self.add_to(self.page)


class Block(MacroElement):
    """The place of an inert data block that belongs to no layer."""

    _template = Template("{% macro html(this, kwargs) %}{{ this.mark }}{% endmacro %}")

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._id = "Block", name
        self.mark = block_mark(name)


class Command(MacroElement):
    """One line of the page's script, without any data."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.line }}{% endmacro %}")

    def __init__(self, name: str, line: str) -> None:
        super().__init__()
        self._name, self._id = "Command", name
        self.line = line


def build_map(contents: Contents, *, layers: tuple[str, ...] | None = None) -> AtlasMap:
    """Build the Folium map of a page.

    Parameters
    ----------
    contents : Contents
        What the page holds.
    layers : tuple of str, optional
        Names of the layers that the document has; all of them where not given.

    Returns
    -------
    AtlasMap
        The map, in a page of its own.

    Raises
    ------
    UnknownLayer
        If a name is none of a layer.
    """
    known = {layer.name: layer for layer in LAYERS}
    for name in layers or ():
        if name not in known:
            raise UnknownLayer.among("layer", name, known)
    view = contents.view
    west, south, east, north = contents.extent
    chart = AtlasMap(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=4,
        tiles=None,
        zoom_control=False,
        zoom_snap=0.25,
        wheel_px_per_zoom_level=100,
        world_copy_jump=True,
    )
    chart._id = ATLAS
    chart.options |= {
        "min_zoom": 2,
        "max_zoom": 17,
    }  # Folium keeps its own arguments of these names for tiles
    page = chart.page
    chart.add_child(Command("begin", f"var {ATLAS} = mapDocument.strikeMap({chart.get_name()});"))
    rest = encode(rest_of(view, is_whole=not contents.told))
    incidents = incident_blocks(view)
    if contents.has_counts:
        incidents |= {name: encode(content) for name, content in density_blocks(contents.whole).items()}
    page.later = [FINE_ARCS, *(name for name in incidents if name != DRAWING), REST]
    page.blocks = {
        "document": encode_block(_about(contents)),
        DRAWING: incidents[DRAWING],
        "records": encode_block(record_tables(view)),
        "arcs": coarse_arcs(),
    }
    for name in page.blocks:
        chart.add_child(Block(name))
    page.blocks |= {FINE_ARCS: fine_arcs(contents.extent), **incidents, REST: rest}
    for layer in LAYERS:
        wanted = layers is None or layer.name in layers
        if wanted and contents.has_layer(layer.name) and layer.applies(view):
            element = layer(view)
            element.declaration["show"] = contents.shows(layer.name, usually=layer.show)
            chart.add_child(element)
            if element.block is not None:
                page.blocks[layer.name] = element.block
    chart.add_child(Command("end", f"{ATLAS}.start();"))
    return chart


def render(
    view: View | Contents, *, layers: tuple[str, ...] | None = None, assets: Assets | None = None
) -> str:
    """Write the page: equal views give equal bytes.

    Parameters
    ----------
    view : View or Contents
        What the map shows; or what the page holds, where that was chosen before.
    layers : tuple of str, optional
        Names of the layers that the document has; all of them where not given.
    assets : Assets, optional
        Scripts and styles; those of the package where not given.

    Returns
    -------
    str
        A complete HTML page.

    Raises
    ------
    UnknownLayer
        If a name is none of a layer.
    MissingAsset
        If the document's own scripts are not there.
    """
    given = assets or load_assets()
    contents = view if isinstance(view, Contents) else contents_of(view)
    page = build_map(contents, layers=layers).page
    leaflet = leaflet_tags()
    if given.leaflet_script is not None and given.leaflet_style is not None:
        leaflet = f"<style>{given.leaflet_style}</style>\n<script>{_inline(given.leaflet_script)}</script>"
    texts = {
        _TITLE: f"<title>{html.escape(visible(contents.whole.dataset.metadata.title))}</title>",
        _LEAFLET: leaflet,
        _STYLE: f"<style>{given.style}</style>",
        _PLAIN: plain_page(contents),
        _SCRIPT: f"<script>{_inline(given.script)}</script>\n<script>{_GUARD}</script>",
        _NOTICE: "" if given.is_offline else _ONLINE_NOTICE,
    }
    frame = _filled(page.render(), texts)
    frame = frame.replace("\r\n", "\n")  # as the browser reads it before it takes the hashes of the policy
    blocks = {block_mark(name): block_tag(name, text) for name, text in page.blocks.items()}
    return _filled(frame, {_POLICY: _policy(frame, offline=given.is_offline), **blocks})


def _filled(page: str, texts: dict[str, str]) -> str:
    """Put texts in place of their marks, all in one pass: a page of many incidents is copied once."""
    return "".join(texts.get(part, part) for part in re.split("(<!--atlas:[^>]*-->)", page))


_ONLINE_NOTICE: Final = """<p id="online-notice">This map loads the Leaflet library from cdn.jsdelivr.net,
because the page's scripts were not built with npm where it was made. Its data stays in this file.</p>"""

_GUARD: Final = """
if (!window.mapDocument) (function () {
  var plain = document.querySelector("noscript");
  document.documentElement.setAttribute("data-ready", "failed");
  plain.outerHTML = plain.textContent;
  document.querySelector(".plain-why").className = "failure";
  document.querySelector(".failure").textContent = "The map could not be drawn. " + (!window.L ?
    "The Leaflet library was not delivered by cdn.jsdelivr.net. " +
    "Open this file with a network, or export it anew after `make web`." : Array.prototype.toSorted ?
    "The page's scripts did not run: an extension or a setting of this browser forbids them, or the file " +
    "was altered after it was written. Allow them for this page, open it in another browser, or export " +
    "the map anew." :
    "This browser is too old for the page's scripts. Open the file in a current browser: " +
    "Chrome, Edge, Firefox or Safari of 2023 or later.");
})();
"""
"""Puts the plain page in place of the map where a browser cannot even read the page's scripts."""


def _inline(script: str) -> str:
    """Keep a script from ending its element early."""
    return script.replace("</script", "<\\/script")


def _policy(page: str, *, offline: bool) -> str:
    """Write the Content-Security-Policy under which exactly the page's own scripts and styles run."""
    scripts = " ".join(csp_hash(text) for text in re.findall(r"<script>(.*?)</script>", page, re.DOTALL))
    styles = " ".join(csp_hash(text) for text in re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    network = "" if offline else f" {CDN_ORIGIN}"
    tiles = f"https://{TILES.url.split('/')[2]}"
    policy = (
        f"default-src 'none'; script-src {scripts}{network}; style-src {styles}{network}; "
        f"img-src data: blob: {tiles}; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def _about(contents: Contents) -> dict[str, Any]:
    """Give what the page needs to know besides records and layers."""
    view = contents.view
    metadata = view.dataset.metadata
    languages = known_languages(metadata.languages)
    west, south, east, north = contents.extent
    return {
        "title": metadata.title,
        "description": metadata.description,
        "version": metadata.version,
        "licence": metadata.licence,
        "attribution": list(attribution_lines(view.dataset)),
        "cautions": list(metadata.cautions),
        "held_back": list(statements(metadata)),
        "stays_here": [one.sentence for one in gate(contents.whole.dataset).withheld],
        "languages": languages,
        "digest": contents.whole.dataset.digest,
        "extent": [[south, west], [north, east]],
        "viewpoint": view.query.viewpoint,
        "filter": view.query.to_filter(),
        "viewpoints": {
            name: {"label": VIEWPOINT_LABELS[name], "short": VIEWPOINT_SHORT.get(name, name)}
            for name in view.analysis.incidents
        },
        "present": view.present,
        **_numbers(view),
        **({"holds": dict(contents.told)} if contents.told else {}),
        **_histories(view),
        "countries": names_by_country(languages),
        **_vocabularies(),
        "made_of": made_of(),
        "map_credits": " · ".join((BORDERS_CREDIT, PLACES_CREDIT, NAMES_CREDIT)),
        "tiles": {
            "url": TILES.build_url(),
            "attribution": TILES.html_attribution,
            "max_zoom": TILES.max_zoom,
            "referrer_policy": "strict-origin-when-cross-origin",
        },
    }


def _vocabularies() -> dict[str, Any]:
    """Give the words that records use, with what they mean."""
    return {
        "labels": {
            "standing": _labels(STANDINGS),
            "incident_kind": _labels(INCIDENT_KINDS),
            "stance": _labels(STANCES),
            "role": _labels(ROLES),
            "about": _labels(ABOUT),
            "reliability": _labels(RELIABILITIES),
            "date_precision": _labels(DATE_PRECISIONS),
        },
        "meanings": {"reliability": {term.name: term.meaning for term in RELIABILITIES}},
        "standings": [_row(term) for term in STANDINGS],
        "facility_groups": [_row(term) for term in FACILITY_GROUPS],
        "weak_reliabilities": sorted(WEAK_RELIABILITIES),
        "rules": [{"name": rule.name, "label": rule.label, "sentence": rule.sentence} for rule in RULES],
    }


def _histories(view: View) -> dict[str, Any]:
    """Give what the revision log says of the incidents of the page; nothing where it says nothing of them."""
    past = histories(view.dataset.changes, "incidents")
    ids = sorted(id_ for id_ in past if id_ in view.analysis.rows)
    told = {id_: [[one.headline, *one.lines] for one in past[id_]] for id_ in ids[:MOST_HISTORIES]}
    return {"history": told} if told else {}


def _numbers(view: View) -> dict[str, Any]:
    """Give how many records there are, and between which days the incidents lie."""
    dataset = view.dataset
    first, last = view.days
    dated = first <= last
    return {
        "counts": {
            "incidents": len(dataset.incidents),
            "located": view.order.located,
            "facilities": len(dataset.facilities),
            "flows": len(dataset.flows),
        },
        "first_day": to_iso(first[dated].min()) if dated.any() else None,
        "last_day": to_iso(last[dated].max()) if dated.any() else None,
    }


def _labels(terms: tuple[Term, ...]) -> dict[str, str]:
    return {term.name: term.label for term in terms}


def _row(term: Term) -> dict[str, str]:
    return {"name": term.name, "label": term.label, "meaning": term.meaning}
