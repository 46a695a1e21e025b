"""The evidence bundle: what it holds, and that whatever is changed in it is found."""

import csv
import io
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.bundle.archive import FILES, SUMS, pack, sums_of
from mapapp.bundle.markdown import escaped
from mapapp.bundle.verify import verify
from mapapp.cli import main
from mapapp.exporters.bundle import BUNDLE
from mapapp.exporters.exporter import Size
from mapapp.exporters.html import HTML
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.builders import CLAIM, PLACED, SOURCE, make_dataset
from tests.exporters.handing import with_secrets, write
from tests.stores.datasets import datasets

EXAMPLES = int(os.environ.get("EXAMPLES", "40"))


@pytest.fixture(scope="module")
def whole(analysis, tmp_path_factory):
    """The bundle of the bundled dataset."""
    target = tmp_path_factory.mktemp("bundle") / "bundle.zip"
    BUNDLE.write(outgoing(View(analysis)), target, Size())
    return target


@pytest.fixture(scope="module")
def small(whole, tmp_path_factory):
    """A bundle with a map of a few bytes, so that it can be altered often."""
    folder = unpacked(whole, tmp_path_factory.mktemp("small"))
    (folder / "map.html").write_text("<p>a map</p>")
    return packed(folder, tmp_path_factory.mktemp("again") / "small.zip")


def unpacked(bundle, folder):
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return folder


def packed(folder, target):
    files = {name: folder / name for name in FILES}
    (folder / SUMS).write_bytes(sums_of(files))
    pack({**files, SUMS: folder / SUMS}, target)
    return target


def read(bundle, name):
    with zipfile.ZipFile(bundle) as archive:
        return archive.read(name).decode("utf-8-sig")


def test_the_bundle_of_the_bundled_dataset_verifies(whole, sample):
    found = verify(whole)
    assert (found.faults, found.checked, found.notes) == ((), len(FILES), ())
    about = json.loads(read(whole, "about.json"))
    assert about["dataset"]["digest"] == sample.digest


def test_an_unpacked_bundle_verifies_here_and_by_sha256sum(whole, tmp_path):
    folder = unpacked(whole, tmp_path)
    assert verify(folder).faults == ()
    if shutil.which("sha256sum"):
        assert (
            subprocess.run(["sha256sum", "-c", "--strict", SUMS], cwd=folder, capture_output=True).returncode
            == 0
        )


def test_the_same_data_gives_the_same_bytes(whole, sample, tmp_path):
    assert write(replace(sample), BUNDLE, tmp_path).read_bytes() == whole.read_bytes()


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=EXAMPLES)
def test_one_flipped_bit_anywhere_is_found(small, tmp_path_factory, place, bit):
    data = bytearray(small.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    flipped = tmp_path_factory.mktemp("flipped") / "small.zip"
    flipped.write_bytes(data)
    assert verify(flipped).faults


@given(back=st.integers(1, 1100), bit=st.integers(0, 7))
@settings(max_examples=EXAMPLES)
def test_one_flipped_bit_in_the_directory_of_the_zip_is_found(small, tmp_path_factory, back, bit):
    data = bytearray(small.read_bytes())
    data[-back] ^= 1 << bit
    flipped = tmp_path_factory.mktemp("flipped") / "small.zip"
    flipped.write_bytes(data)
    assert verify(flipped).faults


@pytest.mark.parametrize("name", [*FILES, SUMS])
def test_one_changed_byte_of_a_file_is_found_in_a_folder_and_named(whole, tmp_path, name):
    folder = unpacked(whole, tmp_path)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    assert any(fault.startswith(f"{name}: ") or name == SUMS for fault in verify(folder).faults)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "more.txt").touch(), "more.txt: it is no part of a bundle"),
        (lambda folder: (folder / "report.md").unlink(), "report.md: it is missing"),
        (lambda folder: (folder / SUMS).unlink(), "SHA256SUMS: it is missing"),
        (lambda folder: (folder / "report.md").rename(folder / "r.md"), "r.md: it is no part of a bundle"),
    ],
    ids=["added", "removed", "sums removed", "renamed"],
)
def test_a_file_too_many_or_missing_is_found(whole, tmp_path, change, said):
    folder = unpacked(whole, tmp_path)
    change(folder)
    assert said in verify(folder).faults


def test_incidents_that_were_changed_with_their_sums_do_not_fit_what_is_said_of_them(small, tmp_path):
    folder = unpacked(small, tmp_path / "folder")
    file = folder / "incidents.geojson"
    file.write_text(file.read_text("utf-8").replace("Drone attack", "Drone parade", 1), "utf-8")
    found = verify(packed(folder, tmp_path / "b.zip")).faults
    assert len(found) == 1
    assert "incidents.geojson: its incidents have the digest" in found[0]


def zipped(target, *entries, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return target


@pytest.mark.parametrize("name", ["../report.md", "/etc/passwd", "a/report.md", "..\\report.md"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    (fault,) = verify(zipped(tmp_path / "b.zip", (name, b"x"))).faults
    assert "leads out of its folder or into another" in fault


def test_a_bomb_is_refused_unopened(tmp_path):
    bomb = zipped(tmp_path / "b.zip", ("map.html", bytes(50_000_000)), method=zipfile.ZIP_DEFLATED)
    (fault,) = verify(bomb).faults
    assert "'map.html' is compressed, so it was packed by another program" in fault


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path):
    (fault,) = verify(zipped(tmp_path / "b.zip", ("map.html", b"x"), ("map.html", b"y"))).faults
    assert "'map.html' more than once" in fault


def test_too_many_files_are_refused(tmp_path):
    (fault,) = verify(zipped(tmp_path / "b.zip", *((f"f{number}", b"") for number in range(200)))).faults
    assert "it holds 200 files" in fault


def test_an_encrypted_file_is_refused(small, tmp_path):
    data = bytearray(small.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    target = tmp_path / "b.zip"
    target.write_bytes(data)
    assert "is encrypted; a bundle is not" in verify(target).faults[0]


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", bytes(1000)])
def test_what_is_no_zip_is_a_sentence(tmp_path, data):
    (tmp_path / "b.zip").write_bytes(data)
    assert "it cannot be read as a zip" in verify(tmp_path / "b.zip").faults[0]


def test_half_of_a_bundle_is_a_sentence(small, tmp_path):
    (tmp_path / "b.zip").write_bytes(small.read_bytes()[: small.stat().st_size // 2])
    assert verify(tmp_path / "b.zip").faults


def test_the_report_has_each_incident_with_claims_and_what_is_not_known(whole, sample):
    report = read(whole, "report.md")
    for title in sample.incidents["title"]:
        assert f". {escaped(title)}\n" in report
    for what in sample.claims["what"]:
        assert escaped(what) in report
    assert report.count("no statement of ") == 10
    assert "Nearest border**: GE-RU, 256 km ± 10 km" in report


def test_text_of_data_makes_no_markup_in_the_report(tmp_path):
    hostile = "# <img src=x> [a](javascript:b)\n\n## fake `x` | ![](http://e.org/i.png)"
    incident = {**PLACED, "title": hostile, "claims": [{**CLAIM, "by": hostile, "what": hostile}]}
    found = read(write(make_dataset(incidents=[incident], sources=[SOURCE]), BUNDLE, tmp_path), "report.md")
    assert "\n## fake" not in found
    assert "\\<img src=x\\>" in found
    assert "![](" not in found


def test_sources_say_what_is_not_recorded(whole, sample):
    rows = list(csv.DictReader(io.StringIO(read(whole, "sources.csv"))))
    assert {row["sha256"] for row in rows} == {"not recorded"}
    assert {row["id"] for row in rows} >= set(sample.claims["source"])


def test_the_query_and_what_was_held_back_are_in_it(tmp_path):
    found = write(with_secrets(), BUNDLE, tmp_path, query=Query(kinds=("other",)))
    asked = json.loads(read(found, "query.json"))
    assert asked["query"]["kinds"] == ["other"]
    assert "ACLED (source “closed-1”, licence: Terms of use)" in asked["held_back"][0]
    assert "whose data may not be passed on" in read(found, "licences.md")
    assert "closed-1,ACLED,not recorded" in read(found, "sources.csv")


@given(dataset=datasets())
@settings(max_examples=10)
def test_the_bundle_of_any_dataset_verifies(dataset, tmp_path_factory):
    """The map has tests of its own."""
    target = tmp_path_factory.mktemp("any") / "b.zip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "mapapp.exporters.html.HTML", replace(HTML, write=lambda handed, path, size: path.touch())
        )
        BUNDLE.write(outgoing(View(analyse(dataset))), target, Size())
    assert verify(target).faults == ()


def test_the_commands_write_and_verify(tmp_path, small):
    done = CliRunner().invoke(main, ["bundle", "--from", "2025-12", "-o", str(tmp_path / "b.zip")])
    assert done.exit_code == 0, done.output
    assert "5 of 54 incidents" in done.output
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "b.zip")])
    assert (done.exit_code, "as it was written; 8 files checked" in done.output) == (0, True)
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[1000] ^= 1
    (tmp_path / "b.zip").write_bytes(data)
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "b.zip")])
    assert (done.exit_code, "not as it was written" in done.output) == (1, True)
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "nowhere.zip")])
    assert (done.exit_code, "does not exist. Check the name" in done.output) == (1, True)
