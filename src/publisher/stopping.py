"""Ctrl-C and a polite kill: the run ends tidily, and says that it was stopped."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from invoke import Exit

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SAID = "stopped. What earlier runs have made is still there, whole."
_BY_SIGNAL = 128  # exit codes of the stopped begin here, as a shell has them


class Stopped(KeyboardInterrupt):
    """Someone wants the run to end."""

    def __init__(self, number: int) -> None:
        """Say by which signal."""
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the first signal that asks for an end into one; the rest must wait for it.

    What is being made is taken away on the way out, which a second Ctrl-C would only spoil.
    A command is decorated with it, so that its imports can be stopped, too.
    """
    before = {each: signal.signal(each, _stop) for each in STOPS}
    try:
        yield
    except Stopped as stopped:
        raise Exit(_SAID, code=_BY_SIGNAL + stopped.number) from stopped
    except RuntimeError as wrapped:  # Python before 3.12, if it was making a class
        cause = wrapped.__cause__
        if not isinstance(cause, Stopped):
            raise
        raise Exit(_SAID, code=_BY_SIGNAL + cause.number) from cause
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _stop(number: int, _: FrameType | None) -> None:
    for each in STOPS:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)
