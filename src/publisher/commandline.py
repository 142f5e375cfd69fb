"""The command line as Invoke reads it; what it does not understand is said in our words.

Such an order ends with 2: 1 says that a book is wrong, and nobody has looked at one.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from invoke import Exit, ParseError, Program

_UNKNOWN = re.compile(r"No idea what '(?P<word>.*)' is!")
_EMPTY = re.compile(r"Flag <Argument: (?P<name>\S+)[^>]*> needed value")
_NO_NUMBER = re.compile(r"invalid literal for int\(\) with base 10: '(?P<word>.*)'")
_LACKING = re.compile(r"'(?P<task>.+)' did not receive .*: '(?P<name>\w+)'")


class CommandLine(Program):
    """Invoke's program; only what it says of orders that make no sense is another."""

    def run(self, argv: list[str] | None = None, exit: bool = True) -> None:  # noqa: A002 Invoke's
        """Do what is asked for; who reads may have seen enough, as in `--help | head`."""
        try:
            super().run(argv, exit)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def parse_core(self, argv: list[str] | None) -> None:
        """Read what belongs to no task."""
        with self._told():
            super().parse_core(argv)

    def parse_tasks(self) -> None:
        """Read tasks and their options."""
        with self._told():
            super().parse_tasks()

    def parse_cleanup(self) -> None:
        """Do what was asked for besides tasks: help, and lists."""
        with self._told():
            super().parse_cleanup()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ParseError as problem:
            raise Exit(self._said(problem), code=2) from None
        except ValueError as problem:
            found = _NO_NUMBER.fullmatch(str(problem))
            said = f'"{found["word"]}" is no number' if found else str(problem)
            raise Exit(said, code=2) from None

    def _said(self, problem: ParseError) -> str:
        """Say what was not understood, and what may have been meant."""
        said = str(problem)
        task = problem.context.name if problem.context else ""
        if found := _EMPTY.match(said):
            return f"--{found['name']} needs a value; --help {task} tells which"
        if found := _LACKING.fullmatch(said):
            return f'{task} needs "{found["name"]}": --help {task} tells what that is'
        if not (found := _UNKNOWN.fullmatch(said)):
            return said
        word = found["word"]
        if word.startswith("-"):
            context = problem.context
            known = [*context.flags, *context.inverse_flags] if context else []
            what, ways = "option", f"--help {task} names them" if task else ""
        else:
            known = list(self.collection.task_names)
            what, ways = "command", "--list names them"
        near = get_close_matches(word, known, n=1)
        hint = f'did you mean "{near[0]}"?' if near else ways
        of = f" of {task}" if task and what == "option" else ""
        return f'there is no {what} "{word}"{of}' + (f"; {hint}" if hint else "")
