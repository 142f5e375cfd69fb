"""Letters looked for in the whole manuscript, when no page map says where they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.proof.anchoring.aligning import SAMPLE

MANY = 8  # places of a sample beyond which it tells nothing
DRIFT = 60  # letters by which words may have moved within a passage
MOST = 400_000  # samples kept of a manuscript


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the manuscript that says what is printed."""

    score: int  # samples that agree
    first: int  # where the first letter of the run would be in the manuscript
    last: int


@dataclass(slots=True)
class Finder:
    """Finds where letters were written, by samples of them."""

    letters: str
    _first: Mapping[str, int] = field(init=False)  # where a sample stands, at first
    _all: Mapping[str, list[int]] = field(init=False)  # and where it stands again

    def __post_init__(self) -> None:
        step = max(3, len(self.letters) // MOST)
        places = range(0, len(self.letters) - SAMPLE + 1, step)
        samples = [self.letters[place : place + SAMPLE] for place in places]
        self._first = dict(zip(reversed(samples), reversed(places), strict=True))
        again: dict[str, list[int]] = {}
        for sample, place in zip(samples, places, strict=True):
            if (first := self._first[sample]) != place:
                again.setdefault(sample, [first]).append(place)
        self._all = again

    def candidates(self, run: str, start: int, end: int) -> list[Candidate]:
        """List the places that say run[start:end], those first that say most of it."""
        shifts: list[tuple[int, int]] = []
        for at in range(max(0, start), min(len(run), end) - SAMPLE + 1):
            sample = run[at : at + SAMPLE]
            if (first := self._first.get(sample)) is None:
                continue
            places = self._all.get(sample) or (first,)
            if len(places) <= MANY:
                shifts += [(place - at, at) for place in places]
        shifts.sort()
        found: list[Candidate] = []
        group: list[tuple[int, int]] = []
        for each in shifts:
            if group and each[0] - group[-1][0] > DRIFT:
                found.append(_candidate(group))
                group = []
            group.append(each)
        if group:
            found.append(_candidate(group))
        return sorted(found, key=lambda each: -each.score)


def _candidate(group: list[tuple[int, int]]) -> Candidate:
    return Candidate(len({at for _, at in group}), group[0][0], group[-1][0])
