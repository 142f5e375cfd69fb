"""Two revisions held against each other: which paragraphs changed, went, came, moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publisher.passages import Sort
from publisher.proof.changes.wording import Paragraph, Token

_ALIKE = (
    0.5  # share of words that two paragraphs have in common, to be one that changed
)
_LEAST = 0.3  # the same, when there are no others
_SHORT = (Sort.CELL, Sort.TITLE, Sort.TERM)
"""What has few words: another in its place is the same one changed."""
_MOVED = 0.75  # the same, when they stand at different places
_FEW = 12  # words of a paragraph in which each says as much as the others
_HUGE = (
    4000  # words of a paragraph in which frequent ones are passed over, to save time
)
_PAIRS = 40_000  # comparisons made to find pairs, at most
_APART = 2  # words between two edits: fewer, and they are one edit


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that went and words that came in their place; ranges of tokens."""

    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph before and after. One that is new has no before, one that went no after.

    `next` is what follows in the later revision where a paragraph went; `last` what stands
    before that place there, in the earlier revision where a paragraph came.
    """

    before: Paragraph | None
    after: Paragraph | None
    edits: tuple[Edit, ...] = ()
    moved: bool = False
    next: Paragraph | None = None
    last: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class _Gap:
    """Paragraphs of both revisions that stand between the same unchanged ones."""

    old: range
    new: range


def compared(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Change]:
    """Compare two revisions; the changes stand in the order of the later one."""
    gaps = _gaps(old, new)
    pairs: dict[int, int] = {}  # new → old, of those that changed
    for gap in gaps:
        pairs |= _paired(gap, old, new)
    kept = set(pairs.values())
    gone = [n for gap in gaps for n in gap.old if n not in kept]
    came = [n for gap in gaps for n in gap.new if n not in pairs]
    moved = _moved(gone, came, old, new)
    taken = set(moved.values())
    changes = [
        *_changed(pairs, old, new, moved=False),
        *_changed(moved, old, new, moved=True),
        *_came([n for n in came if n not in moved], gaps, old, new),
        *_gone([n for n in gone if n not in taken], gaps, pairs, old, new),
    ]
    return [change for *_, change in sorted(changes, key=lambda each: each[:2])]


_Placed = tuple[int, int, Change]
"""A change, where it stands in the later revision, and what comes first there."""


def _gaps(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[_Gap]:
    before, after = [_same(each) for each in old], [_same(each) for each in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _Gap(range(a, b), range(c, d))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def _changed(
    pairs: dict[int, int],
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    *,
    moved: bool,
) -> Iterator[_Placed]:
    for index, other in pairs.items():
        edits = _edits(old[other].tokens, new[index].tokens)
        last = new[index - 1] if moved and index else None
        yield index, 1, Change(old[other], new[index], edits, moved=moved, last=last)


def _came(
    came: Iterable[int],
    gaps: Sequence[_Gap],
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
) -> Iterator[_Placed]:
    for index in came:
        yield index, 1, Change(None, new[index], last=_last(gaps, index, old))


def _gone(
    gone: Iterable[int],
    gaps: Sequence[_Gap],
    pairs: dict[int, int],
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
) -> Iterator[_Placed]:
    for other in gone:
        gap = next(each for each in gaps if other in each.old)
        at = _follows(gap, other, pairs)
        following = new[at] if at < len(new) else None
        last = new[at - 1] if at else None
        yield at, 0, Change(old[other], None, next=following, last=last)


def _same(paragraph: Paragraph) -> tuple[object, ...]:
    """Give what makes two paragraphs one."""
    return paragraph.sort, bool(paragraph.note), paragraph.tokens


def _paired(
    gap: _Gap, old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> dict[int, int]:
    """Find the paragraphs of a gap that are earlier ones changed, in their order."""
    if not gap.old or not gap.new:
        return {}
    if len(gap.old) * len(gap.new) > _PAIRS:
        return {}
    scores = {
        (i, j): _likeness(old[i], new[j]) + _ALIKE * (old[i].sort in _SHORT)
        for i in gap.old
        for j in gap.new
        if old[i].sort == new[j].sort and bool(old[i].note) == bool(new[j].note)
    }
    least = _LEAST if len(gap.old) == len(gap.new) == 1 else _ALIKE
    return _in_order(gap, scores, least)


def _in_order(
    gap: _Gap, scores: dict[tuple[int, int], float], least: float
) -> dict[int, int]:
    """Choose pairs that do not cross, as alike as can be altogether."""
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]]
    best = [[(0.0, ())] * (len(gap.new) + 1) for _ in range(len(gap.old) + 1)]
    for a, i in enumerate(gap.old, 1):
        for b, j in enumerate(gap.new, 1):
            choice = max(best[a - 1][b], best[a][b - 1], key=lambda each: each[0])
            score = scores.get((i, j), 0.0)
            if score >= least:
                total, chosen = best[a - 1][b - 1]
                if total + score > choice[0]:
                    choice = total + score, (*chosen, (j, i))
            best[a][b] = choice
    return dict(best[-1][-1][1])


def _likeness(one: Paragraph, other: Paragraph) -> float:
    """Say how much two paragraphs share of all their words, 0 to 1; long words say more."""
    a, b = _weighed(one), _weighed(other)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def _weighed(paragraph: Paragraph) -> Counter[str]:
    weights: Counter[str] = Counter()
    short = len(paragraph.tokens) <= _FEW
    for each in paragraph.tokens:
        weights[each.same] += 1 if short else max(1, 4 * (len(each.same) - 3))
    return weights


def _moved(
    gone: Iterable[int],
    came: Sequence[int],
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
) -> dict[int, int]:
    """Find paragraphs that went at one place and came at another: new → old.

    A short one, such as the cell of a table, is too like others for that.
    """
    by_same: dict[tuple[object, ...], list[int]] = {}
    rest = []
    for index in gone:
        by_same.setdefault(_same(old[index]), []).append(index)
    moved: dict[int, int] = {}
    for index in came:
        others = by_same.get(_same(new[index]), [])
        if others and len(new[index].tokens) > 2:
            moved[index] = others.pop(0)
        else:
            rest.append(index)
    left = [n for group in by_same.values() for n in group]
    if len(left) * len(rest) > _PAIRS:
        return moved
    for index in rest:
        alike = [
            (_likeness(old[n], new[index]), -n)
            for n in left
            if old[n].sort == new[index].sort and len(old[n].tokens) > 7
        ]
        score, other = max(alike, default=(0.0, 0))
        if score >= _MOVED:
            moved[index] = -other
            left.remove(-other)
    return moved


def _last(
    gaps: Sequence[_Gap], index: int, old: Sequence[Paragraph]
) -> Paragraph | None:
    """Find the earlier paragraph after which a new one came."""
    gap = next(each for each in gaps if index in each.new)
    return old[gap.old.stop - 1] if gap.old.stop else None


def _follows(gap: _Gap, other: int, pairs: dict[int, int]) -> int:
    """Find the later paragraph before which one went."""
    behind = [new for new, was in pairs.items() if new in gap.new and was > other]
    return min(behind, default=gap.new.stop)


def _edits(old: Sequence[Token], new: Sequence[Token]) -> tuple[Edit, ...]:
    """Compare two paragraphs word by word; edits close to each other are one."""
    return tuple(_joined(_opcodes(old, new)))


def _opcodes(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, old, new, autojunk=len(new) > _HUGE)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield Edit((a, b), (c, d))


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Join edits that only a word or so parts, where both replace words."""
    last: Edit | None = None
    for each in edits:
        if last and each.new[0] - last.new[1] < _APART and _large(last, each):
            last = Edit((last.old[0], each.old[1]), (last.new[0], each.new[1]))
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _large(one: Edit, other: Edit) -> bool:
    """Tell whether two edits together rewrite a phrase, rather than mend two words."""
    return sum(each.old[1] - each.old[0] for each in (one, other)) > 3
