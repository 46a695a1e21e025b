"""Whether a running app is well: what it tells, and what ``mapapp app --check`` makes of it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner

from mapapp.app import given, health
from mapapp.app.load import load_path
from mapapp.cli import main
from tests.builders import PLACED, STATION, write_folder


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(given, "_given", [str(tmp_path)])
    return write_folder(tmp_path, incidents=[PLACED], facilities=[STATION])


def test_it_is_not_well_before_the_dataset_was_read(folder):
    assert health.health() == (False, {"status": "the dataset is being read"})


def test_it_tells_what_was_read_and_when(folder):
    dataset = load_path(folder).dataset
    is_well, told = health.health()
    assert is_well
    assert (told["digest"], told["incidents"], told["facilities"]) == (dataset.digest, 1, 1)
    assert told["read"].endswith("+00:00")
    assert not told["changed_since"]
    assert str(folder) not in json.dumps(told)


def test_it_tells_that_files_have_changed_and_that_they_are_gone(folder):
    load_path(folder)
    write_folder(folder, incidents=[{**PLACED, "title": "Another title"}])
    assert health.health()[1]["changed_since"]
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert health.health() == (False, {"status": "the files of the dataset are gone"})


def test_it_is_not_well_with_a_dataset_that_cannot_be_read(folder):
    write_folder(folder, incidents=b"<html>")
    with pytest.raises(ValueError, match="HTML page"):
        load_path(folder)
    is_well, told = health.health()
    assert (is_well, told["status"]) == (False, "the dataset cannot be read")


@pytest.fixture
def answering():
    """A server that answers a question for its health in some way."""
    servers = []

    def start(status, content):
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status if self.path == "/strikes/health" else 404)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/strikes/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def check(address):
    done = CliRunner().invoke(main, ["app", "--check", address])
    return done.exit_code, done.output


def test_one_that_is_well_is_told_of(answering):
    told = {"status": "ok", "digest": "ab" * 32, "read": "2026-01-02T03:04:05+00:00", "incidents": 5}
    code, said = check(answering(200, json.dumps({**told, "facilities": 6}).encode()))
    assert code == 0
    assert said.startswith("It shows 5 incidents and 6 facilities, read at 2026-01-02T03:04:05+00:00")


@pytest.mark.parametrize(
    ("status", "content", "sentence"),
    [
        (503, b'{"status": "the dataset is being read"}', "is not well: the dataset is being read"),
        (502, b"<html>", "is not well: it answers with 502"),
        (200, b"<html>", "it is not this app"),
        (200, b"[]", "it is not this app"),
    ],
)
def test_one_that_is_not_well_ends_with_a_sentence(answering, status, content, sentence):
    code, said = check(answering(status, content))
    assert code == 1
    assert sentence in said


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "nowhere", "file:///etc/hostname"])
def test_one_that_is_not_there_ends_with_a_sentence(address):
    code, said = check(address)
    assert (code, said.count("\n")) == (1, 1)
