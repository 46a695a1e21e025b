"""A dataset saved in a database is read back as it was."""

import os
from dataclasses import replace

import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings

from geodata.sample import SAMPLE
from geodata.stores import load, save, store_of
from geodata.stores.selection import Selection
from tests.builders import CLAIM, POINT, feature, make_dataset
from tests.house import ROOT
from tests.stores.datasets import datasets

EXAMPLES = int(os.environ.get("EXAMPLES", "12"))

HARD = ["", "a\0b", "\ud800", "NULL", "\\.", "a\n\\.\nb", '"', "a,b", "{}", "\r\n", "\\", "'", "%s", "%(id)s"]


def contents(dataset):
    return dataset.digest, dataset.metadata, dataset.changes


@given(dataset=datasets())
@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_dataset_comes_back_as_it_was_and_replaces_the_one_before(dataset, address):
    save(dataset, address)
    assert contents(load(address)) == contents(dataset)


def test_the_bundled_dataset_comes_back_as_it_was(sample, address):
    save(sample, address)
    again = load(address)
    assert contents(again) == contents(sample)
    for name in ("facilities", "incidents", "claims", "sources", "flows"):
        table, expected = getattr(again, name), getattr(sample, name)
        assert table.columns.tolist() == expected.columns.tolist()
        key = "incident_id" if name == "claims" else "id"
        assert table[key].tolist() == expected[key].tolist()
    assert again.facilities.crs == sample.facilities.crs


def test_rows_come_back_in_another_order_when_they_were_saved_in_one(sample, address):
    save(sample, address)
    turned = replace(sample, incidents=sample.incidents.iloc[::-1].reset_index(drop=True))
    save(turned, address)
    assert load(address).incidents["id"].tolist() == sample.incidents["id"].tolist()[::-1]


@pytest.mark.parametrize("text", HARD, ids=ascii)
def test_a_text_comes_back_wherever_it_stands(text, server):
    incident = {"id": text, "title": text, "facility_ids": [text, "x"], "kind": text, "strange": {text: text}}
    dataset = make_dataset(
        facilities=[{"id": text, "name": text, "names": {"en": text}}],
        incidents=[{**incident, "claims": [{**CLAIM, "by": text}, {"incident_id": text}]}],
        sources=[{"id": text, "url": text}, {"id": text}, {}],
        dataset={"title": text},
        changes=[{"what": text}],
    )
    save(dataset, server.address("texts"))
    again = load(server.address("texts"))
    assert contents(again) == contents(dataset)
    assert again.claims["incident_id"].tolist() == dataset.claims["incident_id"].tolist()


def test_ids_that_cannot_be_keys_come_back(address):
    sources = [{"id": "a"}, {"id": "a"}, {"id": "a~2"}, {}, {"id": 7}, {"id": "long" * 900}, {"url": "u"}]
    dataset = make_dataset(facilities=[{"id": "f"}], sources=sources)
    save(dataset, address)
    assert load(address).sources["id"].tolist() == ["a", "a", "a~2", None, None, "long" * 900, None]
    assert contents(load(address)) == contents(dataset)


@pytest.mark.parametrize(
    "number", [2**53 + 1, -(2**63), 2**64, 10**200, 0.1, -0.0, 5e-324, 1.7976931348623157e308], ids=str
)
def test_a_number_comes_back_to_the_last_bit(number, server):
    stated = {
        "id": "i",
        "uncertainty_m": abs(number),
        "strange": number,
        "interception": {"distance_km": number},
    }
    dataset = make_dataset(incidents=[{**stated, "title": "t", "claims": [{**CLAIM, "value": number}]}])
    save(dataset, server.address("numbers"))
    assert contents(load(server.address("numbers"))) == contents(dataset)


def test_a_sign_of_zero_is_a_change(address):
    for value in (0.0, -0.0):
        dataset = make_dataset(incidents=[{"id": "i", "title": "t", "claims": [{**CLAIM, "value": value}]}])
        save(dataset, address)
        assert load(address).digest == dataset.digest


def test_any_geometry_comes_back(address):
    line = [[float(step % 180), float(step % 90)] for step in range(200_000)]
    geometries = [
        POINT,
        None,
        {"type": "Point", "coordinates": [1.5, 2.5, -3.5]},
        {"type": "Point", "coordinates": []},
        {"type": "LineString", "coordinates": line},
        {"type": "MultiPolygon", "coordinates": [[[[0, 0, 1], [9, 0, 1], [9, 9, 1], [0, 0, 1]]]]},
        {
            "type": "GeometryCollection",
            "geometries": [POINT, {"type": "MultiPoint", "coordinates": [[1, 2]]}],
        },
    ]
    facilities = [
        feature({"id": f"f{number}", "name": "x"}, geometry=geometry)
        for number, geometry in enumerate(geometries)
    ]
    dataset = make_dataset(facilities=facilities)
    save(dataset, address)
    again = load(address)
    assert again.digest == dataset.digest
    assert (
        shapely.to_wkb(again.facilities.geometry).tolist()
        == shapely.to_wkb(dataset.facilities.geometry).tolist()
    )


def test_what_is_gone_is_removed_and_what_is_as_it_was_is_not_written(sample, server, schema, address):
    written = f'SELECT id, xmin::text FROM "{schema}".incidents'
    save(sample, address)
    before = dict(server.run(written))
    titles = sample.incidents["title"].copy()
    titles.iloc[3] = "another title"
    fewer = sample.incidents.assign(title=titles).iloc[:-2].reset_index(drop=True)
    kept = sample.claims[sample.claims["incident_id"].isin(fewer["id"])].reset_index(drop=True)
    changed = replace(sample, incidents=fewer, claims=kept)
    save(changed, address)
    after = dict(server.run(written))
    assert load(address).digest == changed.digest
    assert {id_ for id_ in after if after[id_] != before[id_]} == {fewer["id"].iloc[3]}
    assert len(before) - len(after) == 2


def test_datasets_of_several_schemas_do_not_mix(sample, server, schema):
    september = load(SAMPLE, Selection(start="2025-09", end="2025-09"))
    save(sample, server.address(schema))
    save(september, server.address(f"{schema}b"))
    assert load(server.address(schema)).digest == sample.digest
    assert load(server.address(f"{schema}b")).digest == september.digest
    server.run(f'DROP SCHEMA "{schema}b" CASCADE')


@pytest.mark.parametrize("begin", ["postgresql://", "postgresql+psycopg://", "postgres://", "POSTGRESQL://"])
def test_an_address_of_a_database_is_that_of_this_store(begin):
    assert store_of(f"{begin}ann@db.example/energy").name == "postgis"


def test_a_folder_called_postgresql_is_none():
    assert store_of("postgresql/").name == "folder"


def test_what_is_read_names_its_tables_without_the_password(sample, server, schema, address):
    save(make_dataset(incidents=[{"id": "i7"}]), address)
    dataset = load(address)
    named = [report.file for report in dataset.reports] + [place.file for place in dataset.places.values()]
    assert any(name.endswith("(incidents)") for name in named)
    assert server.password not in repr(dataset.reports) + repr(dataset.places)
    assert any("(id 'i7')" in str(finding) for report in dataset.reports for finding in report.findings)


def test_a_database_where_numbers_are_written_short_gives_all_their_digits(server, other_database):
    server.run(f"ALTER DATABASE {other_database} SET extra_float_digits = 0")
    dataset = make_dataset(incidents=[{"id": "i", "title": "t", "uncertainty_m": 0.1 + 0.2}])
    save(dataset, server.address(database=other_database))
    assert load(server.address(database=other_database)).digest == dataset.digest


def test_postgis_in_a_schema_of_its_own_is_found(sample, server, other_database):
    server.run("CREATE SCHEMA gis", "CREATE EXTENSION postgis SCHEMA gis", database=other_database)
    place = server.address(database=other_database)
    save(sample, place)
    assert load(place).digest == sample.digest
    assert len(load(place, Selection(bbox=(30, 40, 60, 60))).incidents) > 0


def test_the_query_of_the_documentation_finds_incidents(sample, server):
    save(sample, server.address())
    document = (ROOT / "docs" / "stores.md").read_text("utf-8")
    setting, query = document.split("```sql\n", 1)[1].split("```", 1)[0].split(";\n\n", 1)
    found = server.run(setting, query)
    assert [row[0] for row in found] == [
        "kavkazskaya-transshipment-2025-03-19",
        "cpc-kropotkinskaya-2025-03-24",
    ]
