import json

import pytest

from geodata.checks.files import check_path
from geodata.checks.text import TEXT
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, make_dataset, write_folder

SIGN = "\u202e"


def found(**tables):
    return [(item.file.rpartition("/")[2], item.pointer) for item in TEXT.run(make_dataset(**tables))]


def test_plain_text_of_any_script_is_not_remarked():
    names = {"uk": "Кропоткінська", "he": "תחנה", "ar": "محطة", "kk": "Қазақ\u200bстан"}
    assert found(facilities=[STATION | {"names": names}], incidents=[PLACED | {"claims": [CLAIM]}]) == []


@pytest.mark.parametrize("sign", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_every_sign_of_direction_is_named_by_its_code(sign):
    (finding,) = TEXT.run(make_dataset(incidents=[PLACED | {"title": f"a{sign}b"}]))
    assert (finding.rule, finding.severity) == ("text-direction", "note")
    assert f"holds the unseen sign U+{ord(sign):04X} (" in finding.message
    assert sign not in str(finding)


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"title": SIGN}, "title"),
        ({"facility_ids": ["f1", SIGN]}, "facility_ids/1"),
        ({"conflicts": [f"a{SIGN}"]}, "conflicts/0"),
        ({"interception": {"claimed_by": SIGN}}, "interception/claimed_by"),
        ({"own/remark": [{"a": SIGN}]}, "own~1remark/0/a"),
        ({f"own{SIGN}": 1}, "own\\u202e"),
        ({"claims": [CLAIM, CLAIM | {"by": SIGN}]}, "claims/1/by"),
        ({"claims": [CLAIM | {"own": SIGN}]}, "claims/0/own"),
    ],
)
def test_a_sign_anywhere_in_an_incident_is_named_with_its_place(properties, path):
    assert found(incidents=[PLACED | properties]) == [("incidents.geojson", f"/features/0/properties/{path}")]


def test_a_sign_in_any_file_is_named():
    tables = {
        "dataset": {"title": "a", "cautions": ["b", SIGN]},
        "facilities": [STATION, STATION | {"id": "f2", "names": {"uk": SIGN}}],
        "sources": [SOURCE | {"publisher": SIGN}],
        "flows": [FLOW | {"note": SIGN}],
    }
    assert found(**tables) == [
        ("dataset.json", "/cautions/1"),
        ("facilities.geojson", "/features/1/properties/names/uk"),
        ("sources.json", "/0/publisher"),
        ("flows.json", "/0/note"),
    ]


def test_several_signs_in_a_record_are_one_finding_with_their_count():
    (finding,) = TEXT.run(make_dataset(incidents=[PLACED | {"title": SIGN, "time_note": SIGN, "own": SIGN}]))
    assert finding.pointer.endswith("/title")
    assert "(3 places, this is the first)" in finding.message


def test_a_sign_that_the_file_writes_as_an_escape_is_found_by_the_command(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED | {"title": SIGN}])
    assert SIGN not in (folder / "incidents.geojson").read_text(encoding="utf-8")
    (report,) = check_path(folder)
    assert "text-direction" in {item.rule for item in report.findings}
    assert "\\u202e" not in json.dumps(report.to_json())
