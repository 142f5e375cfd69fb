"""The bad and odd inputs of the corpus as books, built under guard.

A guard stands beside every run: it notes each file that is written outside the output
folder, each file that is read outside the book's, and each use of the network, which it
also refuses. So a case shows what it did, not only what it said.
"""

import gc
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus import CORPUS
from publisher import pipeline
from publisher.diagnostics import Severity, in_order
from publisher.means import Means

BAD = CORPUS / "bad"
OTHER_WORDS = {"cover": "cover-image"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"}
NETWORK = {
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "socket.gethostbyaddr", "socket.bind",
}  # fmt: skip


def cases():
    """List the cases of the corpus, those of importers left for the importers."""
    if not BAD.is_dir():
        return []
    every = json.loads((BAD / "cases.json").read_text("utf-8"))["cases"]
    return [each for each in every if each["group"] != "import"]


def folder_of(case, target):
    """Copy a case below `target` as a manuscript folder; return the folder.

    book.yaml has the lines of structure.yaml, so that places mean the same.
    """
    shutil.copytree(BAD / case["id"], target / "book", copy_function=shutil.copy)
    for path in [target / "book", *(target / "book").rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    if case["id"] == "img-symlink":
        (target / "book" / "m.png").symlink_to("/etc/passwd")
    home = next((target / "book").rglob("structure.yaml"), target / "book/x").parent
    structure = home / "structure.yaml"
    if structure.exists():
        (home / "book.yaml").write_bytes(as_book_yaml(structure.read_bytes()))
        structure.unlink()
    return home


def as_book_yaml(data):
    """Turn the plain form of the corpus into ours, line for line."""
    text = re.sub(rb"(?m)^(\s*)- file: *", rb"\1- ", data)
    for other, ours in OTHER_WORDS.items():
        text = re.sub(rb"(?m)^%s:" % other.encode(), b"%s:" % ours.encode(), text)
    return text


@dataclass(slots=True)
class Guard:
    """What a run did that no run may do."""

    home: Path
    out: Path
    scratch: Path
    trespasses: list[str] = field(default_factory=list)

    def see(self, event, arguments):
        """Note a trespass; refuse the network as an unplugged machine would."""
        if event in NETWORK:
            self.trespasses.append(f"{event} {arguments[1:]}")
            raise OSError("no network here")
        if event == "open":
            path, mode, flags = arguments
            if isinstance(path, str | bytes | os.PathLike):
                self.opened(os.fsdecode(path), mode or "", flags or 0)
        elif event in CHANGES:
            for path in arguments[:2]:  # a name in an open folder is not a path
                if isinstance(path, str | bytes | os.PathLike) and os.sep in str(path):
                    self.written(os.fsdecode(path))

    def opened(self, path, mode, flags):
        """Judge the opening of a file."""
        if set(mode) & set("wax+") or (flags & WRITING):
            self.written(path)
            return
        real = Path(path).resolve()
        around = self.home.parents[1]
        own = (self.home, self.out, self.scratch)
        beside = real.is_relative_to(around) and not any(map(real.is_relative_to, own))
        if beside or path in {"/etc/passwd", "/etc/hostname"}:
            self.trespasses.append(f"read {path}")

    def written(self, path):
        """Judge the writing of a file; a temporary folder of the run's own is no harm."""
        real = Path(path).resolve()
        allowed = any(real.is_relative_to(each) for each in (self.out, self.scratch))
        if not allowed and str(real) != os.devnull:
            self.trespasses.append(f"wrote {path}")


_watching: list[Guard] = []


def _hook(event, arguments):
    if _watching:
        _watching[-1].see(event, arguments)


sys.addaudithook(_hook)


@contextmanager
def guarded(guard):
    """Set a guard over what follows."""
    _watching.append(guard)
    try:
        yield guard
    finally:
        _watching.pop()


@contextmanager
def ended_within(seconds):
    """Stop what takes more seconds of processor time; then it never would have ended."""

    def stop(*_):
        raise TimeoutError(f"not done after {seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def peak():
    """Give the most memory this process has held since `forget_peak`, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


def forget_peak():
    """Begin to measure anew (proc(5), clear_refs); give the memory held now, in MB."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    return peak()


@dataclass(slots=True)
class Ran:
    """A case after its run."""

    home: Path
    out: Path
    outcome: pipeline.Outcome
    trespasses: list[str]
    grown: int  # MB of memory at the worst moment, more than before

    @property
    def found(self):
        """Give the findings in order."""
        return in_order(self.outcome.found)

    @property
    def ending(self):
        """Give "error", "warn" or "ok"."""
        severities = {each.severity for each in self.outcome.found}
        if Severity.ERROR in severities:
            return "error"
        return "warn" if Severity.WARNING in severities else "ok"

    def places(self, *codes):
        """List file and line of the findings of these codes."""
        return [
            (str(each.span.path), each.span.line)
            for each in self.found
            if each.code in codes
        ]

    @property
    def said(self):
        """Give all that is said, hints included."""
        return "\n".join(f"{each.headline}\n{each.hint or ''}" for each in self.found)


def run(home, out, *, order=None, seconds=60):
    """Build a book under guard, in this process alone."""
    guard = Guard(home.resolve(), out.resolve(), Path(tempfile.gettempdir()).resolve())
    gc.collect()  # what earlier tests left is not tidied up during this run
    before = forget_peak()
    with guarded(guard), ended_within(seconds):
        outcome = pipeline.build(home, out, Means(), order)
    return Ran(home, out, outcome, guard.trespasses, peak() - before)
