"""The page's own scripts and styles, and Leaflet: built with npm, or from a content network where it is not.

Knows files and addresses, not what is in them.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from mapapp.errors import MissingAsset

LEAFLET_VERSION: Final = "1.9.4"

_CDN: Final = f"https://cdn.jsdelivr.net/npm/leaflet@{LEAFLET_VERSION}/dist"
CDN_ORIGIN: Final = "https://cdn.jsdelivr.net"
LEAFLET_INTEGRITY: Final = {
    "leaflet.js": "sha256-20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
    "leaflet.css": "sha256-p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
}
"""Subresource Integrity of Leaflet's files, so that a content network can deliver nothing else."""


@dataclass(frozen=True, slots=True)
class Assets:
    """What the page is made of besides data.

    Parameters
    ----------
    script, style : str
        The document's own script and style.
    leaflet_script, leaflet_style : str or None
        Leaflet's, to be written into the page; None where they were not built.
    """

    script: str
    style: str
    leaflet_script: str | None
    leaflet_style: str | None

    @property
    def is_offline(self) -> bool:
        """Whether the page needs no network."""
        return self.leaflet_script is not None


@cache
def load_assets() -> Assets:
    """Read the built scripts and styles from the package.

    Returns
    -------
    Assets
        Leaflet is absent where the page's scripts were not built with npm.

    Raises
    ------
    MissingAsset
        If the document's own script or style is not there.
    """
    own = {name: _read(name) for name in ("document.js", "document.css")}
    for name, text in own.items():
        if text is None:
            raise MissingAsset(
                f"mapapp/web/dist/{name}: the page's script is not there; run `make web`, "
                "or install the package again."
            )
    return Assets(
        own["document.js"] or "", own["document.css"] or "", _read("leaflet.js"), _read("leaflet.css")
    )


def _read(name: str) -> str | None:
    file = files("mapapp").joinpath("web", "dist", name)
    return file.read_bytes().decode("utf-8") if file.is_file() else None


def leaflet_tags() -> str:
    """Write the tags that load Leaflet from a content network, held to its digest."""
    style, script = (_cdn_attributes(name) for name in ("leaflet.css", "leaflet.js"))
    return f'<link rel="stylesheet" href={style}>\n<script src={script}></script>'


def _cdn_attributes(name: str) -> str:
    held = f'integrity="{LEAFLET_INTEGRITY[name]}" crossorigin="anonymous" referrerpolicy="no-referrer"'
    return f'"{_CDN}/{name}" {held}'


def csp_hash(text: str) -> str:
    """Give a script's or style's hash in the form of a Content-Security-Policy.

    Examples
    --------
    >>> csp_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
