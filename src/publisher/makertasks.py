"""The tasks of those who make the publisher itself: style, types, tests, measures."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from invoke import Context, task

HOUSE = Path(__file__).parents[2]  # the publisher's own checkout


@task
def fmt(context: Context) -> None:
    """Format the code, and write docs/diagnostics.md from the rules."""
    _tools(context, "ruff format .", "ruff check --fix .")
    with context.cd(str(HOUSE)):
        paths = {"PYTHONPATH": f"{HOUSE / 'src'}:{HOUSE / 'tests'}"}
        context.run(f"'{sys.executable}' -m diagnostics_page", env=paths)


@task
def lint(context: Context) -> None:
    """Check style and types; change nothing."""
    _tools(context, "ruff format --check .", "ruff check .", "mypy")


@task(
    help={
        "only": "Tests whose name matches this (pytest -k).",
        "thorough": "Run those that compare the engine with the plain way, for many minutes.",
    }
)
def test(context: Context, only: str = "", thorough: bool = False) -> None:
    """Run all tests, side by side (decision 0031)."""
    chosen = (
        f" -k '{only}'" if only else " -n auto --dist loadfile --no-loadscope-reorder"
    )
    where = " tests/thorough" if thorough else ""
    _tools(context, f"pytest{where}{chosen}")


@task(
    help={
        "full": "Also 1,000 pages and the whole of Gibbon.",
        "limits": "Texts made to hurt instead, at three sizes each.",
    }
)
def bench(_: Context, full: bool = False, limits: bool = False) -> None:
    """Measure time and memory, and write bench/results.md; or what hurtful texts cost."""
    tried = ["bench/limits.py"] if limits else ["bench/run.py", *["--full"] * full]
    os.chdir(HOUSE)
    # it takes this very process: whoever ends the command ends what it measures, too
    os.execv(sys.executable, [sys.executable, *tried])


@task(help={"minutes": "How long, in all (default: 1)."})
def fuzz(context: Context, minutes: float = 1.0) -> None:
    """Try bytes by chance on manuscripts, settings and drawings; keep what fails."""
    with context.cd(str(HOUSE)):
        tried = f"tests/fuzzing/run.py --minutes {minutes}"
        context.run(f"'{sys.executable}' {tried}", echo=True)


@task
def ci(context: Context) -> None:
    """Do exactly what the server does: lint, types, tests, and this book, strictly.

    Of the thorough tests those of small books by chance: they take less than a minute.
    """
    few = "test --thorough --only small_book"
    with context.cd(str(HOUSE)):
        for words in ("lint", "test", few, "build --strict", "check --strict"):
            context.run(f"./inv {words}", echo=True)


def _tools(context: Context, *commands: str) -> None:
    """Run makers' tools of this environment in the publisher's own checkout."""
    with context.cd(str(HOUSE)):
        for command in commands:
            context.run(f"'{sys.executable}' -m {command}", pty=sys.stdout.isatty())


TASKS = (fmt, lint, test, bench, fuzz, ci)
