"""What can be learnt of an address, and for how long it is believed."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from enum import StrEnum

from publisher.cache import Cache, key

_DAY = 86_400  # seconds


class Kind(StrEnum):
    """How it stands with an address."""

    GOOD = "good"
    MOVED = "moved"
    DEAD = "dead"
    UNKNOWN = "unknown"
    PRIVATE = "private"
    UNREACHED = "unreached"  # no answer: the site, its name, or our own line


BELIEVED = {
    Kind.GOOD: 7 * _DAY,
    Kind.MOVED: 7 * _DAY,
    Kind.DEAD: _DAY // 24,
    Kind.UNKNOWN: _DAY // 24,
}
"""Seconds for which an answer is not asked for again; the rest never is kept."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How it stands with an address, in words, and where it has moved to."""

    kind: Kind
    said: str = ""
    to: str = ""


def remembered(cache: Cache, url: str) -> Answer | None:
    """Find an answer that is still believed."""
    data = cache.get(_name(url))
    if data is None:
        return None
    kept = json.loads(data)
    answer = Answer(Kind(kept["kind"]), kept["said"], kept["to"])
    age = time.time() - kept["when"]
    return answer if 0 <= age < BELIEVED.get(answer.kind, 0) else None


def remember(cache: Cache, url: str, answer: Answer) -> None:
    """Keep an answer, with the time."""
    if answer.kind in BELIEVED:
        cache.put(
            _name(url), json.dumps(asdict(answer) | {"when": time.time()}).encode()
        )


def _name(url: str) -> str:
    return key("link 1", url)
