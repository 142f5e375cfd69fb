"""Reports put beside the book, and what is said when a folder cannot be written to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from publisher import reports, rules, shelf
from publisher.diagnostics import Diagnostic, Span
from publisher.outcome import Outcome


def report(outcome: Outcome, home: Path, out: Path, *, strict: bool) -> None:
    """Put report.json, report.sarif and report.html into `out`, whatever was found.

    Where there is no book at all, no folder is made for it.
    """
    if any(each.code == rules.NO_BOOK_YAML.code for each in outcome.found):
        return
    try:
        with shelf.bench(out) as made:
            reports.write(outcome.report(home, strict=strict), made)
            outcome.reports = shelf.put(made, out)
    except OSError as problem:
        if not any(each.code == rules.CANNOT_WRITE.code for each in outcome.found):
            outcome.add([unwritable(out, problem)])


def file(
    outcome: Outcome,
    home: Path,
    out: Path,
    make: Callable[[Path], None],
    *,
    strict: bool,
) -> None:
    """Have files made, and put them into `out` together with their reports.

    Where anything is wrong with what was made, the reports go there alone.
    """
    try:
        with shelf.bench(out) as made:
            make(made)
            if outcome.failed(strict=strict):
                shelf.empty(made)
            outcome.made = [out / each.name for each in sorted(made.iterdir())]
            reports.write(outcome.report(home, strict=strict), made)
            placed = shelf.put(made, out)
    except OSError as problem:
        outcome.made = []
        outcome.add([unwritable(out, problem)])
    else:
        outcome.reports = [each for each in placed if each.name in reports.NAMES]


def unwritable(out: Path, problem: OSError) -> Diagnostic:
    """Say that finished files could not be put into a folder, and what is in their way."""
    reason, hint = problem.strerror or str(problem), "make room"
    named = Path(str(problem.filename2 or problem.filename or out))
    if out.exists() and not out.is_dir():
        reason, hint = f'"{out}" is a file, not a folder', "move it away"
    elif named.parent == out and named.is_dir():
        reason, hint = f'"{named.name}" is a folder there', "move it away"
    return rules.CANNOT_WRITE.at(
        Span(PurePosixPath(out.name), 1),
        f"the finished files could not be written: {reason}",
        hint=f"{hint}, or choose another folder with --out",
    )
