"""A few hundred faulty files, always the same ones; `tests/soak/soak_fuzz.py` makes them for ten minutes."""

import random
from contextlib import contextmanager

import pytest

from tests.reliability import originals
from tests.reliability.fuzz import DOORS
from tests.reliability.mutate import mutant
from tests.reliability.worker import working

EACH = {"file": 60, "upload": 40, "foreign": 40, "table": 40, "page": 30}
OTHERS = 15
MOST_S, MOST_MB = 5, 500


def faults(answer, door, seed):
    """What is wrong with what became of a faulty file, and how to make it again."""
    again = f"python -m tests.reliability.fuzz {door} {seed}"
    found = [f"{again}\n{answer['crash']}"] if "crash" in answer else []
    found += [f"{again}: took {answer['seconds']:.1f} s"] if answer["seconds"] > MOST_S else []
    return found + ([f"{again}: {answer['memory_mb']:.0f} MB"] if answer["memory_mb"] > MOST_MB else [])


@contextmanager
def fuzzing(folder):
    """Have a worker that takes seeds; the files to begin with were made by another."""
    job = {"doors": list(DOORS), "folder": str(folder)}
    with working("tests.reliability.fuzz:attempt") as worker:
        assert "crash" not in worker.ask(job)
    with working("tests.reliability.fuzz:attempt") as worker:
        assert "crash" not in worker.ask(job)
        yield worker


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    with fuzzing(tmp_path_factory.mktemp("originals")) as worker:
        yield worker


@pytest.mark.parametrize("door", DOORS)
def test_a_faulty_file_is_read_or_refused_with_a_sentence(door, fuzzed):
    jobs = [(seed, {"door": door, "seed": seed, "draws": False}) for seed in range(EACH.get(door, OTHERS))]
    told = [fault for seed, job in jobs for fault in faults(fuzzed.ask(job), door, seed)]
    assert told == []


def test_the_same_seed_makes_the_same_file():
    files = originals.geojson()
    made = [[mutant(random.Random(seed), files) for seed in range(40)] for _ in range(2)]
    assert made[0] == made[1]
    assert len({*made[0]}) > 35


def test_half_of_what_is_made_is_still_json_and_half_is_not():
    import json

    def is_json(data):
        try:
            json.loads(data)
        except (ValueError, RecursionError):
            return False
        return True

    made = [is_json(mutant(random.Random(seed), originals.geojson()[-5:])) for seed in range(300)]
    assert 0.2 < sum(made) / len(made) < 0.8


def test_a_worker_that_ends_or_fails_is_told_and_started_anew():
    with working("tests.reliability.broken:broken") as worker:
        assert worker.ask({"ends": True})["crash"] == "the process ended"
        assert "ZeroDivisionError" in worker.ask({})["crash"]
        assert worker.ask({"held": 200_000_000})["memory_mb"] > 200
