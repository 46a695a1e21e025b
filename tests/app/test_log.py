"""The log: a line for each event, whole for those who watch the server, without a word of its readers."""

import dataclasses
import json
import logging
import re
import signal
import socket
import types
import typing

import pytest

from benchmarks.app.connection import connected
from geodata.errors import UnreadableFile
from mapapp.app import events, log
from tests.app.running import get, running, talk
from tests.app.test_fences import FAULT
from tests.builders import PLACED, collection

MARK = "zqmarked"
PASSWORD = "zqsecret"
DATABASE = """
import geodata.stores as stores
from geodata.sample import SAMPLE
read = lambda location, selection: stores.FOLDER.read(str(SAMPLE), selection)
made_up = stores.Store("made-up", "a database", "made-up://", lambda at: "made-up://" in at, read, print)
stores.STORES = (made_up, *stores.STORES)
"""


@pytest.fixture
def lines(monkeypatch):
    """Log as the server does, into a list."""
    found = []
    writer = log._Writer("json")
    handler = logging.Handler()
    handler.emit = lambda record: found.append(writer.format(record))
    monkeypatch.setattr(log._LOGGER, "handlers", [handler])
    monkeypatch.setattr(log._LOGGER, "propagate", False)
    level, before = log._LOGGER.level, logging.getLogRecordFactory()
    log._LOGGER.setLevel(logging.INFO)  # forgets, too, what was decided under another level
    logging.setLogRecordFactory(writer.record)
    yield found
    logging.setLogRecordFactory(before)
    log._LOGGER.setLevel(level)


def kinds_of_events():
    return [one for one in vars(events).values() if isinstance(one, type) and issubclass(one, events.Event)]


def test_an_event_is_one_object_a_line(lines):
    log.note(events.ExportMade("html", 1200, 0.5))
    (line,) = lines
    told = json.loads(line)
    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "info", "event": "export made", "form": "html", "bytes": 1200, "seconds": 0.5}


def test_for_eyes_it_is_a_sentence():
    record = logging.makeLogRecord({"levelname": "INFO", "event": events.ExportMade("html", 1200, 0.5)})
    assert (
        log._Writer("text").format(record).endswith("info: export made (form html, bytes 1200, seconds 0.5)")
    )


def test_texts_of_events_are_few_and_known():
    allowed = {int, float, bool, str, types.NoneType}
    texts = set()
    for event in kinds_of_events():
        for name, kind in typing.get_type_hints(event).items():
            kinds = set(typing.get_args(kind)) - {...} or {kind}
            assert kinds <= allowed, (event, name)
            if str in kinds:
                texts.add(name)
    assert texts == {"digest", "form", "rule", "version", "logger", "place", "exception", "frames"}
    assert all(dataclasses.is_dataclass(event) for event in kinds_of_events())


def test_a_rule_has_its_name_or_its_place_and_no_message():
    assert log.rule_of(UnreadableFile(f"{MARK}.csv", "latitude-range")) == "latitude-range"
    with pytest.raises(UnreadableFile) as caught:
        _read_a_page()
    assert MARK not in log.rule_of(caught.value)
    assert re.fullmatch(r"UnreadableFile in (geodata|mapapp)/[\w/]+\.py:\d+ \w+", log.rule_of(caught.value))


def _read_a_page():
    from mapapp.app.uploads import Upload, open_uploads

    open_uploads([Upload(f"{MARK}.csv", b"<html></html>")], base=None)


def test_what_a_library_logs_has_a_place_and_no_words(lines):
    library = logging.getLogger("some.library")
    handler = logging.Handler()
    said = []
    handler.emit = lambda record: said.append(handler.format(record))
    library.addHandler(handler)
    try:
        library.error("it failed for %s", MARK, exc_info=ValueError(MARK), stack_info=True)
    finally:
        library.removeHandler(handler)
    (line,) = said
    told = json.loads(line)
    assert MARK not in line
    assert (told["event"], told["logger"], told["exception"]) == (
        "library logged",
        "some.library",
        "ValueError",
    )
    assert told["place"].startswith("test_log.py:")


def test_an_export_is_logged_by_form_and_size(lines, page):
    app = page("export")
    next(one for one in app.button if one.label == "Prepare the file").click().run()
    (told,) = [json.loads(line) for line in lines if "export" in line]
    assert told["event"] == "export made"
    assert told["form"] == "html"
    assert told["bytes"] > 100_000


def test_a_session_of_marked_words_leaves_none_in_the_log(tmp_path, tally):
    left = tmp_path / "temporary" / "mapapp-of-a-killed-server"
    (left / "files").mkdir(parents=True)
    (left / "in-use.lock").touch()
    around = {"MAPAPP_LOG": "json", "MAPAPP_DATASET": f"made-up://ann:{PASSWORD}@here/strikes"}
    around["TMPDIR"] = str(left.parent)
    with running(tmp_path, code=DATABASE + FAULT, env=around) as app:
        sent = talk(_be_read(app.address))
        sent.append(get(f"{app.address}/health")[2])
        get(f"{app.address}/{MARK}?{MARK}={MARK}", User_Agent=MARK, Referer=f"http://{MARK}.example/")
        _send_nonsense(app.address)
        for event in ("upload refused", "upload read", '"exception": "RuntimeError"'):
            app.wait_for(event)
        assert app.stop(signal.SIGINT) == 0
    files = list(left.parent.iterdir())
    tally("left-files", len(files), of=5)  # those that were handed over, and the one that was there
    assert files == []
    assert not any(PASSWORD.encode() in one for one in sent)
    words = (MARK, PASSWORD, "127.0.0.1")
    leaks = [line for line in app.lines if any(word in line.lower() for word in words)]
    tally("personal", len(leaks), of=len(app.lines))
    assert leaks == []
    begun = next(number for number, line in enumerate(app.lines) if '"started"' in line)
    told = [json.loads(line)["event"] for line in app.lines[begun:] if line]  # Ctrl+C ends a line
    assert {"started", "dataset read", "upload refused", "upload read", "library logged", "stopped"} <= {
        *told
    }


async def _be_read(address):
    """Type, name and hand over marked words, and meet a fault with them; gives what was sent."""
    good = json.dumps(collection({**PLACED, "title": MARK})).encode()
    async with connected(address) as reader:
        sent = (await reader.run(query=f"text={MARK}&sel=incident.{MARK}")).raw
        await reader.run(fields={"Words": MARK})
        for name, content in (
            (f"../../{MARK}.geojson", MARK.encode()),
            (f"{MARK}.csv", f"{MARK};{MARK}\n1;2\n".encode()),
            (f"{MARK}.gpkg", b"SQLite format 3\0" + MARK.encode() * 100),
            (f"{MARK}.geojson", good),
        ):
            assert await reader.hand_over(name, content) == 204
            await reader.run()
        await reader.put(f"/_stcore/upload_file/{MARK}/{MARK}", MARK, MARK.encode())
    async with connected(address) as reader:
        sent += (await reader.run(query=f"text=fault+{MARK}")).raw
    with pytest.raises(Exception, match="403"):
        async with connected(address, origin=f"http://{MARK}.example"):
            pass
    return sent


def _send_nonsense(address):
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as caller:
        caller.sendall(f"{MARK} {MARK} {MARK}\r\n\r\n".encode())
        caller.recv(1000)
