"""Revisions of a book that is kept in git: what they are called, and their files.

Git is asked and never told: neither its index nor the author's folder is written to. The
files of a revision are laid out in a folder of our own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.tools import Finished, ToolFailed, ToolMissing, find, run

REMEDY = "install the package git"
_TIME = 120.0  # seconds
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # nothing is fetched, not even what git thinks is promised
    "LC_ALL": "C",
}
_HARMLESS = (  # a folder may come from anyone, and its settings may name programs
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.quotepath=off"),
)
_ODD = re.compile(r"[\x00-\x1f\x7f]")


class NoRevision(Exception):  # noqa: N818 no fault of the program's own
    """What was asked for is no revision of the book; the message says why."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of the book: what a person calls it, and its commit."""

    name: str  # as it was asked for, or as git describes it
    commit: str  # "" for a folder that is in no git
    changed: bool = False  # there are changes that are in no commit

    @property
    def told(self) -> str:
        """Say it for a reader of a proof."""
        return f"{self.name}, with later changes" if self.changed else self.name


def here(home: Path) -> Revision | None:
    """Say at which revision a book's folder is; None where git does not know it."""
    try:
        commit = _said(home, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        name = _said(home, "describe", "--always", "--tags")
        status = _said(home, *_unfiltered(home), "status", "--porcelain", "--", ".")
    except (NoRevision, ToolMissing, ToolFailed):
        return None
    return Revision(name, commit, changed=bool(status))


def revision(home: Path, name: str) -> Revision:
    """Find a revision by tag, branch or commit. Raises NoRevision, ToolMissing.

    A name is never taken for an option, whatever it looks like.
    """
    if not name or name.startswith("-") or _ODD.search(name) or len(name) > 250:
        raise NoRevision(f'"{name}" is no name of a revision: give a tag or a commit')
    _must_be_kept(home)
    wanted = f"{name}^{{commit}}"
    try:
        commit = _said(
            home, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted
        )
    except NoRevision:
        raise NoRevision(_unknown(home, name)) from None
    return Revision(name, commit.removeprefix("--end-of-options").strip())


def export(home: Path, wanted: Revision, into: Path) -> Path:
    """Lay out the files of a book as they were; return the folder of book.yaml.

    Taken are the book's folder and the `styles` beside it. Raises NoRevision when there
    was no such folder then.
    """
    top = Path(_said(home, "rev-parse", "--show-toplevel"))
    inside = home.resolve().relative_to(top.resolve())
    target = into / (inside.name or "manuscript")
    if not _lay_out(home, wanted, inside, target):
        raise NoRevision(
            f"there was no {inside} at {wanted.name}; has the folder been renamed?"
        )
    beside = home.resolve().parent / "styles"
    if beside.resolve().is_relative_to(top.resolve()) and inside.name:
        _lay_out(home, wanted, inside.parent / "styles", into / "styles")
    elif beside.is_dir():  # it is kept elsewhere, and has no revisions here
        shutil.copytree(beside, into / "styles", symlinks=True)
    return target


def _lay_out(home: Path, wanted: Revision, folder: Path, target: Path) -> bool:
    """Write the files of a folder of a commit; say whether there was such a folder."""
    name = "" if folder == Path() else folder.as_posix()
    tree = f"{wanted.commit}:{name}"
    try:
        if _said(home, "cat-file", "-t", tree) != "tree":
            return False
    except NoRevision:
        return False
    target.mkdir(parents=True, exist_ok=True)
    index = {"GIT_INDEX_FILE": str(target.with_name(f".{target.name}.index"))}
    _git(home, ("read-tree", tree), index)
    top = _said(home, "rev-parse", "--show-toplevel")
    prefix = f"--prefix={target}/"
    words = (*_unfiltered(home), "checkout-index", "--all", "--force", prefix)
    _git(Path(top), words, index)
    Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)
    return True


def _unfiltered(home: Path) -> list[str]:
    """Give the words that switch off filters which the folder's own settings bring.

    Those of the person and the machine stay: large files may be kept by such a one.
    """
    asked = (
        "config",
        "--local",
        "--includes",
        "--name-only",
        "--get-regexp",
        "^filter",
    )
    names = {
        line.split(".", 1)[1].rpartition(".")[0]
        for line in _git(home, asked).text.splitlines()
        if line.count(".") > 1
    }
    return [
        word
        for name in sorted(names)
        for key in ("clean=", "smudge=", "process=", "required=false")
        for word in ("-c", f"filter.{name}.{key}")
    ]


def _must_be_kept(home: Path) -> None:
    """Insist that a book is kept in git."""
    try:
        _said(home, "rev-parse", "--show-toplevel")
    except NoRevision as problem:
        reason = str(problem)
        if "dubious ownership" in reason:
            raise
        raise NoRevision(
            f"{home} is not kept in git, so it has no earlier revisions: "
            "begin with `git init`, commit, and tag what you print"
        ) from None


def _unknown(home: Path, name: str) -> str:
    try:
        tags = _said(home, "tag", "--sort=-creatordate").split("\n")[:6]
    except NoRevision:
        tags = []
    known = ", ".join(each for each in tags if each)
    return f'there is no revision "{name}"' + (f"; tags are: {known}" if known else "")


def _said(home: Path, *words: str) -> str:
    """Ask git; give its answer, or raise NoRevision with what it complained of."""
    done = _git(home, words)
    if done.status:
        complaint = done.err.decode("utf-8", "replace").strip().split("\n")
        raise NoRevision(
            complaint[0].removeprefix("fatal: ") or f"git {words[0]} failed"
        )
    return done.text.strip()


def _git(
    home: Path, words: Sequence[str], environment: dict[str, str] | None = None
) -> Finished:
    git = find("git", REMEDY)
    if not home.is_dir():
        raise NoRevision(f"there is no folder {home}")
    expect = (0,) if environment else (0, 1, 128, 129)
    return run(
        [git, "-C", home, *_HARMLESS, *words],
        timeout=_TIME,
        expect=expect,
        environment={**_QUIET, **(environment or {})},
    )
