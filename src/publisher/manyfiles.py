"""A task that takes any number of files: `inv proof.collect anna.pdf ben.pdf`.

Invoke gives a task one value for each of its positional arguments, and takes what follows
for the name of another task. So the files on the command line are counted, and the task
says that it has just as many arguments.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from invoke import Task
from invoke.parser.argument import Argument

_PREFIX = "file-"


class TakesFiles(Task[Any]):
    """A task whose first argument, `files`, is a list of what follows its name."""

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Describe the arguments; those for files come first."""
        own: list[Argument] = super().get_arguments(ignore_unknown_help)
        count = len(list(_files(sys.argv, self.name, own)))
        files = [
            Argument(f"{_PREFIX}{number}", positional=True, help="A marked PDF.")
            for number in range(1, count + 1)
        ]
        return [*files, *own]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 Invoke's
        """Run the task, with its files as one list."""
        names = [each for each in kwargs if each.startswith(_PREFIX)]
        given = [kwargs.pop(each) for each in names]
        kwargs["files"] = [*given, *(kwargs.get("files") or [])]
        return super().__call__(*args, **kwargs)


def _files(
    argv: Sequence[str], task: str, arguments: Sequence[Argument]
) -> Iterator[str]:
    """List the files that follow a task's name on the command line."""
    valued = {
        f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}"
        for each in arguments
        if each.takes_value
        for name in each.names
    }
    named = (n for n, each in enumerate(argv) if each.rpartition(".")[2] == task)
    flag = ""
    for each in argv[next(named, len(argv)) + 1 :]:
        if each.startswith("-"):
            flag = each
        elif flag in valued:
            flag = ""
        elif each.lower().endswith(".pdf") or Path(each).exists():
            yield each
            flag = ""
        else:
            return
