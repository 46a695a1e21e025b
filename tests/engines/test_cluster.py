"""The Dask engine: the same result as in this process, also when workers end on the way."""

import os
import signal
import socket
import threading
import time

import dask
import pytest
from distributed.config import config
from pandas.testing import assert_frame_equal

from geodata.engines import (
    Around,
    ClusterFailed,
    DaskEngine,
    FrameSource,
    LocalEngine,
    PartFailed,
    check_address,
    measure_facilities,
    run,
)
from geodata.engines.cluster import CONNECT_S
from geodata.errors import InvalidArgument, UnreadableFile
from mapapp.exporters.measured import FORMATS
from tests.engines.made_up import contents, measured

FAIL_SOON = {"distributed.scheduler.allowed-failures": 1}


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory):
    with DaskEngine(workers=2) as engine:
        yield engine


def worker(engine):
    """The process number of a worker."""
    return next(engine.run(os.getpid, {"who": ()}))[1]


def killing(engine, steps, *, after=1):
    """End a worker in the middle of each of the steps."""
    left = set(steps)

    def watch(progress):
        if progress.step in left and progress.done == after:
            left.remove(progress.step)
            os.kill(worker(engine), signal.SIGKILL)

    return watch


def test_two_workers_write_the_same_parts_as_this_process(job, two_workers, tmp_path):
    expected = contents(measured(job(country="KZ")))
    there = job(country="KZ", target=tmp_path / "there")
    run(there, two_workers)
    assert contents(there.target) == expected
    assert sorted(file.name for file in tmp_path.iterdir()) == ["measured", "there"]


def test_two_workers_write_the_same_file_as_this_process(job, two_workers, tmp_path):
    here = job(format=FORMATS[".geojson"], target=tmp_path / "here.geojson")
    there = job(format=FORMATS[".geojson"], target=tmp_path / "there.geojson")
    run(there, two_workers)
    assert there.target.read_bytes() == measured(here).read_bytes()


def test_two_workers_sum_up_what_lies_around_facilities_as_this_process_does(
    incidents, facilities, two_workers
):
    given = (FrameSource(incidents.assign(start="2025-03")), facilities)
    with LocalEngine() as engine:
        expected = measure_facilities(*given, engine, Around(200), chunk_rows=12)
    found = measure_facilities(*given, two_workers, Around(200), chunk_rows=12)
    assert_frame_equal(found, expected)


def test_what_one_engine_has_begun_the_other_goes_on_with(job, two_workers, tmp_path):
    class Stopped(Exception):
        pass

    def watch(progress):
        if (progress.step, progress.done) == ("Measuring", 2):
            raise Stopped

    begun = job(target=tmp_path / "begun")
    with pytest.raises(Stopped):
        measured(begun, watch=watch)
    told = []
    run(begun, two_workers, watch=told.append)
    assert told[-1].resumed == 2
    assert contents(begun.target) == contents(measured(job()))


def test_workers_that_end_on_the_way_cost_no_row(job, two_workers, tmp_path):
    there = job(target=tmp_path / "there")
    run(there, two_workers, watch=killing(two_workers, ["Checking", "Sorting", "Measuring"]))
    assert contents(there.target) == contents(measured(job()))


def test_the_only_worker_may_end_with_all_that_was_sent_to_it(job, tmp_path):
    def end(code):
        time.sleep(0.5)
        os._exit(code)

    there = job(target=tmp_path / "there")
    with dask.config.set(FAIL_SOON, config=config), DaskEngine(workers=1) as alone:
        run(there, alone, watch=killing(alone, ["Measuring"], after=2))
        with pytest.raises(PartFailed, match=r"part-7: the worker that took this part up ended \d times"):
            list(alone.run(end, {"part-7": (1,)}))
    assert contents(there.target) == contents(measured(job()))


def test_an_error_of_a_worker_is_that_of_this_process(job, two_workers, source_file, tmp_path):
    from geodata.engines.tables import open_incidents

    file = tmp_path / "i.parquet"
    file.write_bytes(source_file.read_bytes())
    source = open_incidents(file)
    file.write_bytes(b"PAR1")
    with pytest.raises(UnreadableFile, match=r"i.parquet: could not be read as Parquet"):
        run(job(incidents=source), two_workers)


def test_a_folder_that_a_worker_does_not_see_is_said(two_workers, tmp_path):
    with pytest.raises(ClusterFailed, match="does not see"):
        two_workers.see(tmp_path / "elsewhere")


def test_nothing_of_a_cluster_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with DaskEngine(workers=1) as engine:
        pid = worker(engine)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def silent(server):
    """Take calls and do not answer."""


def closed(server):
    """Do not take calls."""
    server.close()


def of_the_web(server):
    """Answer as a web server would."""

    def answer():
        call, _ = server.accept()
        with call:
            call.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    threading.Thread(target=answer, daemon=True).start()


@pytest.mark.parametrize(("listener", "wait_s"), [(silent, CONNECT_S), (closed, 1), (of_the_web, 1)])
def test_an_address_where_no_scheduler_answers_is_said_within_ten_seconds(listener, wait_s, monkeypatch):
    monkeypatch.setattr("geodata.engines.cluster.CONNECT_S", wait_s)
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        listener(server)
        with pytest.raises(ClusterFailed, match=f"no Dask scheduler answered at {address}"):
            DaskEngine(address=address).__enter__()
    assert time.monotonic() - begun < 10


def test_an_address_of_the_cluster_that_is_there_is_used(two_workers, job, tmp_path):
    there = job(target=tmp_path / "there")
    with DaskEngine(address=two_workers.scheduler) as engine:
        run(there, engine)
    assert contents(there.target) == contents(measured(job()))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1:8786",
        "http://127.0.0.1:8786",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:99999",
        "tcp://:1",
        "tcp://h:x",
    ],
)
def test_an_address_that_cannot_be_is_refused_at_once(address):
    with pytest.raises(InvalidArgument, match="expected tcp://host:port"):
        check_address(address)


@pytest.mark.parametrize(
    "options", [{}, {"workers": 0}, {"workers": -1}, {"workers": 1, "address": "tcp://h:1"}]
)
def test_an_engine_needs_an_address_or_a_number_of_workers(options):
    with pytest.raises(InvalidArgument):
        DaskEngine(**options)
