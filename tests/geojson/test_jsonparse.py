import json
import time

import pytest

from geodata.geojson.jsonparse import STREAMED, parse_document
from geodata.geojson.remarks import FileFault


def feature(index, **properties):
    return {"type": "Feature", "id": index, "geometry": None, "properties": properties}


def collection(count):
    # Long enough for many batches, with a nested array of objects and a deceptive text in each feature.
    return {
        "type": "FeatureCollection",
        "features": [
            feature(
                i, parts=[{"type": "Feature", "a": 1}, {"type": "Feature", "b": 2}], text='}, {"type": "F'
            )
            for i in range(count)
        ],
    }


def parse(text):
    batches = []
    root = parse_document(text, lambda batch, index, chars: batches.append((index, batch)))
    return root, batches


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,\n", " :\t")])
def test_batches_hold_every_feature_in_order(separators):
    source = collection(10_000)
    root, batches = parse(json.dumps(source, separators=separators))
    assert root["features"] is STREAMED
    assert len(batches) > 5
    assert [item for _, batch in batches for item in batch] == source["features"]
    assert [index for index, _ in batches] == [
        sum(len(earlier) for _, earlier in batches[:i]) for i in range(len(batches))
    ]


def test_integers_beyond_a_double_stay_exact(read):
    table = read({"type": "FeatureCollection", "features": [feature(1, n=2**53 + 1, m=-(10**40))]})
    assert table.features[0].properties == {"n": 9007199254740993, "m": -(10**40)}


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ('{"type": "Feature", "type": "Feature"}', "/type"),
        ('{"features": [], "features": []}', "/features"),
        ('{"type": "Feature", "properties": {"a": [0, {"b/c": 1, "b/c": 1}]}}', "/properties/a/1/b~1c"),
        ('{"features": [{"a": 1}, {"b": 1, "b": 1}]}', "/features/1/b"),
    ],
)
def test_a_name_that_occurs_twice_refuses_the_file_with_its_pointer(fault, text, pointer):
    assert fault(text)[:2] == ("duplicate-name", pointer)


def test_a_name_that_occurs_twice_is_found_far_into_a_large_collection(fault):
    text = json.dumps(collection(10_000)).replace('"id": 7777,', '"id": 7777, "id": 7777,')
    assert fault(text)[:2] == ("duplicate-name", "/features/7777/id")


def test_a_fault_after_a_name_that_occurs_twice_is_no_trouble(fault):
    assert fault('{"features": [{"properties": {"a": 1, "a": 1} "id": 7}]}')[0] == "json-syntax"
    assert fault('{"features": [{"a": 1, "a": 1, "n": ' + "9" * 5000 + "}]}")[0] == "number-size"


def test_names_that_differ_in_case_are_two_names(read):
    assert read(feature(1, Name=1, name=2)).features[0].properties == {"Name": 1, "name": 2}


def test_a_fault_far_into_a_large_collection_has_its_line(fault):
    text = json.dumps(collection(10_000), indent=0).replace('"id": 7777,', '"id": 7777')
    line = text.split('"id": 7777')[0].count("\n") + 2
    rule, pointer, sentence = fault(text)
    assert (rule, pointer) == ("json-syntax", "")
    assert f"line {line}, column 1" in sentence


@pytest.mark.parametrize(
    "opening", ["[", '{"a":', '{"features": [', '{"features": [{"a":', '{"features": [[[']
)
def test_endless_nesting_is_refused_at_once(fault, opening):
    start = time.perf_counter()
    assert fault(opening * 100_000)[0] == "nesting"
    assert time.perf_counter() - start < 1


def test_an_integer_of_thousands_of_digits_is_refused_with_its_place():
    with pytest.raises(FileFault, match="line 2, column 3"):
        parse('{"a":\n  ' + "9" * 5000 + "}")
