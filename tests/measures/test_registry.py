from importlib import import_module
from pathlib import Path

import geodata.measures
from geodata.measures import MEASURES, Measure


def measures_found():
    """Every `Measure` that a file of the folder makes, by the file's name."""
    folder = Path(geodata.measures.__file__).parent
    for path in sorted(folder.glob("[!_]*.py")):
        module = import_module(f"geodata.measures.{path.stem}")
        yield from (
            (path.stem, value)
            for name, value in vars(module).items()
            if isinstance(value, Measure) and name.lower() == path.stem
        )


def test_every_measure_that_a_file_makes_is_registered():
    assert sorted(stem for stem, _ in measures_found()) == sorted(one.name for one in MEASURES)


def test_every_measure_stands_in_the_file_of_its_name():
    for one in MEASURES:
        module = import_module(f"geodata.measures.{one.name}")
        assert any(value is one for value in vars(module).values()), one.name
        assert isinstance(one, Measure)


def test_the_documentation_names_every_column_of_every_measure():
    text = (Path(__file__).parents[2] / "docs" / "distances.md").read_text(encoding="utf-8")
    for one in MEASURES:
        for column in one.columns:
            assert f"`{column}`" in text, column
