"""What a finding is called in every report, and in the proof: the same from run to run.

It is made of the code and of what the finding says of which words, not of where in the
file these stand: lines added above it do not change it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from publisher.diagnostics import Diagnostic
from publisher.reports.lines import Lines

_SHOWN = 6  # hexadecimal digits of an id
_LONG = (
    20_000  # characters of a line; of a longer one only the digest is digested again
)


def fingerprints(
    found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]
) -> Iterator[tuple[str, Diagnostic]]:
    """Digest what each finding says, and the line it says it of (SARIF 2.1.0, 3.27.17).

    A line is digested once for the findings in it that follow one another.
    """
    lines, place, words = Lines(texts), None, ""
    for each in found:
        here = each.span.path, each.span.line
        if here != place:
            place, words = here, " ".join((lines.of(each) or "").split())
            words = words if len(words) <= _LONG else _digest(words)
        parts = (each.code, str(each.span.path), each.message, words)
        yield _digest("\0".join(parts)), each


def identified(
    found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]
) -> list[tuple[str, Diagnostic]]:
    """Give each finding its id: "T004-3fa9c1", and "T004-3fa9c1-2" for the same again."""
    return named(fingerprints(found, texts))


def named(prints: Iterable[tuple[str, Diagnostic]]) -> list[tuple[str, Diagnostic]]:
    """Give findings that are digested their ids."""
    met: Counter[str] = Counter()
    names = []
    for digest, each in prints:
        name = f"{each.code}-{digest[:_SHOWN]}"
        met[name] += 1
        names.append((name if met[name] == 1 else f"{name}-{met[name]}", each))
    return names


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
