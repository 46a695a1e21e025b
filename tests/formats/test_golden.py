"""Each format, held to a file that shows what becomes of a small table of it."""

import json

import pytest

from geodata.formats import FORMATS
from geodata.formats.printed import as_markdown
from geodata.schema import FACILITY, INCIDENT
from tests.formats.cases import GOLDEN, imported, told
from tests.house import ROOT

CASES = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_table_becomes_what_its_golden_file_shows(case):
    expected = json.loads((GOLDEN / f"{case.stem}.expected.json").read_text("utf-8"))
    assert told(imported(case)) == expected


def test_every_format_has_its_case():
    assert [path.stem for path in CASES] == sorted(one.name for one in FORMATS)


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_mapping_names_fields_that_there_are(one):
    record = FACILITY if one.holds == "facilities" else INCIDENT
    assert {rule.field for rule in one.rules} <= {"geometry", *record.names}


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_format_is_told_by_columns_and_says_its_licence(one):
    assert one.signs
    assert one.source["licence"]


def test_the_documentation_shows_the_mappings_as_they_are():
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    assert text.split("## The mappings\n\n")[1] == as_markdown(FORMATS)


def test_rows_of_acled_may_not_be_passed_on():
    (source,) = imported(GOLDEN / "acled.csv").dataset.sources.to_dict("records")
    assert source["redistribution"] is False
