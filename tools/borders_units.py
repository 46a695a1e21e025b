"""Who owns each unit of the border source under each viewpoint, and which lines are disputed.

Tables only. `tools.build_borders` imports them; nothing at run time does.
"""

from dataclasses import dataclass

VIEWPOINTS = ("un", "de_facto")

NO_OWNER = ""
"""Claimed by several states and settled by none: drawn as land, a part of no country."""

OWNERS: dict[str, tuple[str, str]] = {
    # Units that the source gives no ISO number, or whose owner depends on the viewpoint: (un, de_facto).
    "Crimea": ("UA", "RU"),
    "Somaliland": ("SO", "XS"),
    "N. Cyprus": ("CY", "XN"),
    "Cyprus U.N. Buffer Zone": ("CY", "CY"),
    "Kosovo": ("XK", "XK"),
    "Siachen Glacier": ("IN", "IN"),
    "Baikonur": ("KZ", "KZ"),
    "USNB Guantanamo Bay": ("CU", "CU"),
    "Dhekelia": ("GB", "GB"),
    "Akrotiri": ("GB", "GB"),
    "Christmas Island": ("CX", "CX"),
    "Cocos (Keeling) Islands": ("CC", "CC"),
    "Coral Sea Is.": ("AU", "AU"),
    "Clipperton I.": ("FR", "FR"),
    "Bajo Nuevo Bank": ("CO", "CO"),
    "Serranilla Bank": ("CO", "CO"),
    "Spratly Is.": (NO_OWNER, NO_OWNER),
    "Scarborough Reef": (NO_OWNER, NO_OWNER),
}

SOVEREIGN = {"HK": "CN", "MO": "CN"}
"""Codes of their own inside another state: the line between the two is no international border."""

NAMES = {"XN": "Northern Cyprus", "XS": "Somaliland", "MK": "North Macedonia"}
"""Names that the source lacks or has not followed. XN and XS are user-assigned codes in the sense of
ISO 3166-1 and mean something in this project only."""


@dataclass(frozen=True, slots=True)
class Split:
    """Polygons of one source unit that become a unit of their own.

    A polygon moves when it contains the point `inside`, or, without one, when it lies in `box`
    (west, south, east, north).
    """

    source: str
    name: str
    inside: tuple[float, float] | None = None
    box: tuple[float, float, float, float] | None = None


SPLITS = (
    # The polygon that holds Simferopol; it is a part of its own in the source's Russia.
    Split("Russia", "Crimea", inside=(34.1, 44.95)),
    Split("Indian Ocean Ter.", "Cocos (Keeling) Islands", box=(96.0, -13.0, 98.0, -11.0)),
    Split("Indian Ocean Ter.", "Christmas Island", box=(105.0, -11.0, 106.0, -10.0)),
)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A line between two units that is disputed, inside `box` or along its whole length."""

    units: tuple[str, str]
    why: str
    box: tuple[float, float, float, float] | None = None


DISPUTES = (
    Dispute(("Crimea", "Ukraine"), "occupied since 2014; UNGA 68/262 holds to Ukraine's borders"),
    Dispute(("Kosovo", "Serbia"), "Serbia does not recognise Kosovo; UNSC 1244"),
    Dispute(("Somalia", "Somaliland"), "Somaliland is recognised by few"),
    Dispute(("Cyprus U.N. Buffer Zone", "N. Cyprus"), "cease-fire line; UNSC 541"),
    Dispute(("Cyprus", "N. Cyprus"), "cease-fire line; UNSC 541"),
    Dispute(("Morocco", "W. Sahara"), "non-self-governing territory, status open"),
    Dispute(("Israel", "Palestine"), "armistice lines of 1949"),
    Dispute(("Israel", "Syria"), "the source draws the Golan Heights in Israel; UNSC 497"),
    Dispute(("India", "Siachen Glacier"), "Kashmir"),
    Dispute(("China", "Siachen Glacier"), "Kashmir"),
    Dispute(("Pakistan", "Siachen Glacier"), "Kashmir"),
    Dispute(("India", "Pakistan"), "Line of Control in Kashmir", box=(73.0, 32.3, 78.0, 36.0)),
    Dispute(("China", "India"), "Line of Actual Control"),
    Dispute(("Sudan", "S. Sudan"), "final boundary not yet determined"),
    Dispute(("Egypt", "Sudan"), "Hala'ib and Bir Tawil", box=(33.1, 21.0, 38.0, 23.0)),
)
