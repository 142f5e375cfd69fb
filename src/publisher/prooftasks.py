"""The tasks of the proof loop: `inv proof`, and what can be done with a proof."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from invoke import Collection, Context, Exit, task

from publisher.manyfiles import TakesFiles
from publisher.options import HELP, target
from publisher.printout import finish, known, progress, tools_told
from publisher.stopping import stoppable


@task(
    default=True,
    help=HELP
    | {
        "since": "Mark what has changed since a revision: a tag or a commit of git.",
        "lines": "Number the lines of each page.",
        "round": "Round of proofreading, printed on every sheet (default: as last time).",
    },
)
@stoppable()
def make(
    _: Context,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    since: str = "",
    format: str = "text",  # noqa: A002 the option's name
    lines: bool = False,
    round: int = 0,  # noqa: A002 the option's name
) -> None:
    """Make a proof to read: the printed pages, with places, findings and changes beside."""
    from publisher.means import hired
    from publisher.proofing.describing import ProofOrder
    from publisher.proofing.making import make_proof

    known(format)
    if round < 0:
        raise Exit(f"there is no round {round}: they count from 1", code=2)
    home = Path(book)
    order = ProofOrder(edition, since, lines=lines, round=round)
    with asked(), progress() as say, hired() as means:
        outcome = make_proof(home, target(home, out), means, order, say=say)
    finish(outcome, home, format, strict=False, prose=False)


@task(help=HELP | {"since": "The revision that was printed: a tag or a commit of git."})
@stoppable()
def errata(
    _: Context,
    since: str,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    format: str = "text",  # noqa: A002 the option's name
) -> None:
    """List what has changed since a printed edition: page, line, for …, read …."""
    from publisher.means import hired
    from publisher.proofing.errata import make_errata

    known(format)
    home = Path(book)
    with asked(), progress() as say, hired() as means:
        outcome, listed = make_errata(
            home, target(home, out), means, since, edition=edition, say=say
        )
    outcome.found = [each for each in outcome.found if outcome.book is None]
    finish(outcome, home, format, strict=False, prose=False)
    if format == "text":
        noun = "erratum" if len(listed) == 1 else "errata"
        print(f"{len(listed):,} {noun} since {since}")


@task(
    positional=["a", "b"],
    help={
        "a": "Before: a tag or commit of git, or a PDF file.",
        "b": "After: the same; a dot is the book as it lies in its folder.",
        "book": HELP["book"],
        "out": HELP["out"],
        "edition": HELP["edition"],
    },
)
@stoppable()
def diff(
    _: Context,
    a: str,
    b: str,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
) -> None:
    """Compare two revisions or two PDFs: texts, pages, numbers; say what to send to press."""
    from publisher.means import hired
    from publisher.proof.diff import as_lines
    from publisher.proofing.diff import make_diff

    home = Path(book)
    with asked(), progress() as say, hired() as means:
        try:
            found, file = make_diff(
                home, target(home, out), means, (a, b), edition=edition, say=say
            )
        except OSError as problem:
            reason = problem.strerror or problem
            raise Exit(
                f"the report could not be written: {reason}", code=1
            ) from problem
    print(file)
    print("\n".join(as_lines(found)))


@task(
    help={name: HELP[name] for name in ("book", "out", "edition")}
    | {
        "port": "Port of the desk; if it is taken, the next that is free.",
        "open": "Open the browser (--no-open: only say the address).",
        "editor": "Editor that places open in: vscode, vscodium, cursor, zed, idea, "
        "sublime, textmate, emacs, or an address with {path}, {line} and {column} "
        "(default: what PUBLISHER_EDITOR names, else vscode).",
    }
)
def serve(
    _: Context,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    port: int = 8482,
    open: bool = True,  # noqa: A002 the option's name
    editor: str = "",
) -> None:
    """Read and correct the finished book in the browser: the proof desk."""
    from publisher.behind import anchors
    from publisher.house import house_styles
    from publisher.proof import desk

    named = desk.Editor.named(editor or os.environ.get("PUBLISHER_EDITOR") or "vscode")
    if isinstance(named, str):
        raise Exit(named, code=2)
    home = Path(book)
    faces = house_styles() / "fonts"
    order = desk.Order(home, target(home, out), faces, anchors, edition, named)
    with tools_told():
        try:
            desk.run(order, port=port, open_browser=open, say=print)
        except desk.NotBuilt as problem:
            raise Exit(str(problem), code=1) from problem


@task(
    klass=TakesFiles,
    iterable=["files"],
    help={name: HELP[name] for name in ("book", "out", "edition")}
    | {
        "files": "A marked PDF; any number may follow the task's name.",
        "reader": "Whose marks they are, where the PDF does not say.",
        "apply": "Show each suggested edit, ask, and make it in the manuscript.",
        "yes": "With --apply: make all of them without asking.",
        "sarif": "Write proof/corrections.sarif too, for an editor.",
    },
)
@stoppable()
def collect(
    _: Context,
    files: list[str],
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    reader: str = "",
    apply: bool = False,
    yes: bool = False,
    sarif: bool = False,
) -> None:
    """Read marked PDFs: each mark with its place in the manuscript; apply what they suggest."""
    from publisher.marksout import MarkOrder, collect_marks

    home = Path(book)
    order = MarkOrder(edition, reader, apply=apply, yes=yes, sarif=sarif)
    collect_marks(home, target(home, out), [Path(each) for each in files], order)


@contextmanager
def asked() -> Iterator[None]:
    """Say in one line, with exit code 2, that there is no such revision."""
    from publisher.proofing.revisions import NoRevision

    try:
        yield
    except NoRevision as problem:
        raise Exit(str(problem), code=2) from problem


namespace = Collection("proof", make, diff, errata, serve, collect)
