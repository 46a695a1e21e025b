"""Fifty sessions for five minutes that hand over bad files among other things, on a started server."""

import asyncio
import os

import numpy as np

from benchmarks.app.bad_files import bad_files, third_party_files
from benchmarks.app.serving import serving
from benchmarks.app.sessions import Files, readers
from benchmarks.memory import current_mb

SESSIONS = int(os.environ.get("LOAD_SESSIONS", "50"))
SECONDS = float(os.environ.get("LOAD_SECONDS", "300"))
MOST_MB = 150


def test_fifty_sessions_are_answered_with_bad_files_among_what_they_hand_over(tally, tell):
    files = Files(bad_files(), third_party_files())
    with serving() as (address, process):
        asyncio.run(readers(address, count=3, seconds=60, every_s=1, files=files))  # warm
        before = current_mb([process])
        found = asyncio.run(readers(address, count=SESSIONS, seconds=SECONDS, every_s=5, files=files))
        grown = current_mb([process]) - before
    taken = np.array([second for one in found for second in one.reruns_s])
    errors = [error for one in found for error in one.errors]
    strange = [word for one in found for word in one.strange]
    within = float(np.percentile(taken, 95))
    tally("load-errors", len(errors), of=len(taken))
    tally("load-mixed", len(strange), of=len(taken))
    tally.peak("load-p95", within)
    tally.peak("load-memory", max(grown, 0))
    tell(
        reruns=len(taken),
        median_s=f"{np.median(taken):.2f}",
        p95_s=f"{within:.2f}",
        longest_s=f"{taken.max():.2f}",
        files_handed_over=sum(one.uploads for one in found),
        third_party_files=len(files.faulty),
        errors=len(errors),
        words_of_others=len(strange),
        memory_before_mb=f"{before:.0f}",
        memory_grown_mb=f"{grown:+.0f}",
        load_of_the_machine=", ".join(f"{one:.1f}" for one in os.getloadavg()),
    )
    assert errors == []
    assert strange == []
    assert grown <= MOST_MB
    assert within <= 1
