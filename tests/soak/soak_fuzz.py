"""Faulty files at every door for ten minutes, or ``FUZZ_SECONDS``; ``FUZZ_SEED`` says with which to begin."""

import os
import time
from collections import Counter

from tests.reliability.fuzz import DOORS
from tests.reliability.test_fuzz import faults, fuzzing

SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
FIRST = int(os.environ.get("FUZZ_SEED", "0"))


def test_ten_minutes_of_faulty_files_end_in_a_dataset_or_a_sentence(tally, tell, tmp_path):
    told, done, taken = [], Counter(), Counter()
    with fuzzing(tmp_path) as worker:
        end, seed = time.monotonic() + SECONDS, FIRST
        while time.monotonic() < end:
            for door in DOORS:
                answer = worker.ask({"door": door, "seed": seed})
                done[door] += 1
                taken[door] += answer.get("gives") == ""
                tally("fuzz-crashed", "crash" in answer)
                tally.peak("fuzz-seconds", answer["seconds"])
                tally.peak("fuzz-memory", answer["memory_mb"])
                told += faults(answer, door, seed)
            seed += 1
    tell(files=done.total(), read=taken.total(), seeds=seed - FIRST, memory_mb=round(answer["memory_mb"]))
    assert told == []
