"""Listed pages of an earlier edition: their marks disturb no word, name or heading.

An author puts the mark where the page began, be it inside a word, a link or a heading.
There it would be read out in the middle. So it keeps its place and is silent, and the
number is said behind the word or link; at the head of a heading it goes before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.counting import countable
from publisher.render.epub.pagebreaks import said
from publisher.render.epub.tokens import HEADINGS, Open, Place, is_in_word, spoken_after

_MARK = re.compile(r'<span class="pb"[^>]* role="doc-pagebreak"[^>]*></span>')
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)[^>]*?(/?)>")
_OURS = re.compile(r'<span class="gen ordinal"[^>]*>[^<]*</span>|<[^>]*>')
_LABEL = re.compile(r'aria-label="([^"]*)"')


def quieted(text: str) -> str:
    """Quiet the marks of a document that stand where nothing should be read out."""
    changes: list[tuple[int, int, str]] = []
    for mark, place in _marks(text):
        changes += _change(text, mark, place)
    for at, end, words in sorted(changes, reverse=True):
        text = text[:at] + words + text[end:]
    return text


def _change(
    text: str, mark: re.Match[str], place: Place
) -> Iterator[tuple[int, int, str]]:
    heading = next((e for e in place.open if e.name in HEADINGS), None)
    if heading and not countable(_OURS.sub("", text[heading.at : mark.start()])):
        yield mark.start(), mark.end(), ""
        block = mark[0].replace("<span", "<div", 1).replace("</span>", "</div>")
        yield heading.at, heading.at, block
    elif place.is_named or is_in_word(text, mark.start()):
        quiet = mark[0].replace("></span>", ' aria-hidden="true"></span>')
        yield mark.start(), mark.end(), quiet
        label = _LABEL.search(mark[0])
        if label and (behind := spoken_after(text, place)) is not None:
            yield behind, behind, str(said(label[1]))


def _marks(text: str) -> Iterator[tuple[re.Match[str], Place]]:
    """Give each mark, and what is open where it stands."""
    opened: list[Open] = []
    for tag in _TAG.finditer(text):
        if tag[1]:
            opened.pop()
        elif not tag[3]:
            if mark := _MARK.match(text, tag.start()):
                yield mark, Place(mark.end(), tuple(opened))
            opened.append(Open.read(text, tag.start()))
