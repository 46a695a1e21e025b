"""One incident of a report: what and when, who says and who denies, how far, what is not known. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from geodata.evidence import rule_named
from geodata.schema import CONSEQUENCES
from geodata.vocabulary import ABOUT, DATE_PRECISIONS, INCIDENT_KINDS, ROLES, STANCES, label_of
from mapapp.bundle.markdown import address, escaped
from mapapp.wording import country_label, distance, number

_CONSEQUENCES: Final = {field.name: field.name.replace("_", " ") for field in CONSEQUENCES.fields}

Row = Mapping[str, Any]


def incident_lines(
    place: int, record: Row, known: Row, claims: Sequence[Row], sources: Mapping[str, Row]
) -> Iterator[str]:
    """Write one incident.

    Parameters
    ----------
    place : int
        Its number in the report.
    record : mapping
        What the dataset states of it.
    known : mapping
        Its row of the table and its measures.
    claims : sequence of mapping
        Its claims, in order.
    sources : mapping of str to mapping
        All sources by id.

    Yields
    ------
    str
        Lines of Markdown.
    """
    yield f"### {place}. {escaped(record.get('title') or record['id'])}"
    yield ""
    yield f"- **Id**: {escaped(record['id'])}"
    yield f"- **Reported**: {escaped(label_of(INCIDENT_KINDS, record.get('kind') or 'other'))}"
    yield f"- **When**: {_when(record)}"
    yield from (
        f"  - another date: {_other_date(one, sources)}" for one in _objects(record, "alternative_dates")
    )
    yield f"- **Where**: {_where(record, known)}"
    yield f"- **Standing**: {escaped(known['why'])}"
    yield f"  Rule: {escaped(rule_named(known['standing']).sentence)}"
    says = [claim for claim in claims if claim.get("stance") != "denies"]
    denies = [claim for claim in claims if claim.get("stance") == "denies"]
    yield from _claim_list("Who says what", says, sources, none="nobody is quoted.")
    yield from _claim_list("Who denies", denies, sources, none="no denial is recorded.")
    facility = escaped(known["nearest_facility"] or "none")
    yield f"- **Nearest facility**: {facility}, {known['nearest_facility_distance']}"
    yield f"- **Nearest border**: {escaped(known['border_pair'] or 'none')}, {known['border_distance']}"
    yield f"- **Interception, as reported**: {_interception(record, known)}"
    yield from _list("What followed, as reported", _followed(record), none="nothing is recorded.")
    yield from _list("Where sources contradict each other", _texts(record, "conflicts"))
    yield from _list(
        "Not known", _unknown(record, claims, sources), none="nothing that was looked for is missing."
    )


def _list(title: str, lines: Sequence[str], *, none: str = "") -> Iterator[str]:
    if lines:
        yield f"- **{title}**:"
        yield from (f"  - {line}" for line in lines)
    elif none:
        yield f"- **{title}**: {none}"


def _claim_list(title: str, claims: Sequence[Row], sources: Mapping[str, Row], *, none: str) -> Iterator[str]:
    yield from _list(title, [_claim(claim, sources) for claim in claims], none=none)


def _claim(claim: Row, sources: Mapping[str, Row]) -> str:
    role = label_of(ROLES, claim["role"]) if claim.get("role") else ""
    who = [role, *map(country_label, claim.get("countries") or ())]
    by = f"{claim.get('by') or 'somebody'} ({', '.join(filter(None, who)) or 'role not stated'})"
    stance = label_of(STANCES, claim.get("stance"))
    about = f" on {label_of(ABOUT, claim['about'])}" if claim.get("about") else ""
    figure = _figure(claim)
    said = f", {claim['date']}" if claim.get("date") else ""
    words = f"{by} {stance}{about}: {claim.get('what') or 'no words recorded'}{figure}{said}"
    return f"{escaped(words)}. Source: {_source(claim.get('source'), sources)}"


def _figure(claim: Row) -> str:
    low, high, value = (claim.get(name) for name in ("low", "high", "value"))
    if low is not None or high is not None:
        ends = " to ".join("open" if end is None else f"{end:g}" for end in (low, high))
        return f" [{ends} {claim.get('unit') or ''}]".replace(" ]", "]")
    return "" if value is None else f" [{value:g} {claim.get('unit') or ''}]".replace(" ]", "]")


def _source(id_: Any, sources: Mapping[str, Row]) -> str:
    if not isinstance(id_, str) or not id_:
        return "not recorded"
    source = sources.get(id_, {})
    named = " ".join(filter(None, [escaped(source.get("publisher") or ""), f"({escaped(id_)})"]))
    return f"{named}, {address(source['url'])}" if source.get("url") else named


def _when(record: Row) -> str:
    start, end, precision = (record.get(name) for name in ("start", "end", "date_precision"))
    if not (start or end):
        return "not known"
    days = " to ".join(dict.fromkeys(filter(None, (start, end))))
    exact = label_of(DATE_PRECISIONS, precision) if precision else "precision not stated"
    note = f"; {escaped(record['time_note'])}" if record.get("time_note") else ""
    return f"{escaped(days)}, {escaped(exact)}{note}"


def _other_date(one: Row, sources: Mapping[str, Row]) -> str:
    note = f" ({escaped(str(one['note']))})" if one.get("note") else ""
    date = escaped(str(one.get("date") or "not stated"))
    return f"{date}{note}. Source: {_source(one.get('source'), sources)}"


def _where(record: Row, known: Row) -> str:
    country = known["country_name"] or "no country under this viewpoint"
    error = record.get("uncertainty_m")
    within = f"within {distance(error)}" if error is not None else "location error not known"
    how = f"; {escaped(record['located_by'])}" if record.get("located_by") else ""
    return f"{escaped(country)}, {within}{how}"


def _interception(record: Row, known: Row) -> str:
    stated = record.get("interception")
    if not isinstance(stated, Mapping) or not stated:
        return "none is recorded."
    ends = [stated.get(f"distance_km{end}") for end in ("_low", "", "_high")]
    kms = [f"{number(km, digits=1).removesuffix('.0')} km" for km in ends if isinstance(km, int | float)]
    how_far = " to ".join(dict.fromkeys(kms)) or "at a distance that is not stated"
    of = f" from {stated['facility_id']}" if stated.get("facility_id") else ""
    by = f", according to {stated['claimed_by']}" if stated.get("claimed_by") else ""
    return escaped(f"{how_far}{of}{by}")


def _followed(record: Row) -> list[str]:
    stated = record.get("consequences")
    lines = [f"{_CONSEQUENCES.get(key, key)}: {_words(value)}" for key, value in (stated or {}).items()]
    if record.get("affected_countries"):
        lines.append(f"said to be affected: {', '.join(map(country_label, record['affected_countries']))}")
    return list(map(escaped, lines))


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_words(member)}" for key, member in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_words, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _unknown(record: Row, claims: Sequence[Row], sources: Mapping[str, Row]) -> list[str]:
    lines = [] if record.get("start") or record.get("end") else ["when it happened"]
    lines += [] if record.get("date_precision") else ["how exactly the date is known"]
    lines += [] if record.get("uncertainty_m") is not None else ["how exactly the place is known"]
    lines += [] if record.get("consequences") else ["what followed"]
    lines += [] if claims else ["who says so"]
    searched = [_searched(one, sources) for one in _objects(record, "no_statement_found")]
    return [*lines, *searched]


def _searched(one: Row, sources: Mapping[str, Row]) -> str:
    party, note = escaped(str(one.get("party") or "a party")), one.get("note")
    how = f" ({escaped(str(note))})" if note else ""
    return (
        f"no statement of {party} was found{how}; a note on the search, not evidence of silence. "
        f"Source: {_source(one.get('source'), sources)}"
    )


def _objects(record: Row, name: str) -> list[Row]:
    return [one for one in record.get(name) or () if isinstance(one, Mapping)]


def _texts(record: Row, name: str) -> list[str]:
    return [escaped(str(one)) for one in record.get(name) or ()]
