"""What `inv fuzz` runs: bytes by chance, led by what they reach, at three doors.

    python tests/fuzzing/run.py [--minutes N] [--only NAME]

The minutes are divided among the targets. What makes one fail is written to
tests/fuzzing/found/NAME/, and tests/test_fuzzing.py tries it from then on. The exit code
is 1 if anything was found.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent
FOUND = HERE / "found"
LARGEST = 4096  # bytes of one input
SLOWEST = 20  # seconds for one input, and then it counts as found
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]


def main():
    """Try every target for its share of the time, each in a process of its own."""
    asked = _arguments()
    if asked.here:
        return _try(asked.here, asked.corpus, asked.seconds)
    names = [asked.only] if asked.only else [*NAMES]
    seconds = max(1, int(asked.minutes * 60 / len(names)))
    failed = []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="publisher-") as folder:
            _sow(name, Path(folder))
            words = ["--here", name, "--corpus", folder, "--seconds", str(seconds)]
            sys.stderr.write(f"{name}: {seconds} seconds\n")
            if subprocess.run(
                [sys.executable, __file__, *words], check=False
            ).returncode:
                failed.append(name)
    return f"something was found: {', '.join(failed)}" if failed else 0


NAMES = {
    "parse": ("golden/*.md", "books/**/*.md"),
    "config": ("books/**/book.yaml",),
    "svg": ("books/**/*.svg", "../manuscript/**/*.svg"),
}


def _arguments():
    asking = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asking.add_argument("--minutes", type=float, default=1.0)
    asking.add_argument("--only", choices=NAMES, default="")
    for inner in ("--here", "--corpus"):
        asking.add_argument(inner, default="", help=argparse.SUPPRESS)
    asking.add_argument("--seconds", type=int, default=1, help=argparse.SUPPRESS)
    return asking.parse_args()


def _sow(name, folder):
    """Put the texts to begin with into a folder: our own, and what was found before."""
    sources = [path for kind in NAMES[name] for path in sorted(TESTS.glob(kind))]
    kept = sorted((FOUND / name).iterdir())
    for number, path in enumerate([*sources, *kept]):
        for part, data in enumerate(_parts(path)):
            (folder / f"{number:04}-{part:03}").write_bytes(data)


def _parts(path):
    """Golden files hold a case between lines with a dot; others are taken whole."""
    data = path.read_bytes()
    parts = data.split(b"\n.\n") if path.parent.name == "golden" else [data]
    return [part for part in parts if len(part) <= LARGEST]


def _try(name, corpus, seconds):
    """Try one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["publisher"]):
        from fuzzing.targets import TARGETS

    (FOUND / name).mkdir(parents=True, exist_ok=True)
    options = [
        f"-artifact_prefix={FOUND / name}/",
        f"-max_total_time={seconds}",
        f"-max_len={LARGEST}",
        f"-timeout={SLOWEST}",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, corpus], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
