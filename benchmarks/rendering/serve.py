"""Hands out the pages on a loopback port, and with them what they would load from elsewhere."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

MODULES: Final = Path(__file__).parent / "node_modules"
ELSEWHERE: Final = "elsewhere"

ANYWIDGET: Final = "anywidget.js"
"""Looked for beside the page before it is looked for elsewhere."""

SUBSTITUTES: Final[tuple[tuple[str, str], ...]] = (
    (r"npm/leaflet@[\d.]+/dist/leaflet\.js", "npm:leaflet/dist/leaflet.js"),
    (r"npm/leaflet@[\d.]+/dist/leaflet\.css", "npm:leaflet/dist/leaflet.css"),
    (r"jquery-[\d.]+\.min\.js", "npm:jquery/dist/jquery.min.js"),
    (r"jquery/[\d.]+/jquery\.min\.js", "npm:jquery/dist/jquery.min.js"),
    (r"jqueryui/[\d.]+/jquery-ui\.min\.js", "npm:jquery-ui-dist/jquery-ui.min.js"),
    (r"bootstrap@[\d.]+/dist/js/bootstrap\.bundle\.min\.js", "npm:bootstrap/dist/js/bootstrap.bundle.min.js"),
    (r"bootstrap@[\d.]+/dist/css/bootstrap\.min\.css", "npm:bootstrap/dist/css/bootstrap.min.css"),
    (r"leaflet\.awesome-markers\.js", "npm:leaflet.awesome-markers/dist/leaflet.awesome-markers.min.js"),
    (r"leaflet\.awesome-markers\.css", "npm:leaflet.awesome-markers/dist/leaflet.awesome-markers.css"),
    (r"fontawesome-free@[\d.]+/css/all\.min\.css", "npm:@fortawesome/fontawesome-free/css/all.min.css"),
    (r"leaflet\.markercluster\.js", "npm:leaflet.markercluster/dist/leaflet.markercluster.js"),
    (r"MarkerCluster\.css", "npm:leaflet.markercluster/dist/MarkerCluster.css"),
    (r"MarkerCluster\.Default\.css", "npm:leaflet.markercluster/dist/MarkerCluster.Default.css"),
    (r"leaflet_heat\.min\.js", "folium:templates/leaflet_heat.min.js"),
    (r"iso8601\.min\.js", "npm:iso8601-js-period/iso8601.js"),
    (r"leaflet\.timedimension\.min\.js", "npm:leaflet-timedimension/dist/leaflet.timedimension.min.js"),
    (r"timedimension\.control\.css", "npm:leaflet-timedimension/dist/leaflet.timedimension.control.css"),
    (r"moment\.min\.js", "npm:moment/min/moment.min.js"),
    (r"@deck\.gl/jupyter-widget@[^/]+/dist/index\.js", "pydeck:nbextension/static/index.js"),
    (r"require\.min\.js", "npm:requirejs/require.js"),
    (r"html-manager@[^/]+/dist/embed-amd\.js", "npm:@jupyter-widgets/html-manager/dist/embed-amd.js"),
    (ANYWIDGET, "anywidget:nbextension/index.js"),
    (r"esm/parquet_wasm_bg\.wasm", "npm:parquet-wasm/esm/parquet_wasm_bg.wasm"),
)
"""What an address ends in, and the file that is served for it.

Addresses not listed (fonts, styles of controls that the maps do not show) lead nowhere."""

_ADDRESS = re.compile(r"""https://[\w.-]+\.(?:com|net|org)/[^"'`\s<>\\]+""")
_INTEGRITY = re.compile(r' integrity="sha[^"]+"')


def localised(page: str) -> str:
    """Let a page load from this server what it would load from elsewhere.

    Only what stands before and after the data is looked through; the data itself holds no such addresses.
    """
    ends = [re.compile(ending + "$") for ending, _ in SUBSTITUTES]

    def here(found: re.Match[str]) -> str:
        for number, ending in enumerate(ends):
            if ending.search(found[0]):
                return f"/{ELSEWHERE}/{number}/{Path(SUBSTITUTES[number][1]).name}"
        return found[0]

    return _INTEGRITY.sub("", _ADDRESS.sub(here, page))


def local_file(number: int) -> Path:
    """Find the file that is served in place of an address."""
    package, path = SUBSTITUTES[number][1].split(":")
    if package == "npm":
        return MODULES / path
    found = find_spec(package)
    origin = Path(found.origin) if found is not None and found.origin is not None else Path("missing")
    return origin.parent / path


class _Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        parts = path.split("?")[0].split("/")
        if parts[1] == ELSEWHERE:
            return str(local_file(int(parts[2])))
        if parts[-1] == ANYWIDGET:
            return str(local_file([ending for ending, _ in SUBSTITUTES].index(ANYWIDGET)))
        return super().translate_path(path)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; yields its address, which ends with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
