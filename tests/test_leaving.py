"""A process that has done its work ends at once, and as any other does."""

import os
import subprocess
import sys

import pytest

BUFFERED = {name: os.environ[name] for name in os.environ if name != "PYTHONUNBUFFERED"}
PROGRAM = """
import atexit, os, sys
{before}
from publisher.leaving import the_last
with the_last():
    import threading
    class Kept:
        def __del__(self):
            os.write(2, b"taken apart")
    kept = Kept()
    atexit.register(print, "put off", end="")
    print("said, ", end="")
    threading.Timer(0.05, print, ("waited for, ",), {{"end": ""}}).start()
    {then}
"""


@pytest.mark.parametrize(
    ("then", "code", "apart"),
    [
        ("", 0, False),
        ("sys.exit()", 0, False),
        ("sys.exit(3)", 3, False),
        ("sys.exit(True)", 1, False),
        ("sys.exit(258)", 2, False),
        ("sys.exit('why')", 1, True),
        ("raise KeyError", 1, True),
    ],
)
def test_all_is_said_and_done_before(then, code, apart):
    """Python itself ends what went wrong."""
    status, said, other = ended(then)

    assert (code, "said, waited for, put off") == (status, said)
    assert apart == ("taken apart" in other)


def test_who_came_first_is_called_last():
    """As who measures a process from outside."""
    status, said, other = ended(
        "sys.exit(3)", "atexit.register(print, ', at last', end='')"
    )

    assert (3, "said, waited for, put off, at last") == (status, said)
    assert "taken apart" in other


def test_what_cannot_be_said_is_an_error_still():
    """Python ends with 120 where nobody reads what it says."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            PROGRAM.format(before="", then=""),
        ],
        env=BUFFERED,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writing)

    assert 120 == done.returncode
    assert "BrokenPipeError" in done.stderr


def ended(then, before=""):
    """Let a process end; give its status, and what it said and complained of."""
    program = PROGRAM.format(before=before, then=then)
    done = subprocess.run(
        [sys.executable, "-c", program], env=BUFFERED, capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr
