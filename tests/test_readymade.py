"""Methods of dataclasses that were compiled once are not compiled again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
COUNTED = """
import builtins, sys
sys.dont_write_bytecode = {silent}
compiled = []
real = builtins.compile
def counted(text, *others, **named):
    compiled.append(text)
    return real(text, *others, **named)
builtins.compile = counted
from publisher.readymade import keep_methods
keep_methods()
from dataclasses import dataclass
compiled.clear()
@dataclass(frozen=True, slots=True, order=True)
class Folio:
    label: str
    page: int = 1
print(len(compiled), Folio("iv", 4), Folio("a") < Folio("b"), hash(Folio("a")) != 0)
"""
SAID = "Folio(label='iv', page=4) True True"


def declared(folder, *, silent=False):
    """Declare a dataclass in a new process, and say how much had to be compiled for it."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "PYTHONPYCACHEPREFIX": str(folder),
    }
    script = COUNTED.format(silent=silent)
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    )
    count, said = done.stdout.strip().split(" ", 1)
    return int(count), said


def test_they_are_compiled_once(tmp_path):
    first, said = declared(tmp_path)
    second, again = declared(tmp_path)

    assert first > 0
    assert second == 0
    assert said == again == SAID


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-9], lambda _: b"", lambda d: d * 2]
)
def test_what_is_damaged_is_compiled_again(tmp_path, spoil):
    first, _ = declared(tmp_path)
    (kept,) = tmp_path.rglob("*.methods")
    kept.write_bytes(spoil(kept.read_bytes()))

    assert declared(tmp_path) == (first, SAID)
    assert declared(tmp_path) == (0, SAID)


def test_nothing_is_written_where_no_bytecode_is(tmp_path):
    declared(tmp_path, silent=True)

    assert list(tmp_path.rglob("*.methods")) == []
