"""Which machine measured."""

import os
import platform
import subprocess
import sys
from pathlib import Path


def described() -> str:
    """Return the machine in one line."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in _read("/proc/cpuinfo").splitlines()
            if line.startswith("model name")
        ),
        platform.processor() or "unknown processor",
    )
    memory = next(
        (
            int(line.split()[1])
            for line in _read("/proc/meminfo").splitlines()
            if "MemTotal" in line
        ),
        0,
    )
    load = os.getloadavg()[0]
    return (
        f"{cpu}, {os.cpu_count()} cores, {memory / 2**20:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}; load before the run {load:.1f}"
    )


def resident_mb(process: int) -> float:
    """Return the resident memory of a process and of its children, in MB."""
    own = next(
        (
            int(line.split()[1])
            for line in _read(f"/proc/{process}/status").splitlines()
            if "VmRSS" in line
        ),
        0,
    )
    children = _read(f"/proc/{process}/task/{process}/children").split()
    return own / 1024 + sum(resident_mb(int(child)) for child in children)


def commit() -> str:
    """Return the short name of the commit that was measured."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or "unknown"


def say(words: str) -> None:
    """Tell whoever waits how far it is."""
    print(words, file=sys.stderr, flush=True)


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
