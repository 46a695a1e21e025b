"""The revision log: an entry tells what the differences told, and writing it loses nothing that was there."""

import json
import os

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from geodata.changes import CHANGED, compare
from geodata.changes.log import differences_of, entry_of
from geodata.changes.log_file import log_entry
from geodata.errors import UnreadableFile, WriteFailed
from geodata.jsontext import to_json
from geodata.stores import load
from mapapp.cli import main
from mapapp.history import histories, log_table
from tests.builders import CLAIM, PLACED, make_dataset, write_folder
from tests.stores.datasets import datasets

EXAMPLES = int(os.environ.get("EXAMPLES", "10"))
FIRST = {"version": "1", "summary": "First version.", "tide": 2**64, "added": {"incidents": 1}}


def entry(difference, version="2"):
    return entry_of(difference, version=version, date="2026-01-05", summary="Mended.")


@pytest.fixture
def versions(tmp_path):
    found = []
    for version, title in (("1", "Fire"), ("2", "Explosion")):
        (tmp_path / version).mkdir()
        about = {"title": "T", "version": version}
        incident = {**PLACED, "title": title}
        folder = tmp_path / version
        found.append(write_folder(folder, incidents=[incident], dataset=about, changes=[FIRST]))
    return found


def log(*arguments):
    command = ["diff", *map(str, arguments), "--log", "--date", "2026-01-05"]
    return CliRunner().invoke(main, command)


def seen(difference):
    """What changed, field by field, as JSON keeps it."""
    return {
        (*change.record, change.field, to_json([change.before, change.after], default=str))
        for change in (*difference.changes, *difference.standings)
        if change.what == CHANGED
    }


@given(old=datasets(), new=datasets())
@settings(max_examples=EXAMPLES)
def test_an_entry_read_back_tells_every_change(old, new):
    found = compare(old, new)
    read = differences_of(json.loads(to_json(entry(found))))
    assert seen(read) == seen(found)
    assert read.counts == found.counts


def test_an_entry_of_very_many_records_says_how_many_it_leaves_out(monkeypatch):
    monkeypatch.setattr("geodata.changes.log.MOST_RECORDS", 3)
    about = {"incidents": [], "dataset": {"title": "T"}}
    old = make_dataset(sources=[{"id": f"s{n}", "url": "https://a.example"} for n in range(7)], **about)
    made = entry(compare(old, make_dataset(**about)))
    assert (len(made["records"]), made["records_left_out"], made["removed"]) == (3, 4, {"sources": 7})


def test_logging_puts_an_entry_first_and_keeps_the_others(versions):
    result = log(*versions, "--summary", "A title mended.")
    assert result.exit_code == 0
    first, second = load(versions[1]).changes
    assert (first["version"], first["date"], first["summary"]) == ("2", "2026-01-05", "A title mended.")
    assert first["changed"] == {"dataset": 1, "incidents": 1}
    assert second == FIRST


def test_logging_changes_nothing_but_the_log(versions):
    before = {file.name: file.read_bytes() for file in versions[1].iterdir()}
    log(*versions)
    after = {file.name: file.read_bytes() for file in versions[1].iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"changes.json"}


def test_logging_twice_logs_once(versions):
    log(*versions)
    assert "has this entry already" in log(*versions).output
    assert len(load(versions[1]).changes) == 2


def test_without_differences_nothing_is_logged(versions):
    assert "nothing to log" in log(versions[0], versions[0]).output
    assert len(load(versions[0]).changes) == 1


def test_a_file_keeps_no_log(versions):
    assert log(versions[0], versions[1] / "incidents.geojson").exit_code == 2


def test_a_log_that_is_no_list_is_left_alone(versions):
    (versions[1] / "changes.json").write_text("{}")
    with pytest.raises(UnreadableFile, match=r"is no list of entries"):
        log_entry(versions[1], FIRST)
    assert (versions[1] / "changes.json").read_text() == "{}"


def test_a_log_that_cannot_be_written_stays_as_it_was(versions, monkeypatch):
    before = (versions[1] / "changes.json").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(WriteFailed):
        log_entry(versions[1], {"version": "3"})
    assert (versions[1] / "changes.json").read_bytes() == before


def test_the_history_of_an_incident_names_version_fields_and_claims():
    old = make_dataset(incidents=[PLACED], dataset={"title": "T"})
    new = make_dataset(incidents=[{**PLACED, "title": "Fire", "claims": [CLAIM]}], dataset={"title": "T"})
    (past,) = histories([entry(compare(old, new)), FIRST], "incidents")["i1"]
    assert past.headline == "Changed in version 2 (2026-01-05)"
    assert past.lines == (
        "title: Fire reported → Fire",
        "standing, which follows from the claims: Not stated → Single source",
        "claim added: CPC: a fire",
    )


@pytest.mark.parametrize(
    "odd",
    [
        7,
        {"table": "tides"},
        {"table": "incidents", "what": "changed", "fields": {"title": 7}},
        {"what": None},
    ],
)
def test_what_is_no_record_of_ours_is_passed_over(odd):
    assert histories([{"version": "2", "records": [odd]}], "incidents") == {}
    assert log_table([{"version": "2", "records": [odd]}]).empty
