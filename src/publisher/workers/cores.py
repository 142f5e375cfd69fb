"""How many cores there are for us."""

import os
from pathlib import Path

SHARE = Path("/sys/fs/cgroup/cpu.max")  # microseconds of use, in microseconds of time


def usable_cores() -> int:
    """Count the cores this process may use, by its affinity and the share of its group."""
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    cores = len(os.sched_getaffinity(0))
    try:  # a container may have the time of two cores, and see all of the machine's
        quota, period = SHARE.read_text("ascii").split()
        return max(1, min(cores, round(int(quota) / int(period))))
    except (OSError, ValueError):  # no such file; or "max": all it can get
        return cores
