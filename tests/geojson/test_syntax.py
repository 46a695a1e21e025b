import pytest


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"type": "Point",}', "line 1, column 18: not JSON: there is a comma after the last value"),
        ('{"type": "Point", "coordinates": [1, 2,]}', "there is a comma after the last value"),
        ('{"features": [{"a": 1},]}', "there is a comma after the last value"),
        ('{"type": "Point",\n "coordinates": [1, 2', "line 2, column 22: not JSON: the text ends"),
        ('{"type": "Poi', "the text ends in the middle of a value"),
        ('{"type":', "the text ends in the middle of a value"),
        ('{"features": [{"a": 1}', "the text ends in the middle of a value"),
        ("{'type': 'Point'}", "text is quoted with '"),
        ('{"type": “Point”}', "text is quoted with “"),
        ('{"a": 1 /* one */}', "there is a comment"),
        ('{"a": None}', "'None' is not a value"),
        ('{"a": undefined}', "'undefined' is not a value"),
        ('{"a": +1}', "but got '+'"),
        ('{"a": .5}', "but got '.'"),
        ('{"a": 01}', "but got '1'"),
        ('{"a": "line\nbreak"}', "a control character or a line break"),
        ('{"a": "C:\\data"}', "an unknown escape"),
        ('{"a" 1}', "expected ':' delimiter, but got '1'"),
        ('{"type": "Point"}\x00\x00', "zero bytes"),
        ('{"type": "Point"} end', "text follows the end of the JSON document: 'end'"),
    ],
)
def test_what_is_not_json_is_explained(fault, text, what):
    rule, pointer, sentence = fault(text)
    assert (rule, pointer) == ("json-syntax", "")
    assert what in sentence


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_does_not_have_is_named_with_its_place(fault, name):
    text = f'{{"features": [{{"a": "NaN in text", "b": "\\"Infinity"}},\n  {{"a": {name}}}]}}'
    assert f"line 2, column 9: {name} is not JSON. Write null" in fault(text)[2]


def test_newline_delimited_features_are_recognised(fault):
    line = '{"type": "Feature", "geometry": null, "properties": {}}\n'
    assert "newline-delimited GeoJSON" in fault(line * 3)[2]
