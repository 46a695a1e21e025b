"""Facilities and the incidents that are shown as KML 2.2, for Google Earth and the like.

Text from data is text: viewers take a description for HTML, so it is escaped once more than XML asks for.

References
----------
OGC 12-007r2 (2015), OGC KML 2.3, and OGC 07-147r2 (2008), OGC KML 2.2.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from geodata.files import replacing
from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing

NAMESPACE: Final = "http://www.opengis.net/kml/2.2"

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLOURS: Final = {
    "confirmed": "#0072B2",
    "corroborated": "#009E73",
    "single_source": "#E69F00",
    "contested": "#D55E00",
    "denied": "#CC79A7",
    "claim_only": "#999999",
    "unstated": "#666666",
}
_FACILITY: Final = "#3B4A54"


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    root = ET.Element("kml", xmlns=NAMESPACE)
    root.append(_document(handed))
    ET.indent(root, space=" ")
    with replacing(path) as temporary:
        ET.ElementTree(root).write(temporary, encoding="UTF-8", xml_declaration=True)


def _document(handed: "Outgoing") -> ET.Element:
    from mapapp.exporters.placemarks import facility_marks, incident_marks

    metadata = handed.view.dataset.metadata
    document = ET.Element("Document")
    _add(document, "name", metadata.title)
    lines = (metadata.description, *metadata.cautions, *metadata.attribution, f"Licence: {metadata.licence}")
    _add(document, "description", html.escape("\n".join(line for line in lines if line), quote=False))
    for name, colour in (*_COLOURS.items(), ("facility", _FACILITY)):
        document.append(_style(name, colour))
    for title, marks in (
        ("Facilities", facility_marks(handed.view)),
        ("Incidents", incident_marks(handed.shown)),
    ):
        folder = ET.SubElement(document, "Folder")
        _add(folder, "name", title)
        folder.extend(placemark(mark) for mark in marks)
    return document


def placemark(mark: dict[str, Any]) -> ET.Element:
    """Build a placemark.

    Parameters
    ----------
    mark : dict
        ``id``, ``name``, ``lines`` of its description, ``style``, ``data`` by name, ``geometry``, and where
        it has a time, ``span`` of two days.

    Returns
    -------
    Element
        Its children in the order of the schema.

    Examples
    --------
    >>> mark = {"name": "A", "lines": ["<b>"], "style": "facility", "data": {}, "geometry": None}
    >>> ET.tostring(placemark(mark)).decode()
    '<Placemark><name>A</name><description>&amp;lt;b&amp;gt;</description><styleUrl>#facility</styleUrl></Placemark>'
    """
    found = ET.Element("Placemark")
    _add(found, "name", mark["name"])
    _add(found, "description", html.escape("\n".join(mark["lines"]), quote=False))
    if mark.get("span"):
        span = ET.SubElement(found, "TimeSpan")
        for tag, day in zip(("begin", "end"), mark["span"], strict=True):
            _add(span, tag, day)
    _add(found, "styleUrl", f"#{mark['style'] if mark['style'] in _COLOURS else 'facility'}")
    if mark["data"]:
        extended = ET.SubElement(found, "ExtendedData")
        for name, value in mark["data"].items():
            _add(ET.SubElement(extended, "Data", name=name), "value", str(value))
    found.extend(geometries(mark["geometry"]))
    return found


def geometries(shape: Any) -> Iterator[ET.Element]:
    """Yield the KML geometry of a shape; none where it has no location.

    Parameters
    ----------
    shape : Geometry or None
        In longitude and latitude.

    Yields
    ------
    Element
        One at most.

    Examples
    --------
    >>> import shapely
    >>> [ET.tostring(one).decode() for one in geometries(shapely.Point(37.44, 44.86))]
    ['<Point><coordinates>37.44,44.86</coordinates></Point>']
    """
    if shape is None or shape.is_empty:
        return
    if shape.geom_type in ("Point", "LineString"):
        found = ET.Element(shape.geom_type)
        _add(found, "coordinates", _positions(shape))
    elif shape.geom_type == "Polygon":
        found = ET.Element("Polygon")
        for ring in (shape.exterior, *shape.interiors):
            side = ET.SubElement(found, "innerBoundaryIs" if len(found) else "outerBoundaryIs")
            _add(ET.SubElement(side, "LinearRing"), "coordinates", _positions(ring))
    else:
        found = ET.Element("MultiGeometry")
        for part in shape.geoms:
            found.extend(geometries(part))
    yield found


def _positions(shape: Any) -> str:
    import shapely

    return " ".join(f"{lon!r},{lat!r}" for lon, lat in shapely.get_coordinates(shape).tolist())


def _style(name: str, colour: str) -> ET.Element:
    """Build a style; KML writes colours as alpha, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    style = ET.Element("Style", id=name)
    for tag, alpha in (("IconStyle", "ff"), ("LineStyle", "ff"), ("PolyStyle", "66")):
        part = ET.SubElement(style, tag)
        _add(part, "color", f"{alpha}{blue}{green}{red}".lower())
        if tag == "IconStyle":
            _add(part, "scale", "0.7" if name == "facility" else "1")
        elif tag == "LineStyle":
            _add(part, "width", "2")
    return style


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _NO_XML.sub("\ufffd", text)


KML: Final = Exporter(
    "kml",
    "Facilities and incidents as KML",
    (".kml",),
    "Two folders for Google Earth and the like: facilities, and the incidents shown, with their time, "
    "coloured by standing.",
    "application/vnd.google-earth.kml+xml",
    _write,
)
