"""The fields of facilities, incidents, claims, sources and flows: one table, from which the rest follows.

Pure: imports only the vocabulary. Readers check against it, writers order by it,
`geodata.json_schema` publishes it.
"""

from dataclasses import dataclass
from enum import StrEnum

from geodata.vocabulary import (
    ABOUT,
    DATE_PRECISIONS,
    FACILITY_KINDS,
    FLOW_STATUSES,
    INCIDENT_KINDS,
    RELIABILITIES,
    ROLES,
    STANCES,
    Term,
)


class Type(StrEnum):
    """What a field holds, in the words of an error message."""

    TEXT = "text"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    DATE = "an ISO 8601 date or time"
    COUNTRY = "an ISO 3166-1 alpha-2 code"
    OBJECT = "an object"
    ANY = "anything"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    Parameters
    ----------
    name : str
        The property's name in a file and the column's name in a table.
    type : Type
        What one value holds.
    meaning : str
        What the field says, in plain words.
    many : bool
        Whether the field is a list of such values.
    required : bool
        Whether its absence is worth a finding. Nothing is ever invented for it.
    unit : str
        Unit of a number, e.g. ``"m"``.
    choices : tuple of Term
        The values that the field's vocabulary knows; others are kept and noted.
    members : tuple of Field
        The fields of an object, where they are fixed.
    of_a_piece : bool
        Whether they say something only together, as a distance and the facility that it is from: where one
        cannot be used, none is.
    """

    name: str
    type: Type
    meaning: str
    many: bool = False
    required: bool = False
    unit: str = ""
    choices: tuple[Term, ...] = ()
    members: tuple["Field", ...] = ()
    of_a_piece: bool = False

    @property
    def expected(self) -> str:
        """What the field expects, in words for an error message."""
        one = f"{self.type.value} ({self.unit})" if self.unit else self.type.value
        return f"a list, each item {one}" if self.many else one


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record: its name, what it is, and its fields in order."""

    name: str
    meaning: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)


_SOURCES = Field("sources", Type.TEXT, "ids of the sources this record rests on", many=True)
_NOTE = Field("note", Type.TEXT, "a remark of the dataset's editors")
_UNCERTAINTY = Field(
    "uncertainty_m",
    Type.NUMBER,
    "radius of the smallest circle that contains the whole location"
    " (Darwin Core coordinateUncertaintyInMeters)",
    unit="m",
)
_LOCATED_BY = Field("located_by", Type.TEXT, "how the location was found")

OWNER = Record(
    "owner",
    "a shareholder of a facility",
    (
        Field("name", Type.TEXT, "name of the owner", required=True),
        Field("country", Type.COUNTRY, "country of the owner"),
        Field("countries", Type.COUNTRY, "countries of the owner, where it has several", many=True),
        Field("share_pct", Type.NUMBER, "share held", unit="%"),
        Field("source", Type.TEXT, "id of the source that states the share"),
    ),
)

CAPACITY = Record(
    "capacity",
    "what a facility can handle, as one source states it",
    (
        Field("value", Type.NUMBER, "the figure"),
        Field("unit", Type.TEXT, "its unit, as stated"),
        Field("year", Type.NUMBER, "the year it holds for"),
        Field("source", Type.TEXT, "id of the source that states it"),
        Field("note", Type.TEXT, "what other sources state, or what the figure is not"),
    ),
)

FACILITY = Record(
    "facility",
    "an asset of energy infrastructure: a point, a line (pipeline) or an area",
    (
        Field("id", Type.TEXT, "stable id, unique in the dataset", required=True),
        Field("name", Type.TEXT, "name in English, or the only name known", required=True),
        Field("names", Type.OBJECT, "names by language code (BCP 47)"),
        Field("kind", Type.TEXT, "what it is", choices=FACILITY_KINDS),
        Field("commodity", Type.TEXT, "what it handles"),
        Field("operator", Type.TEXT, "who runs it"),
        Field("owners", Type.OBJECT, "shareholders", many=True, members=OWNER.fields),
        Field("countries", Type.COUNTRY, "countries it lies in", many=True),
        Field("region", Type.TEXT, "region or sea area"),
        Field("capacity", Type.OBJECT, "what it can handle", members=CAPACITY.fields, of_a_piece=True),
        Field("status", Type.TEXT, "operating, idle, under construction, …"),
        _UNCERTAINTY,
        _LOCATED_BY,
        Field("schematic", Type.BOOLEAN, "whether the geometry only sketches the course"),
        _SOURCES,
        _NOTE,
    ),
)

CLAIM = Record(
    "claim",
    "what one party was reported to say about an incident",
    (
        Field("by", Type.TEXT, "who says it", required=True),
        Field("unnamed", Type.BOOLEAN, 'whether the claimant is not named, as in "industry sources"'),
        Field("role", Type.TEXT, "in what role", choices=ROLES),
        Field("countries", Type.COUNTRY, "country or countries of the claimant", many=True),
        Field("stance", Type.TEXT, "how the claimant stands to it", required=True, choices=STANCES),
        Field("about", Type.TEXT, "what the claim is about; a denial denies exactly this", choices=ABOUT),
        Field(
            "also_about",
            Type.TEXT,
            "what else the claim states in so many words, never denied by it; words as for about",
            many=True,
        ),
        Field(
            "contradicts",
            Type.NUMBER,
            "for a denial: the numbers (from 1, within the incident) of the claims it contradicts,"
            " where that is narrower than its topic; an empty list: none of them",
            many=True,
        ),
        Field("what", Type.TEXT, "the claim, in short own words", required=True),
        Field("value", Type.NUMBER, "the figure, where the claim states one"),
        Field("low", Type.NUMBER, "lower end of the figure, where a range is stated"),
        Field("high", Type.NUMBER, "upper end of the figure, where a range is stated"),
        Field("unit", Type.TEXT, "unit of the figure"),
        Field("date", Type.DATE, "when it was said"),
        Field("source", Type.TEXT, "id of the source", required=True),
    ),
)

INTERCEPTION = Record(
    "interception",
    "a reported interception: a distance from a facility, never a position",
    (
        Field("distance_km", Type.NUMBER, "reported distance from the facility", unit="km"),
        Field("distance_km_low", Type.NUMBER, "lower end, where a range is reported", unit="km"),
        Field("distance_km_high", Type.NUMBER, "upper end, where a range is reported", unit="km"),
        Field("facility_id", Type.TEXT, "the facility it was measured from"),
        Field("claimed_by", Type.TEXT, "who reports it"),
    ),
)

CONSEQUENCES = Record(
    "consequences",
    "what was said to follow",
    (
        Field("damaged", Type.TEXT, "what was said to be damaged"),
        Field("out_of_service", Type.OBJECT, "start, end and note of an outage"),
        Field("bypassed", Type.BOOLEAN, "whether the flow was led past the facility"),
        Field(
            "flow_reduced_pct", Type.OBJECT, "value, by whom stated, note; conflicting figures in the note"
        ),
        Field("suspended", Type.TEXT, "what was said to be suspended"),
        Field("restored", Type.OBJECT, "date or plan of the return, and note"),
        Field("casualties", Type.TEXT, "casualties, as reported"),
        Field("third_country_effect", Type.TEXT, "effects on third countries, as reported", many=True),
        Field("note", Type.TEXT, "a remark of the dataset's editors"),
    ),
)

ALTERNATIVE_DATE = Record(
    "alternative_date",
    "another date that a source gives for the same incident",
    (
        Field("date", Type.DATE, "the other date", required=True),
        Field("source", Type.TEXT, "id of the source"),
        Field("note", Type.TEXT, "how the source puts it"),
    ),
)

SILENCE = Record(
    "silence",
    "a search that found no statement of a party; it is not a claim and not evidence of silence",
    (
        Field("party", Type.TEXT, "whose statement was looked for", required=True),
        Field("role", Type.TEXT, "in what role", choices=ROLES),
        Field("countries", Type.COUNTRY, "country or countries of the party", many=True),
        Field("note", Type.TEXT, "what was looked through"),
        Field("date", Type.DATE, "up to when"),
        Field("source", Type.TEXT, "id of the source that was read"),
    ),
)

HEAT = Record(
    "heat",
    "a thermal anomaly that a satellite saw near the place and time of an incident: observed heat, not proof",
    (
        Field("time", Type.DATE, "when the satellite passed (UTC)", required=True),
        Field("longitude", Type.NUMBER, "longitude of the middle of the pixel", unit="°"),
        Field("latitude", Type.NUMBER, "latitude of the middle of the pixel", unit="°"),
        Field("uncertainty_m", Type.NUMBER, "half the diagonal of the pixel", unit="m"),
        Field("distance_m", Type.NUMBER, "distance from the incident as mapped", unit="m"),
        Field("distance_m_min", Type.NUMBER, "least distance that both uncertainties allow", unit="m"),
        Field("distance_m_max", Type.NUMBER, "greatest distance that both uncertainties allow", unit="m"),
        Field("satellite", Type.TEXT, "the satellite"),
        Field("instrument", Type.TEXT, "the instrument"),
        Field("confidence", Type.TEXT, "how sure the detection is, in the words or figures of its makers"),
        Field("power_mw", Type.NUMBER, "fire radiative power", unit="MW"),
        Field("source", Type.TEXT, "id of the source"),
    ),
)

INCIDENT = Record(
    "incident",
    "a reported event at one place in one interval of time",
    (
        Field("id", Type.TEXT, "stable id, unique in the dataset", required=True),
        Field("title", Type.TEXT, "what was reported, in short own words", required=True),
        Field("start", Type.DATE, "start of the interval in which the event lies", required=True),
        Field("end", Type.DATE, "end of the interval in which the event lies"),
        Field("date_precision", Type.TEXT, "how exactly the date is known", choices=DATE_PRECISIONS),
        Field("time_note", Type.TEXT, "the time of day as sources give it"),
        Field(
            "alternative_dates",
            Type.OBJECT,
            "other dates that sources give",
            many=True,
            members=ALTERNATIVE_DATE.fields,
        ),
        Field("kind", Type.TEXT, "what was reported", choices=INCIDENT_KINDS),
        Field(
            "facility_ids",
            Type.TEXT,
            "ids of the facilities concerned, the most concerned one first",
            many=True,
        ),
        Field("country", Type.COUNTRY, "country on whose territory it was reported, as the dataset has it"),
        _UNCERTAINTY,
        _LOCATED_BY,
        Field(
            "interception",
            Type.OBJECT,
            "reported interception",
            members=INTERCEPTION.fields,
            of_a_piece=True,
        ),
        Field("consequences", Type.OBJECT, "what was said to follow", members=CONSEQUENCES.fields),
        Field("affected_countries", Type.COUNTRY, "third countries said to be affected", many=True),
        Field(
            "observed_heat",
            Type.OBJECT,
            "thermal anomalies near it in place and time; no proof of a strike",
            many=True,
            members=HEAT.fields,
        ),
        Field("conflicts", Type.TEXT, "where the sources contradict each other", many=True),
        Field(
            "no_statement_found", Type.OBJECT, "searches without a result", many=True, members=SILENCE.fields
        ),
        Field("claims", Type.OBJECT, "what each party was reported to say", many=True, members=CLAIM.fields),
    ),
)

SOURCE = Record(
    "source",
    "a publication that claims and figures rest on",
    (
        Field("id", Type.TEXT, "stable id, unique in the dataset", required=True),
        Field("url", Type.TEXT, "address of the publication", required=True),
        Field("publisher", Type.TEXT, "who published it"),
        Field("title", Type.TEXT, "its title"),
        Field("published", Type.DATE, "when it was published"),
        Field("language", Type.TEXT, "its language (BCP 47)"),
        Field("reliability", Type.TEXT, "what to keep in mind when reading it", choices=RELIABILITIES),
        Field("archived_url", Type.TEXT, "address of an archived copy"),
        Field("accessed", Type.DATE, "when it was read"),
        Field("sha256", Type.TEXT, "digest of the copy that was read"),
        Field("read_as", Type.TEXT, "in what form it was read"),
        Field("licence", Type.TEXT, "the licence under which its data may be used"),
        Field("attribution", Type.TEXT, "the line that must travel with what rests on it"),
        Field(
            "redistribution",
            Type.BOOLEAN,
            "whether its data may be passed on; where false, what rests on it stays out of every export",
        ),
        _NOTE,
    ),
)

FLOW = Record(
    "flow",
    "what was reported to move from one facility to another",
    (
        Field("id", Type.TEXT, "stable id, unique in the dataset", required=True),
        Field("from", Type.TEXT, "id of the facility it leaves", required=True),
        Field("to", Type.TEXT, "id of the facility it reaches", required=True),
        Field("via", Type.TEXT, "ids of facilities on the way", many=True),
        Field("commodity", Type.TEXT, "what moves"),
        Field("volume", Type.NUMBER, "how much"),
        Field("unit", Type.TEXT, "unit of the volume, as stated"),
        Field("period", Type.TEXT, "the time the volume holds for"),
        Field("status", Type.TEXT, "how the volume is known", choices=FLOW_STATUSES),
        Field("affected_countries", Type.COUNTRY, "third countries that depend on it", many=True),
        _SOURCES,
        _NOTE,
    ),
)

RECORDS: tuple[Record, ...] = (FACILITY, INCIDENT, CLAIM, SOURCE, FLOW)
