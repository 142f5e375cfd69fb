"""The bench, which no other test runs, fits the program it measures."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]
BENCH = HOUSE / "bench"


def test_every_module_of_the_bench_finds_what_it_uses():
    """What is moved in the program is moved there, too."""
    names = sorted(path.stem for path in BENCH.glob("*.py"))
    places = [str(each) for each in (BENCH, HOUSE / "src", HOUSE / "tests")]
    lines = [f"import sys; sys.path[:0] = {places}", *(f"import {n}" for n in names)]
    command = (sys.executable, "-c", "\n".join(lines))
    made = subprocess.run(command, capture_output=True, text=True, check=False)

    assert {"run", "kept", "setting", "limits", "plain", "reading"} <= set(names)
    assert made.returncode == 0, made.stderr
