"""Fifty sessions for five minutes that hand over bad files among other things, on a started server."""

import os
from collections import Counter

import numpy as np
import psutil

from benchmarks.app.bad_files import bad_files, third_party_files
from benchmarks.app.connection import connected
from benchmarks.app.serving import serving
from benchmarks.app.sessions import Files, readers
from benchmarks.memory import current_mb
from tests.app.running import talk

SESSIONS = int(os.environ.get("LOAD_SESSIONS", "50"))
SECONDS = float(os.environ.get("LOAD_SECONDS", "300"))
MOST_MB = 150


def processor_s(process):
    """Processor time of a process and of the children that it has waited for."""
    times = psutil.Process(process).cpu_times()
    return times.user + times.system + times.children_user + times.children_system


async def hand_over_all(address, files):
    async with connected(address) as reader:
        await reader.run()
        for name, content in (*files.bad, *files.faulty):
            await reader.hand_over(name, content)
            await reader.run()
            await reader.take_back()


def test_fifty_sessions_are_answered_with_bad_files_among_what_they_hand_over(tally, tell):
    files = Files(bad_files(), third_party_files())
    with serving() as (address, process):
        talk(hand_over_all(address, files))  # what each takes for a while, it takes once
        before, used = current_mb([process]), processor_s(process)
        found = talk(readers(address, count=SESSIONS, seconds=SECONDS, every_s=5, files=files))
        grown, used = current_mb([process]) - before, processor_s(process) - used
    taken = np.array([second for one in found for second in one.reruns_s])
    uploads = [second for one in found for second in one.uploads_s]
    plain = list((Counter(taken.tolist()) - Counter(uploads)).elements())
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
        p95_without_file_s=f"{np.percentile(sorted(plain), 95):.2f}",
        files_handed_over=sum(len(one.uploads_s) for one in found),
        third_party_files=len(files.faulty),
        errors=len(errors),
        words_of_others=len(strange),
        memory_before_mb=f"{before:.0f}",
        memory_grown_mb=f"{grown:+.0f}",
        processor_s=f"{used:.0f}",
        load_of_the_machine=", ".join(f"{one:.1f}" for one in os.getloadavg()),
    )
    assert errors == []
    assert strange == []
    assert grown <= MOST_MB
    assert within <= 1
