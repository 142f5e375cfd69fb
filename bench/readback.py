"""What a finished PDF says, read with PDFium: are its references and its notes right?

A reference is right if the page it names is the page its target stands on, by the label
printed there; without a page it is right if the target is in sight of it, on the page or
the one facing. A note is right if it stands, once, on the page of its call. Words are
compared by their letters and figures alone, so that hyphens and spaces do not matter.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from xml.etree.ElementTree import fromstring

import pypdfium2

BEFORE = {40: 10_000, 24: 8, 12: 6, 6: 3}
"""Letters before a call, fewer where a page begins with it, and pages to look for them."""
UNKNOWN = "\u00a0000"  # the number of a page in our markup before layout
BEGINNING = 24  # letters by which a note is known, its mark before them
FAR = 8  # pages: a note farther off is another one

_SAID = re.compile(
    r"\(\s*See\s*(mark|P\s?assage)\s*(\d+)\b(?:,?\s*\(?\s*p\.\s*(\w+))?"
)  # PDFium guesses where spaces are
_BROKEN = re.compile(r"\(\s*See\s*(Pas|ma)\d*$")  # a word divided, before the folio
_TORN = re.compile(r"\(\s*See\s*(P\s?assage)(?!\s*\d+\b)")
_REST = re.compile(
    r"^(?:(?!\(\s*See).){0,90}?(?:\b(?:(mark|P\s?assage)\s*)?(\d+))?,?\s*\(?\s*p\.\s*"
    r"(\w+)\)?\.?\)"
)  # of a reference that began on the page before
_WHOLE = (".)", ")")  # what follows a reference that says no page
_MARK = re.compile(r"\bMark\s*(\d+)\.")
_PASSAGE = re.compile(r"(?<!See)(?<!See )P\s?assage\s*(\d+)\b(?!\.?\)|,\s*p)")
_PLATE = re.compile(r"\bPlate\s*(\d+)\b")
_ENTRY = re.compile(r"(P\s?assage|Plate)\s*(\d+)[\s.]+(\d+)")
_JOINT = re.compile("[-\u00ad\u2010\x02\ufffe]\r?\n|[\u00ad\u2060\u200b\x02\ufffe]")


@dataclass(frozen=True, slots=True)
class Call:
    """A note as it should be: its mark, the letters up to its call, those it begins with.

    None of them reach over the number of a page, which is not known beforehand.
    """

    mark: str
    before: str
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found right in a PDF, of how many."""

    pages: int
    references: tuple[int, int]
    contents: tuple[int, int]  # lines of the contents and of the list of plates
    notes: tuple[int, int]
    astray: int  # notes on another page than their call
    lost: int  # notes found nowhere near
    twice: int  # notes printed more than once


def letters(words):
    """Leave only letters and figures, in their plainest form."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(filter(str.isalnum, plain))


def calls(markup):
    """List the notes of the book in the order of their calls, from our own markup."""
    found = []
    for unit in markup.units:
        text, notes, called = _Tail(), {}, []
        _walk(fromstring(unit.html), text, notes, called)
        found += [
            Call(mark, before, notes[key])
            for key, mark, before in called
            if key in notes
        ]
    return found


@dataclass(slots=True)
class _Tail:
    """The last words of a text that is being read, since the last number of a page."""

    words: str = ""

    def add(self, words):
        self.words = (self.words + (words or ""))[-400:]


def _walk(element, text, notes, called):
    """Gather what stands before each call, and what each note begins with."""
    if _is(element, "note"):
        words = "".join(element.itertext()).partition(UNKNOWN)[0]
        notes[element.get("id")] = letters(words)[:BEGINNING]
        return
    text.add(element.text)
    for child in element:
        _walk(child, text, notes, called)
        if _is(child, "call"):
            key = child[0].get("href").removeprefix("#")
            before = letters(text.words)[-max(BEFORE) :]
            called.append((key, child[0].text, before))
        if _is(child, "pg"):
            text.words = ""
        text.add(child.tail)


def _is(element, name):
    return name in element.get("class", "").split()


def judged(path, book, wanted):
    """Read a PDF and judge it; `wanted` are the `calls` of the book."""
    texts, labels = _read(path)
    places = _places(texts)
    written = Counter(book.references)
    notes = _notes([letters(text) for text in texts], wanted)
    return Verdict(
        pages=len(texts),
        references=(_references(texts, labels, places, written), written.total()),
        contents=(_contents(texts, labels, places), book.passages + book.plates),
        notes=(notes["right"], len(wanted)),
        astray=notes["astray"],
        lost=notes["lost"],
        twice=notes["twice"],
    )


def _read(path):
    """Give the text of every page, with torn words joined, and the labels of all."""
    pdf = pypdfium2.PdfDocument(path)
    texts = []
    for page in pdf:
        words = page.get_textpage().get_text_range()
        texts.append(" ".join(_JOINT.sub("", words).split()))
        page.close()
    labels = [pdf.get_page_label(at) or str(at + 1) for at in range(len(texts))]
    pdf.close()
    return texts, labels


def _places(texts):
    """Find the page of every mark, passage and plate: the last that has it as a title."""
    titles = {"mark": _MARK, "Passage": _PASSAGE, "Plate": _PLATE}
    return {
        f"{kind} {number}": at
        for kind, title in titles.items()
        for at, text in enumerate(texts)
        for number in title.findall(text)
    }


def _references(texts, labels, places, written):
    """Count the references that lead where they say."""
    right = Counter()
    for at, text in enumerate(texts):
        for kind, number, page in _said(text, texts[at + 1 : at + 2]):
            target = _target(kind, number)
            there = places.get(target)
            if there is None:
                continue
            in_sight = (at + 1) // 2 == (there + 1) // 2
            right[target] += labels[there] == page if page else in_sight
    return sum(min(right[target], count) for target, count in written.items())


def _said(text, after):
    """Yield what the references on a page say: kind, number, and page or None.

    One may go on on the next page: from "(See", from its kind, or from its number.
    """
    if after and (torn := _BROKEN.search(text)):
        after = [torn[1] + after[0]]
    rest = _REST.match(after[0]) if after else None
    kind_after, number_after, page_after = rest.groups() if rest else (None,) * 3
    for found in _SAID.finditer(text):
        kind, number, page = found.groups()
        if rest and not page and not text.startswith(_WHOLE, found.end()):
            page = page_after
            if kind != "mark" and text[found.end() : found.end() + 1] != ",":
                number = number_after or number  # what followed here was a note
        yield kind, number, page
    if kind_after:
        yield kind_after, number_after, page_after
    elif number_after and (torn := _TORN.search(text)):
        yield torn[1], number_after, page_after


def _contents(texts, labels, places):
    """Count the lines of the contents and of the list that name the right page."""
    first = places.get("mark 1", 0)
    right = {
        (kind, number)
        for text in texts[:first]
        for kind, number, page in _ENTRY.findall(text)
        if labels[places.get(_target(kind, number), 0)] == page
    }
    return len(right)


def _target(kind, number):
    return f"{kind.replace(' ', '')} {number}"


def _notes(pages, wanted):
    """Sort the notes: right, astray, lost; and those printed twice among all of them."""
    found, at = Counter(), 0
    for call in wanted:
        here = _page_of(call, pages, at)
        if here is None:
            found["lost"] += 1
            continue
        at = here
        near = range(max(0, at - 1), min(len(pages), at + FAR))
        on = [page for page in near for _ in range(pages[page].count(call.note))]
        found["right" if at in on else "astray" if on else "lost"] += 1
        found["twice"] += len(on) > sum(_ends_so(each, call) for each in wanted)
    return found


def _ends_so(other, call):
    """Tell whether a note begins like another, its mark alike or longer: 31 as well as 1."""
    if not other.mark.endswith(call.mark):
        return False
    words = other.note[len(other.mark) - len(call.mark) :]
    return call.note.startswith(words) or words.startswith(call.note)


def _page_of(call, pages, at):
    """Find the page of a call, from the page of the call before it on."""
    for length, far in BEFORE.items():
        for page in range(at, min(len(pages), at + far)):
            if len(call.before) >= length and call.before[-length:] in pages[page]:
                return page
    near = range(at, min(len(pages), at + FAR))
    torn = (page for page in near if _begins(pages[page], call))
    noted = (
        page for page in near if call.note in pages[page]
    )  # the doubt is the tool's
    return next(torn, next(noted, None))


def _begins(page, call):
    """Tell whether a page begins with a call, torn from all but a few letters before it."""
    few = range(len(call.mark), min(BEFORE))
    return any(page.startswith(call.before[-length:]) for length in few)
