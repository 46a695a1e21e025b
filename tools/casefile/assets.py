"""Facilities, flows and sources: renamed into the fields of the schema, nothing added."""

import re

from casefile.reading import Row, countries, stated

LANGUAGES = ("ru", "kk", "uk", "hu")


def points_first(rows: list[Row]) -> list[Row]:
    """Put sites before pipelines: at equal distance the first facility counts as the nearest."""
    return sorted(rows, key=lambda row: row["geometry"]["type"] != "Point")


def facility_feature(row: Row) -> Row:
    """Turn a facility of the case file into a GeoJSON feature."""
    names = {"en": row["name_en"], **{tag: row.get(f"name_{tag}") for tag in LANGUAGES}}
    properties = {
        "id": row["id"],
        "name": row["name_en"],
        "names": names,
        "kind": row["kind"],
        "commodity": row["commodity"],
        "operator": row["operator"],
        "owners": [_owner(owner) for owner in row["owners"]],
        "countries": countries(row["country"]),
        "region": row["admin_region"],
        "capacity": _capacity(row["capacity"]),
        "uncertainty_m": row["precision_m"],
        "located_by": row["coord_source"],
        "schematic": row["coord_source"].startswith("schematic") or None,
        "sources": row["source_ids"],
        "note": row["notes"],
    }
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": row["geometry"],
        "properties": stated(properties),
    }


def _owner(row: Row) -> Row:
    """Rename; an owner of two countries gets a list, one of one country a single code."""
    codes = countries(row["country"])
    return stated(
        {
            "name": row["name"],
            "country": codes[0] if len(codes) == 1 else None,
            "countries": codes if len(codes) > 1 else None,
            "share_pct": row["share_pct"],
            "source": row["source_id"],
        }
    )


def _capacity(row: Row | None) -> Row | None:
    """Rename, and take the year from the words of the unit where they name one."""
    if row is None:
        return None
    years = re.findall(r"\b20\d\d\b", row["unit"] or "")
    return stated(
        {
            "value": row["value"],
            "unit": row["unit"],
            "year": int(years[0]) if len(years) == 1 else None,
            "source": row["source_id"],
            "note": row["note"],
        }
    )


def flow_record(row: Row) -> Row:
    """Turn a flow of the case file into a record."""
    return stated(
        {
            "id": row["id"],
            "from": row["from_facility"],
            "to": row["to_facility"],
            "via": row["via_facility_ids"],
            "commodity": row["commodity"],
            "volume": row["volume"],
            "unit": row["unit"],
            "period": row["period"],
            "status": row["status"],
            "affected_countries": row["affected_third_countries"],
            "sources": row["source_ids"],
            "note": row["note"],
        }
    )


def source_record(row: Row) -> Row:
    """Turn a source of the case file into a record."""
    return stated(
        {
            "id": row["id"],
            "url": row["url"],
            "publisher": row["publisher"],
            "title": row["title"],
            "published": row["date"],
            "language": row["lang"],
            "reliability": row["reliability_class"],
            "read_as": row["read_as"],
            "note": row["note"],
        }
    )
