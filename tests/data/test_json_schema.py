"""The published schema is the one that the code has."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from geodata.errors import UnknownName
from geodata.json_schema import json_schema, write_schemas
from geodata.schema import RECORDS

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.parametrize("record", [record.name for record in RECORDS])
def test_the_published_file_is_what_the_code_gives(record, tmp_path):
    write_schemas(tmp_path)
    name = f"{record}.schema.json"
    assert (PUBLISHED / name).read_bytes() == (tmp_path / name).read_bytes(), (
        "run python -m geodata.json_schema docs/schema"
    )


@pytest.mark.parametrize("record", [record.name for record in RECORDS])
def test_the_schema_is_itself_valid(record):
    Draft202012Validator.check_schema(json_schema(record))


def test_a_record_without_its_required_fields_is_not_valid():
    errors = list(Draft202012Validator(json_schema("flow")).iter_errors({"id": "a"}))
    assert {error.validator for error in errors} == {"required"}


def test_a_wrong_country_code_is_not_valid():
    flow = {"id": "a", "from": "x", "to": "y", "affected_countries": ["Kazakhstan"]}
    (error,) = Draft202012Validator(json_schema("flow")).iter_errors(flow)
    assert json.dumps(list(error.path)) == '["affected_countries", 0]'


def test_an_unknown_record_lists_the_choices():
    with pytest.raises(UnknownName, match="did you mean 'incident'"):
        json_schema("incidents")
