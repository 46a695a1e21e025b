"""What goes wrong around a reader: two tabs, a lost server, data that changes, files that are none."""

import re
import socket

import pytest

from tests.app.conftest import server
from tests.app.test_browser import READY_MS, drawn, heading, rows, standing, until
from tests.builders import PLACED, STATION, write_folder

pytestmark = pytest.mark.browser


def come(visit, address, **options):
    return visit(address, allow=(address, address.replace("http", "ws")), **options)


def test_two_tabs_show_each_its_own(visit, address):
    first = come(visit, address).page
    second = first.context.new_page()
    second.goto(address)
    frames = [drawn(page) for page in (first, second)]
    standing(first, "Contested")
    until(lambda: rows(frames[0]) == 4)
    second.locator(".stApp").click(position={"x": 700, "y": 60})
    assert rows(frames[1]) == 54
    assert "54 of 54" in heading(second)
    assert "standings" not in second.evaluate("location.href")


def test_one_property_that_changes_reaches_the_map_on_a_click(visit, tmp_path):
    with server(write_folder(tmp_path, incidents=[PLACED], facilities=[STATION])) as address:
        page = come(visit, address).page
        frame = drawn(page)
        assert "Fire reported" in frame.locator(".panel").inner_text()
        write_folder(tmp_path, incidents=[{**PLACED, "title": "Fire reported, and denied"}])
        find(page, "fire")
        page.get_by_text("The files of this dataset have changed.").wait_for()
        assert "and denied" not in frame.locator(".panel").inner_text()
        page.get_by_role("button", name="Read them again").click()
        page.locator(".atlas-notice").wait_for(state="detached")
        until(lambda: "Fire reported, and denied" in drawn(page).locator(".panel").inner_text())


def find(page, words):
    page.get_by_role("textbox", name="Words").fill(words)
    page.keyboard.press("Enter")


def test_a_server_that_is_started_anew_goes_on_where_the_reader_was(visit):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with server(port=port) as address:
        page = come(visit, address).page
        frame = drawn(page)
        standing(page, "Contested")
        until(lambda: rows(frame) == 4)
        until(lambda: "standings=contested" in page.evaluate("location.href"))
    page.wait_for_timeout(1500)
    with server(port=port):
        until(lambda: "4 of 54 incidents shown" in heading(page), seconds=60)
        until(lambda: rows(drawn(page)) == 4, seconds=60)
        standing(page, "Single source")
        until(lambda: "19 of 54 incidents shown" in heading(page))


FILES = {
    "nothing.geojson": b"",
    "page.geojson": b"<!DOCTYPE html><script>alert(1)</script>",
    "deep.geojson": b"[" * 200_000,
    "driver.geojson": b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>",
    "numbers.json": b'{"type": "FeatureCollection", "features": [1, null]}',
}


def test_a_file_that_is_none_is_a_sentence_and_the_session_goes_on(visit, address):
    seen = come(visit, address)
    page = seen.page
    drawn(page)
    page.get_by_text("Open your own data").click()
    for name, content in FILES.items():
        page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/json", "buffer": content}
        )
        notice = page.locator(f".atlas-notice.is-problem:has-text({name!r})")
        notice.wait_for(timeout=READY_MS)
        assert "What was open before stays open." in notice.inner_text()
        assert "Traceback" not in page.locator("body").inner_text()
        page.get_by_role("button", name=f"Remove {name}").click()
        notice.wait_for(state="detached")
    standing(page, "Contested")
    until(lambda: "4 of 54" in heading(page))
    assert seen.problems == []


def test_a_file_beyond_the_limit_is_refused_before_it_is_sent(visit, address, tmp_path):
    enormous = tmp_path / "enormous.geojson"
    with enormous.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    page = come(visit, address).page
    drawn(page)
    page.get_by_text("Open your own data").click()
    page.locator("input[type=file]").set_input_files(enormous)
    page.get_by_text(re.compile("50(\\.0)? ?MB")).last.wait_for()
    assert "54 of 54" in heading(page)
