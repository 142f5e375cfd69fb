"""What a finding is called in every report, and in the proof: the same from run to run.

It is made of the code and of what the finding says of which words, not of where in the
file these stand: lines added above it do not change it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from publisher.diagnostics import Diagnostic
from publisher.reports.report import line_of

_SHOWN = 6  # hexadecimal digits of an id


def fingerprint(each: Diagnostic, texts: Mapping[PurePosixPath, str]) -> str:
    """Digest what a finding says, and the line it says it of (SARIF 2.1.0, 3.27.17)."""
    line = line_of(each, texts) or ""
    parts = (each.code, str(each.span.path), each.message, " ".join(line.split()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def identified(
    found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]
) -> list[tuple[str, Diagnostic]]:
    """Give each finding its id: "T004-3fa9c1", and "T004-3fa9c1-2" for the same again."""
    met: Counter[str] = Counter()
    named = []
    for each in found:
        name = f"{each.code}-{fingerprint(each, texts)[:_SHOWN]}"
        met[name] += 1
        named.append((name if met[name] == 1 else f"{name}-{met[name]}", each))
    return named
