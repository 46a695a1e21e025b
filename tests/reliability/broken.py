"""A job that fails in each way that one can, to see that a worker tells it."""

import os
from typing import Any


def broken(job: dict[str, Any]) -> int:
    """End the process, take memory, or raise."""
    if job.get("ends"):
        os._exit(1)
    if held := job.get("held"):
        return len(b"x" * held)
    return 1 // 0
