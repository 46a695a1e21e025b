"""Tables of plain cells hold all that a dataset's tables do."""

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings

from geodata.dataset import TABLES
from geodata.flatrows import is_json
from geodata.formats.unfolded import unfolded
from geodata.places import Place
from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, SOURCE
from geodata.stores.flat import from_arrow, to_arrow
from tests.stores.datasets import datasets

RECORDS = dict(zip(TABLES, (FACILITY, INCIDENT, CLAIM, SOURCE, FLOW), strict=True))
EXAMPLES = int(os.environ.get("EXAMPLES", "40"))


def there_and_back(dataset, *, lists):
    tables = {
        name: from_arrow(record, to_arrow(record, getattr(dataset, name), lists=lists), Place("t").note)[0]
        for name, record in RECORDS.items()
    }
    return replace(dataset, **tables)


@pytest.mark.parametrize("lists", [True, False], ids=["lists", "JSON"])
@given(dataset=datasets())
@settings(max_examples=EXAMPLES)
def test_tables_come_back_as_they_were(dataset, lists):
    assert there_and_back(dataset, lists=lists).digest == dataset.digest


@pytest.mark.parametrize("record", [FACILITY, INCIDENT], ids=lambda record: record.name)
def test_what_a_store_writes_as_json_is_opened_where_a_format_reads_it(record):
    for field in record.fields:
        assert (unfolded({field.name: "[1]"}) != {field.name: "[1]"}) is is_json(field), field.name


@pytest.mark.parametrize("lists", [True, False], ids=["lists", "JSON"])
def test_the_bundled_dataset_comes_back_as_it_was(sample, lists):
    again = there_and_back(sample, lists=lists)
    assert again.digest == sample.digest
    assert again.incidents.columns.tolist() == sample.incidents.columns.tolist()
