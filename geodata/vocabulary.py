"""The words that fields choose from, each with a label and a meaning. Pure: imports nothing of the project.

The schema, the checks, the legend and the method page all read these rows.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary.

    Parameters
    ----------
    name : str
        The word as it stands in a file.
    label : str
        The word as it is shown.
    meaning : str
        What it says, where the label does not say it all.
    group : str
        What it is drawn and filtered with, where a vocabulary has groups.
    """

    name: str
    label: str
    meaning: str = ""
    group: str = ""


def label_of(terms: tuple[Term, ...], name: str | None) -> str:
    """Give the label of a word; an unknown word is shown as it is, a missing one as "not stated".

    Examples
    --------
    >>> label_of(STANCES, "denies"), label_of(STANCES, "shrugs"), label_of(STANCES, None)
    ('denies', 'shrugs', 'not stated')
    """
    if name is None:
        return "not stated"
    return next((term.label for term in terms if term.name == name), name)


FACILITY_GROUPS = (
    Term("pipeline", "Pipelines"),
    Term("station", "Pumping, compressor and metering stations"),
    Term("terminal", "Terminals, ports and moorings"),
    Term("plant", "Refineries, processing and power plants"),
    Term("field", "Fields and platforms"),
    Term("storage", "Storage and depots"),
    Term("crossing", "Border crossing points"),
    Term("other", "Other"),
)

FACILITY_KINDS = (
    Term("oil_pipeline", "Oil pipeline", group="pipeline"),
    Term("gas_pipeline", "Gas pipeline", group="pipeline"),
    Term("products_pipeline", "Oil products pipeline", group="pipeline"),
    Term("oil_pipeline_section", "Section of an oil pipeline", group="pipeline"),
    Term("gas_pipeline_section", "Section of a gas pipeline", group="pipeline"),
    Term("oil_pumping_station", "Oil pumping station", group="station"),
    Term("products_pumping_station", "Oil products pumping station", group="station"),
    Term("gas_compressor_station", "Gas compressor station", group="station"),
    Term("gas_metering_station", "Gas metering station", group="station"),
    Term("gas_transmission_facility", "Gas transmission facility", group="station"),
    Term("oil_export_terminal", "Oil export terminal", group="terminal"),
    Term("oil_import_terminal", "Oil import terminal", group="terminal"),
    Term("oil_products_terminal", "Oil products terminal", group="terminal"),
    Term("rail_oil_terminal", "Rail oil terminal", group="terminal"),
    Term("lpg_terminal", "LPG terminal", group="terminal"),
    Term("gas_condensate_terminal", "Gas condensate terminal", group="terminal"),
    Term("lng_export_terminal", "LNG export terminal", group="terminal"),
    Term("lng_import_terminal", "LNG import terminal", group="terminal"),
    Term("lng_terminal", "LNG terminal", group="terminal"),
    Term("offshore_mooring", "Offshore mooring", group="terminal"),
    Term("port", "Port", group="terminal"),
    Term("oil_receipt_point", "Oil receipt point", group="terminal"),
    Term("gas_landfall", "Landfall of a gas pipeline", group="terminal"),
    Term("oil_refinery", "Oil refinery", group="plant"),
    Term("gas_processing_plant", "Gas processing plant", group="plant"),
    Term("power_plant", "Power plant", group="plant"),
    Term("oil_field", "Oil field", group="field"),
    Term("gas_field", "Gas field", group="field"),
    Term("oil_gas_field", "Oil or gas field", group="field"),
    Term("gas_condensate_field", "Gas and condensate field", group="field"),
    Term("gas_field_area", "Gas production area", group="field"),
    Term("offshore_oil_platform", "Offshore oil platform", group="field"),
    Term("gas_storage", "Gas storage", group="storage"),
    Term("oil_depot", "Oil depot", group="storage"),
    Term("gas_interconnection_point", "Gas interconnection point", group="crossing"),
    Term("power_substation", "Power substation", group="other"),
    Term("office", "Office", group="other"),
    Term("incident_site", "Place of an incident without a facility", group="other"),
)

INCIDENT_KINDS = (
    Term("uav_strike", "Drone strike", "a strike by an unmanned aircraft was reported"),
    Term("missile_strike", "Missile strike", "a strike by missiles was reported"),
    Term("naval_drone_strike", "Naval drone strike", "a strike by an unmanned boat was reported"),
    Term("shelling", "Shelling", "artillery fire was reported"),
    Term("sabotage", "Sabotage", "a charge laid on the ground was reported"),
    Term("interception", "Interception", "an interception was reported, at a stated or unstated distance"),
    Term("debris", "Debris", "falling debris was reported"),
    Term("fire", "Fire", "a fire was reported whose cause is not agreed"),
    Term("claim_only", "Claim only", "something was claimed; nothing was shown to have happened"),
    Term("other", "Other", "another or an unstated kind of event"),
)

STANDINGS = (
    Term("confirmed", "Confirmed", "the operator or the affected side, and another side, say so"),
    Term("corroborated", "Corroborated", "two or more independent claimants say so"),
    Term(
        "single_source",
        "Single source",
        "one claimant alone says so, or several of one country through one publisher",
    ),
    Term("contested", "Contested", "some say so and others deny it"),
    Term("denied", "Denied", "it is denied and nobody named stands by it"),
    Term("claim_only", "Claim only", "something was claimed; nothing was shown to have happened"),
    Term("unstated", "Not stated", "no claim in the dataset says whether it happened"),
)

ROLES = (
    Term("operator", "operator", "the company that runs the facility, owns it or is its customer"),
    Term(
        "affected_state", "state where it happened", "a national authority of the country where it happened"
    ),
    Term(
        "attacking_state",
        "state said to have attacked",
        "a national authority of the country that others name as the attacker, or that claims the attack"
        " itself; the naming is theirs",
    ),
    Term("military", "military", "armed forces or their ministry"),
    Term("regional_government", "regional authority", "a governor or a regional or city authority"),
    Term("third_state", "third state", "an authority of a country not at war here, or of the EU"),
    Term("media", "media", "a publication, or unnamed sources that it cites"),
    Term("satellite", "satellite data", "an observation from space"),
    Term("other", "other", "another or an unstated role"),
)

STANCES = (
    Term("asserts", "asserts", "puts forward a fact"),
    Term("confirms", "confirms", "accepts a fact that another party reports, or claims responsibility"),
    Term("denies", "denies", "rejects a fact or an effect: read what exactly"),
    Term("no_information", "has no information", "says it does not know, or declines to say"),
    Term("concern", "voices concern", "a political reaction"),
)

ABOUT = (
    Term("event", "the event", "whether it happened"),
    Term("interception", "interception", "whether and where something was intercepted"),
    Term("damage", "damage", "what was damaged"),
    Term("shutdown", "shutdown", "whether something stopped"),
    Term("restoration", "restoration", "whether and when it came back"),
    Term("effect", "effect", "what followed for flows, markets or third countries"),
    Term("responsibility", "responsibility", "who did it, and why"),
)

DATE_PRECISIONS = (
    Term("minute", "to the minute"),
    Term("hour", "to the hour"),
    Term("day", "to the day"),
    Term("week", "to the week"),
    Term("month", "to the month"),
    Term("year", "to the year"),
)

RELIABILITIES = (
    Term("ordinary", "ordinary", "nothing in particular"),
    Term("state_media", "state media", "speaks for a government"),
    Term("aggregator", "aggregator", "repeats others, often without saying whom"),
    Term("machine_translation", "machine translation", "names and figures may be garbled"),
    Term("propaganda_mirror", "propaganda mirror", "reposts state messages; replace before relying on it"),
)

WEAK_RELIABILITIES = frozenset({"state_media", "aggregator", "machine_translation", "propaganda_mirror"})
"""Reliabilities that are flagged wherever a source is shown."""

FLOW_STATUSES = (
    Term("reported", "reported", "a source states the volume"),
    Term("reported_no_volume", "reported, no volume", "a source states the flow without a volume"),
    Term("estimate", "estimate", "a source estimates the volume"),
    Term("output_proxy", "output of the field", "the output of the field stands for the flow"),
    Term("claimed", "claimed", "one party claims the volume"),
)
