"""The licences of everything that ends in a page are in the page."""

import json
from pathlib import Path

import pytest

from mapapp.made_of import PARTS, licence_text, made_of

ROOT = Path(__file__).parents[2]
WEB = ROOT / "mapapp" / "web"
LOCK = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
BY_NAME = {part.name.lower(): part for part in PARTS}


@pytest.mark.parametrize("name", [*LOCK[""]["dependencies"], "world-atlas"])
def test_what_is_built_into_the_page_is_listed_in_its_version_under_its_licence(name):
    part, locked = BY_NAME[name], LOCK[f"node_modules/{name}"]
    assert (part.version, part.licence) == (locked["version"], locked["license"])


@pytest.mark.parametrize(
    ("name", "file"),
    [("leaflet", "LICENSE"), ("geographiclib-geodesic", "LICENSE.txt"), ("world-atlas", "LICENSE")],
)
def test_the_text_is_that_of_the_package(name, file):
    assert licence_text(BY_NAME[name]) == (WEB / "node_modules" / name / file).read_text("utf-8").strip()


def test_the_text_of_this_program_is_that_of_the_repository():
    assert licence_text(PARTS[0]) == (ROOT / "LICENSE").read_text("utf-8").strip()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_a_reader_can_open_them(exported, visit, width):
    seen = visit(exported.as_uri(), width=width)
    page = seen.page
    page.wait_for_selector('html[data-ready="true"]')
    listed = page.locator(".made-of > li")
    assert listed.count() == len(PARTS)
    for part in made_of():
        assert part["licence"] in listed.filter(has_text=part["name"]).first.text_content()
    leaflet = listed.filter(has_text="Leaflet")
    leaflet.locator("summary").evaluate("element => element.click()")
    assert "Redistributions in binary form" in leaflet.locator(".licence").inner_text()
    assert seen.problems == []
