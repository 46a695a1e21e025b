"""All third-party files the whole way and at every door, and all valid ones in a browser."""

import pytest

from tests.reliability.cases import MISSING, rows
from tests.reliability.test_corpus import faults, is_located, job, look
from tests.reliability.worker import working

pytestmark = pytest.mark.skipif(not rows(), reason=MISSING)


def test_all_files_go_the_whole_way_in_one_process(tally, tell):
    told = {}
    with working("tests.reliability.whole_way:through") as way:
        for row in rows():
            answer = way.ask(job(row))
            given = answer.get("gives", {})
            tally("crashed", "crash" in answer)
            if row["expected"] == "accept":
                tally("undrawn", not given or bool(given["faults"]) or given["kept"] != given["read"])
            tally("changed", len(given.get("unsaid", ())), of=given.get("kept", 0))
            tally.peak("seconds", answer["seconds"])
            tally.peak("memory", answer["memory_mb"])
            if found := faults(row, answer):
                told[row["path"]] = found
    tell(files=len(rows()), memory_mb=round(answer["memory_mb"]))
    assert told == {}


def test_all_files_are_a_dataset_or_a_sentence_at_every_door(tally):
    crashed, refused = [], []
    with working("tests.reliability.whole_way:at_the_doors") as doors:
        for row in rows():
            answer = doors.ask(job(row))
            tally("crashed", "crash" in answer)
            tally.peak("seconds", answer["seconds"])
            tally.peak("memory", answer["memory_mb"])
            if "crash" in answer:
                crashed.append((row["path"], answer["crash"]))
            elif row["expected"] == "accept" and answer["gives"]["upload"]:
                refused.append(row["path"])
            elif (row["expected"], row["scope"]) == ("reject", "file") and not answer["gives"]["upload"]:
                refused.append(f"{row['path']} is taken")
    assert crashed == []
    assert refused == []


@pytest.mark.browser
def test_all_valid_files_are_seen_in_a_browser(visit, tmp_path, tally, windows):
    told = {}
    page = tmp_path / "map.html"
    with working("tests.reliability.whole_way:through") as way:
        for row in rows():
            if row["expected"] != "accept":
                continue
            answer = way.ask(job(row, page=str(page)))
            found = faults(row, answer) or look(visit(page.as_uri()), page, is_located(row))
            windows(True).close_tabs()
            tally("unseen", bool(found))
            if found:
                told[row["path"]] = found
    assert told == {}
