"""Changes as errata: the page and line of the printed copy, for …, read …."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.proof.changes import Change, Edit, Paragraph, Token
from publisher.proof.changes.locating import Locating
from publisher.proof.printed import Word

_WIDEST = 4  # words on either side that may be quoted with a change
_LONG = 12  # words of a paragraph that is named by its beginning

Words = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Erratum:
    """One correction. Page and line are those of the printed copy; line 0: unknown.

    `act` is "read", or for whole paragraphs "add", "delete" or "move"; `right` is then
    the paragraph behind which it belongs.
    """

    page: int
    label: str
    line: int
    note: str  # the mark of the note it stands in, or ""
    act: str
    wrong: Words
    right: Words


def errata(
    changes: Iterable[Change],
    printed: Locating,
    marks: Mapping[str, str],
) -> list[Erratum]:
    """List changes in the order of the printed copy's pages and lines.

    `printed` finds what the copy says, `marks` are those of its notes, by key.
    """
    found = [each for change in changes for each in _listed(change, printed, marks)]
    return sorted(found, key=lambda each: (each.page == 0, each.page, each.line))


def _listed(
    change: Change, printed: Locating, marks: Mapping[str, str]
) -> Iterator[Erratum]:
    before, after = change.before, change.after
    if before is None and after is not None:
        beside = change.last
        page, line = _end(beside, printed) if beside else (0, 0)
        yield _made(beside, printed, marks, (page, line), "add", ((), after.tokens))
    elif before is not None and after is None:
        place = _begin(before, printed)
        yield _made(before, printed, marks, place, "delete", (before.tokens, ()))
    elif before is not None and after is not None:
        if change.moved:
            place = _begin(before, printed)
            said = before.tokens, change.last.tokens if change.last else ()
            yield _made(before, printed, marks, place, "move", said)
        for edit in change.edits:
            yield _mended(before, after, edit, printed, marks)


def _made(
    paragraph: Paragraph | None,
    printed: Locating,
    marks: Mapping[str, str],
    place: tuple[int, int],
    act: str,
    said: tuple[Words, Words],
) -> Erratum:
    page, line = place
    rows = printed.standing.pages.pages
    label = rows[page - 1].label if page else ""
    note = marks.get(paragraph.note, "") if paragraph else ""
    return Erratum(page, label, line, note, act, *said)


def _mended(
    before: Paragraph,
    after: Paragraph,
    edit: Edit,
    printed: Locating,
    marks: Mapping[str, str],
) -> Erratum:
    """Say one edit with as many words around it as it takes to find it on its line."""
    row, words = printed.words(before)
    old, new = edit.old, edit.new
    anchor = _anchor(words, old)
    page, line = (0, 0)
    beside: Sequence[str] = ()
    if anchor is not None:
        page, line = (
            anchor.page,
            printed.standing.impression.line(anchor.page, anchor.y),
        )
        lines = printed.standing.impression.lines(page)
        beside = [w.text for each in lines if each.number == line for w in each.words]
    elif row is not None:
        page, y = printed.standing.top(row)
        line = printed.standing.impression.line(page, y)
    left, right = _around(before.tokens, old, new, beside)
    wrong = before.tokens[old[0] - left : old[1] + right]
    here = after.tokens[new[0] - left : new[0]]
    behind = after.tokens[new[1] : new[1] + right]
    fixed = (*here, *after.tokens[slice(*new)], *behind)
    return _made(before, printed, marks, (page, line), "read", (wrong, fixed))


def _anchor(words: Sequence[Sequence[Word]], old: tuple[int, int]) -> Word | None:
    """Find a printed word at an edit: its first, or what stands before or behind it."""
    order = [*range(*old), *reversed(range(old[0])), *range(old[1], len(words))]
    return next((words[n][0] for n in order if n < len(words) and words[n]), None)


def _around(
    tokens: Words, old: tuple[int, int], new: tuple[int, int], line: Sequence[str]
) -> tuple[int, int]:
    """Say how many words before and behind an edit are quoted with it."""
    most = min(_WIDEST, old[0], new[0])
    left = 0
    bare = not any(each.is_word for each in tokens[slice(*old)])
    if (bare or new[0] == new[1]) and most:
        left = 1
    while left < most and _again(
        [t.text for t in tokens[old[0] - left : old[1]]], line
    ):
        left += 1
    right = 0
    if left == 0 and (bare or new[0] == new[1]) and old[1] < len(tokens):
        right = 1
    return left, right


def _again(words: Sequence[str], line: Sequence[str]) -> bool:
    """Tell whether words stand on a line more than once."""
    count = len(words)
    places = range(len(line) - count + 1)
    return sum(list(line[n : n + count]) == list(words) for n in places) > 1


def _begin(paragraph: Paragraph, printed: Locating) -> tuple[int, int]:
    row, words = printed.words(paragraph)
    first = next((parts[0] for parts in words if parts), None)
    if first is None:
        page, y = printed.standing.top(row) if row else (0, 0.0)
    else:
        page, y = first.page, first.y
    return page, printed.standing.impression.line(page, y) if page else 0


def _end(paragraph: Paragraph, printed: Locating) -> tuple[int, int]:
    _, words = printed.words(paragraph)
    last = next((parts[-1] for parts in reversed(words) if parts), None)
    if last is None:
        return _begin(paragraph, printed)
    return last.page, printed.standing.impression.line(last.page, last.y)


_DOTS = Token("…", "…")


def begun(words: Words) -> Words:
    """Name a long paragraph by its beginning."""
    return words if len(words) <= _LONG else (*words[: _LONG - 2], _DOTS)


def ended(words: Words) -> Words:
    """Name a long paragraph by its end."""
    return words if len(words) <= _LONG else (_DOTS, *words[2 - _LONG :])


def outlined(words: Words) -> Words:
    """Name a long passage by its beginning and end."""
    half = _LONG // 2
    return words if len(words) <= 2 * _LONG else (*words[:half], _DOTS, *words[-half:])
