"""What a page says it holds, and what it does: all, some with counts of all, or a folder of parts."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.errors import InvalidArgument
from geodata.query import Query
from mapapp.blocks import blocks_in, decode_block
from mapapp.document import render
from mapapp.exporters.parts import export_parts
from mapapp.payload import selection
from mapapp.payload.read import Incidents
from mapapp.payload.read_density import Density
from mapapp.view import View

LAYERS = re.compile(r"atlas\.add\((\{.*?\})\);")


@pytest.fixture
def few(monkeypatch):
    """A page holds twenty incidents at most."""
    monkeypatch.setattr(selection, "MOST", 20)


def about(page):
    return decode_block(blocks_in(page)["document"])


def test_up_to_the_limit_a_page_says_nothing_of_others(analysis, monkeypatch):
    page = render(View(analysis))
    monkeypatch.setattr(selection, "MOST", 54)
    assert render(View(analysis)) == page
    assert "holds" not in about(page)
    assert not {"density", "density-times"} & blocks_in(page).keys()


def test_beyond_it_a_page_holds_the_latest_and_counts_all(analysis, few):
    page = render(View(analysis))
    blocks = blocks_in(page)
    incidents = Incidents(blocks)
    assert len(incidents) == len(incidents.records()) == len(incidents.ids) == 20
    days = sorted(day for day, _ in incidents.days)
    whole = sorted(text[:10] for text in analysis.dataset.incidents["start"])
    assert days == whole[-20:]
    assert Density(blocks).incidents.sum() == Density(blocks, by_time=True).incidents.sum() == 54
    assert about(page)["holds"] == {
        "is": "latest",
        "held": 20,
        "left": 54,
        "of": 54,
        "located": 54,
        "undated": 0,
        "first_day": whole[0],
        "last_day": about(page)["holds"]["last_day"],
    }
    assert about(page)["counts"]["incidents"] == 20


def test_the_digest_and_the_extent_are_those_of_the_dataset(analysis, few):
    page, whole = about(render(View(analysis))), View(analysis)
    assert page["digest"] == whole.dataset.digest
    west, south, east, north = whole.extent
    assert page["extent"] == [[south, west], [north, east]]


def test_what_the_query_leaves_is_held_where_it_fits(analysis, few):
    view = View(analysis, Query(start="2025-12"))
    page = render(view)
    left = int(view.shown.sum())
    assert 0 < left < 20
    assert len(Incidents(blocks_in(page))) == left
    assert (about(page)["holds"]["is"], about(page)["holds"]["left"]) == ("filtered", left)
    assert about(page)["filter"]["from"] == "2025-12-01"


def test_a_query_that_leaves_nothing_still_makes_a_page_that_counts(analysis, few):
    page = render(View(analysis, Query(start="2031")))
    assert len(Incidents(blocks_in(page))) == 0
    assert Density(blocks_in(page)).incidents.sum() == 54


def test_the_hexagons_are_on_where_all_are_counted(analysis, few, monkeypatch):
    def shown(page):
        return '"density"' in page and re.search(r'"name": "density", "show": true', page) is not None

    assert shown(render(View(analysis)))
    monkeypatch.setattr(selection, "MOST", 54)
    assert not shown(render(View(analysis)))


def test_a_part_of_the_dataset_is_the_same_page_as_a_dataset_of_that_part(analysis, few):
    """Texts, measures and layers of the rows that are held, and of no others."""
    view = View(analysis, Query(start="2025-12"))
    part = selection.part_of(analysis, selection.held_rows(view))
    alone = blocks_in(render(View(part, view.query)))
    held = blocks_in(render(view))
    names = [name for name in alone if name.startswith("incident") or name in ("records", "interceptions")]
    assert {name: held[name] for name in names} == {name: alone[name] for name in names}


@pytest.fixture(scope="module")
def written(analysis, tmp_path_factory):
    target, told = tmp_path_factory.mktemp("parts") / "map", []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "MOST", 20)
        export_parts(View(analysis), target, told=lambda *page: told.append(page))
    return target, told


@pytest.fixture
def folder(written, few, tmp_path):
    """A folder of its own for each test."""
    return Path(shutil.copytree(written[0], tmp_path / "map")), written[1]


def test_a_folder_has_an_index_that_counts_and_parts_that_hold_every_incident(folder, sample):
    target, told = folder
    pages = {file.name: file.read_text(encoding="utf-8") for file in target.iterdir()}
    holds = about(pages["index.html"])["holds"]
    assert {"index.html", *(part["file"] for part in holds["parts"])} == pages.keys()
    ids = [id_ for part in holds["parts"] for id_ in Incidents(blocks_in(pages[part["file"]])).ids]
    assert sorted(ids) == sorted(sample.incidents["id"])
    for number, part in enumerate(holds["parts"]):
        said = about(pages[part["file"]])
        assert (said["holds"]["is"], said["holds"]["part"]) == ("part", number)
        assert said["counts"]["incidents"] == part["incidents"] <= 20
        assert said["holds"]["parts"] == holds["parts"]
        assert "density" not in blocks_in(pages[part["file"]])
    assert Density(blocks_in(pages["index.html"])).incidents.sum() == 54
    assert len(Incidents(blocks_in(pages["index.html"]))) == 0
    assert {page: size for page, _, _, size in told} == {
        name: len(page.encode()) for name, page in pages.items()
    }


def test_the_index_has_no_layer_that_needs_incidents(folder):
    target, _ = folder
    page = (target / "index.html").read_text(encoding="utf-8")
    names = re.findall(r'"name": "(\w+)"', " ".join(LAYERS.findall(page)))
    assert "density" in names
    assert not {"incidents", "interceptions"} & set(names)


def test_a_folder_is_written_anew_where_it_holds_nothing_else(folder, analysis):
    target, _ = folder
    before = {file.name: file.read_bytes() for file in target.iterdir()}
    (target / before.popitem()[0]).unlink()
    export_parts(View(analysis, Query(start="2025-12")), target)
    assert sorted(file.name for file in target.iterdir()) == ["2025.html", "index.html"]


@pytest.mark.parametrize("stranger", ["notes.txt", "2019.html", "index.html"])
def test_a_folder_that_holds_anything_else_is_left_alone(stranger, folder, analysis):
    target, _ = folder
    (target / stranger).write_text("<p>mine</p>", encoding="utf-8")
    before = {file.name: file.read_bytes() for file in target.iterdir()}
    with pytest.raises(InvalidArgument, match="no page of a map in parts; name a new or empty folder"):
        export_parts(View(analysis), target)
    assert {file.name: file.read_bytes() for file in target.iterdir()} == before


def test_a_failure_leaves_the_folder_as_it_was(folder, analysis, monkeypatch):
    target, _ = folder
    before = {file.name: file.read_bytes() for file in target.iterdir()}

    def broken(*arguments):
        raise RuntimeError("boom")

    monkeypatch.setattr("mapapp.exporters.parts.index_of", broken)
    with pytest.raises(RuntimeError, match="boom"):
        export_parts(View(analysis), target)
    assert {file.name: file.read_bytes() for file in target.iterdir()} == before
    assert [file.name for file in target.parent.iterdir()] == ["map"]


def test_a_dataset_without_incidents_makes_an_index_without_parts(sample, analysis, tmp_path):
    empty = selection.part_of(analysis, [])
    assert export_parts(View(replace(empty)), tmp_path / "map") == 0
    assert [file.name for file in (tmp_path / "map").iterdir()] == ["index.html"]
