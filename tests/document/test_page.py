"""The page as text: the same bytes every time, nothing of the data outside its blocks, a strict policy."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.assets import LEAFLET_INTEGRITY, csp_hash, load_assets
from mapapp.blocks import blocks_in, decode_block
from mapapp.document import render
from mapapp.errors import UnknownLayer
from mapapp.layers import LAYERS
from mapapp.view import View

BLOCK = re.compile(r'<script type="application/octet-stream" data-block="(\w+)">([A-Za-z0-9+/=]*)</script>')
PLAIN = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


@pytest.fixture(scope="module")
def page(analysis):
    return render(View(analysis))


def test_the_bundled_map_is_at_most_two_and_a_half_megabytes(page):
    assert len(page.encode()) <= 2_500_000


def test_two_processes_with_different_hash_seeds_write_the_same_bytes(tmp_path):
    digests = set()
    for seed in ("0", "4242"):
        target = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "mapapp.cli", "export", "-o", str(target)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_no_text_of_the_data_stands_outside_of_the_blocks_and_the_plain_page(page, sample):
    bare = PLAIN.sub("", BLOCK.sub("", page))
    bare = re.sub(r"<title>.*?</title>", "", bare)
    texts = [
        *sample.incidents["title"],
        *sample.facilities["name"],
        *sample.sources["url"],
        *sample.claims["what"],
    ]
    assert [text for text in texts if text in bare] == []


def test_every_block_is_read_back(page):
    texts = blocks_in(page)
    columns = ("incident", "arcs")
    blocks = {name: decode_block(text) for name, text in texts.items() if not name.startswith(columns)}
    assert {"document", "records", "facilities", "pipelines", "flows"} <= blocks.keys()
    assert {
        "arcs",
        "arcs-near",
        "incidents",
        "incidents-more",
        "incident-ids",
        "incident-text-0",
    } <= texts.keys()
    assert len(blocks["records"]["facilities"]) == 76
    assert blocks["document"]["counts"] == {"incidents": 54, "located": 54, "facilities": 76, "flows": 40}


def test_the_policy_names_the_hash_of_every_script_and_style(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    for tag in ("script", "style"):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inline
        assert all(csp_hash(text) in policy for text in inline)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_the_page_names_no_address_but_that_of_the_optional_tiles(page):
    bare = PLAIN.sub("", BLOCK.sub("", page))
    addresses = set(re.findall(r'(?:src|href)="(https?://[^"]+)"', bare))
    assert addresses <= {"https://leafletjs.com"}


def test_without_built_scripts_leaflet_comes_from_a_content_network_held_to_its_digest(analysis):
    bare = replace(load_assets(), leaflet_script=None, leaflet_style=None)
    page = render(View(analysis), assets=bare)
    assert all(f'integrity="{digest}"' in page for digest in LEAFLET_INTEGRITY.values())
    assert "were not built with npm" in page


def test_the_digests_of_leaflet_are_those_of_its_npm_package():
    assets = load_assets()
    if assets.leaflet_script is None:
        pytest.skip("Leaflet was not built: run `make web`")
    assert csp_hash(assets.leaflet_script) == f"'{LEAFLET_INTEGRITY['leaflet.js']}'"
    assert csp_hash(assets.leaflet_style) == f"'{LEAFLET_INTEGRITY['leaflet.css']}'"


def test_an_unknown_layer_lists_the_choices(analysis):
    with pytest.raises(UnknownLayer, match="unknown layer 'boarders'; did you mean 'borders'"):
        render(View(analysis), layers=("boarders",))


def test_only_the_layers_that_are_asked_for_are_in_the_page(analysis):
    page = render(View(analysis), layers=("incidents", "borders"))
    assert page.count("atlas.add(") == 2


def test_layers_have_names_of_their_own():
    names = [layer.name for layer in LAYERS]
    assert len(set(names)) == len(names)


def test_a_dataset_without_rows_still_makes_a_page(sample):
    empty = replace(
        sample,
        incidents=sample.incidents.iloc[:0],
        claims=sample.claims.iloc[:0],
        facilities=sample.facilities.iloc[:0],
        flows=sample.flows.iloc[:0],
    )
    assert "atlas.start()" in render(View(analyse(empty)))


def test_the_query_is_the_first_state_of_the_page(analysis):
    page = render(View(analysis, Query(start="2025-10", viewpoint="de_facto")))
    about = decode_block(dict(BLOCK.findall(page))["document"])
    assert about["viewpoint"] == "de_facto"
    assert about["filter"]["from"] == "2025-10-01"
