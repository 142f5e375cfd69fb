"""Marks put into a PDF at known words, in the ways of the programs that make them.

Where a word stands is found by the letters around it, which must be the only ones of
their kind on all pages: no page map and nothing of what is tested has a say in it.
"""

import random
import re
import unicodedata
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publisher.codepoints import is_rtl
from publisher.diagnostics import Span
from publisher.proof.anchoring.letters import letters
from publisher.proof.anchoring.sheets import Sheets
from publisher.proof.anchoring.signs import stands

CONTEXT = 22  # letters around a word that make it the only one

KINDS = ("Highlight", "Underline", "StrikeOut", "Squiggly")


@dataclass(frozen=True)
class Word:
    """A word of the manuscript, or several, and the signs of it on a page."""

    strip: object
    first: int  # characters of the strip
    last: int
    sheet: int
    signs: tuple

    @property
    def said(self):
        """Give the word as it was written."""
        return self.strip.text[self.first : self.last]

    @property
    def path(self):
        """Give the file it stands in."""
        return str(self.strip.source.path)

    @property
    def line(self):
        """Give the line it stands in."""
        return self.strip.source.at(self.strip.offset(self.first))[0]


class Printed:
    """The letters of the pages of a PDF."""

    def __init__(self, data):
        self.sheets = Sheets(data)
        self.pages = [self.sheets.sheet(n + 1) for n in range(len(self.sheets))]
        self.runs = [page.run for page in self.pages]

    def find(self, before, word, after):
        """Find the one page that says this, and the signs of the word; or None."""
        found = []
        for page, (folded, owners) in zip(self.pages, self.runs, strict=True):
            at = folded.find(before + word + after)
            if at >= 0:
                if folded.find(before + word + after, at + 1) >= 0 or found:
                    return None
                begin = at + len(before)
                found.append((page, owners[begin : begin + len(word)]))
        if not found:
            return None
        page, owners = found[0]
        signs = range(owners[0], owners[-1] + 1)
        return page.number, tuple(
            page.signs[n] for n in signs if page.signs[n].right > page.signs[n].left
        )

    def overhangs(self, number, signs):
        """Tell whether the next sign stands under the last: no mark can leave it out."""
        last = signs[-1]
        return any(
            each.left < last.right
            and each.right <= last.right + 0.3
            and each.left > last.left
            and abs(each.base - last.base) < 1
            and each.text.strip()
            for each in self.pages[number - 1].signs
        )


def words(copy, printed, count, seed=1, longest=3, chosen=lambda _: True):
    """Choose words by chance that can be found on the pages."""
    chance = random.Random(seed)
    strips = [each for each in copy.strips if len(each.folded) > 3 and chosen(each)]
    weights = [len(each.folded) ** 0.7 for each in strips]
    found = []
    tries = 0
    while len(found) < count and tries < count * 60:
        tries += 1
        strip = chance.choices(strips, weights)[0]
        first, last = _some_words(strip, chance, longest)
        if first is None:
            continue
        a, b = strip.letter(first), strip.letter(last)
        if a == b:
            continue
        before = strip.folded[max(0, a - CONTEXT) : a]
        after = strip.folded[b : b + CONTEXT]
        short = len(before) + len(after) + b - a < CONTEXT - 8
        if short and strip.folded.count(strip.folded[a:b]) != 1:
            continue
        if copy.letters.count(before + strip.folded[a:b] + after) > 1:
            continue  # a page may divide one of them, with an initial or a head
        hit = printed.find(before, strip.folded[a:b], after)
        if hit and not printed.overhangs(*hit):
            found.append(Word(strip, first, last, *hit))
    return found


def _some_words(strip, chance, longest):
    starts = [
        n
        for n, c in enumerate(strip.text)
        if c.isalnum() and (n == 0 or strip.text[n - 1].isspace())
    ]
    if not starts:
        return None, None
    begin = chance.randrange(len(starts))
    first = last = starts[begin]
    for _ in range(chance.randint(1, longest)):
        rest = strip.text[last:]
        ahead = len(rest) - len(rest.lstrip())
        end = last + ahead
        while end < len(strip.text) and not strip.text[end].isspace():
            end += 1
        last = max(last, end)
    while last > first and not strip.text[last - 1].isalnum():
        if unicodedata.combining(strip.text[last - 1]):
            break
        last -= 1
    return first, last


def quads(word, frame, order="z"):
    """Give QuadPoints around the signs of a word, a quad for each line."""
    rows = {}
    for sign in word.signs:
        if stands(sign.text):
            rows.setdefault(round(sign.base), []).append(sign)
    points = []
    for row in rows.values():
        left = min(s.left for s in row) + frame.left
        right = max(s.right for s in row) + frame.left
        top = frame.top - min(s.top for s in row)
        bottom = frame.top - max(s.bottom for s in row)
        if order == "z":  # as Acrobat: top left, top right, bottom left, bottom right
            points += [left, top, right, top, left, bottom, right, bottom]
        else:  # as ISO 32000 has it: around
            points += [left, bottom, right, bottom, right, top, left, top]
    return points


def around(points):
    """Give the Rect around points."""
    return [min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])]


class Marking:
    """A PDF that marks are being put into."""

    def __init__(self, data_or_path, printed):
        self.pdf = pikepdf.open(data_or_path)
        self.printed = printed
        self.count = 0

    def put(self, sheet, subtype, rect, **more):
        """Put an annotation on a page; give it."""
        self.count += 1
        page = self.pdf.pages[sheet - 1]
        row = Dictionary(
            Type=Name.Annot,
            Subtype=Name("/" + subtype),
            Rect=Array([round(x, 3) for x in rect]),
            F=4,
            NM=String(f"mark-{self.count:04}"),
            M=String("D:20261128120000+01'00'"),
            T=String("Anna Reader"),
        )
        for key, value in more.items():
            row["/" + key] = String(value) if isinstance(value, str) else value
        row = self.pdf.make_indirect(row)
        if "/Annots" not in page.obj:
            page.obj.Annots = Array([])
        page.obj.Annots.append(row)
        return row

    def over(self, word, subtype, order="z", **more):
        """Mark a word with a text markup annotation."""
        frame = self.printed.pages[word.sheet - 1].frame
        points = quads(word, frame, order)
        return self.put(
            word.sheet,
            subtype,
            around(points),
            QuadPoints=Array([round(x, 3) for x in points]),
            C=Array([1, 0.8, 0]),
            **more,
        )

    def note(self, word, words="?", size=18):
        """Put a sticky note on the middle of a word."""
        x, y = self._middle(word)
        half = size / 2
        rect = [x - half, y - half, x + half, y + half]
        return self.put(word.sheet, "Text", rect, Contents=words, Name=Name.Comment)

    def ink(self, word):
        """Draw a ring around a word."""
        frame = self.printed.pages[word.sheet - 1].frame
        left, bottom, right, top = around(quads(word, frame))
        ring = [left - 1, (top + bottom) / 2, (left + right) / 2, top - 1, right + 1,
                (top + bottom) / 2, (left + right) / 2, bottom + 1]  # fmt: skip
        return self.put(word.sheet, "Ink", around(ring), InkList=Array([Array(ring)]))

    def boxed(self, word, subtype, **more):
        """Put a box of some kind over a word."""
        frame = self.printed.pages[word.sheet - 1].frame
        return self.put(word.sheet, subtype, around(quads(word, frame)), **more)

    def caret(self, word, text, behind=False, **more):
        """Put a caret in front of a word, in the middle of the space."""
        frame = self.printed.pages[word.sheet - 1].frame
        sign = word.signs[-1] if behind else word.signs[0]
        at_right = behind != is_rtl(sign.text)
        x = (sign.right + 1 if at_right else sign.left - 1) + frame.left
        base = frame.top - sign.base
        rect = [x - 4, base - 5, x + 4, base + 5]
        return self.put(word.sheet, "Caret", rect, Contents=text, Sy=Name.P, **more)

    def _middle(self, word):
        frame = self.printed.pages[word.sheet - 1].frame
        signs = [each for each in word.signs if stands(each.text)]
        sign = signs[len(signs) // 2]
        x, y = sign.middle
        return x + frame.left, frame.top - y

    def save(self, path):
        """Write the marked PDF."""
        self.pdf.save(path)
        return path


@dataclass(frozen=True)
class Meant:
    """A mark that was made, and the words it is about."""

    name: str  # its NM
    word: Word
    way: str  # "words", "point" or "near": what can be asked of its place


def mark_all(marking, chosen):
    """Mark words with all kinds of marks by turns; list what each one means."""
    made = []
    for number, word in enumerate(chosen):
        kind = number % 12
        one_line = len({round(sign.base) for sign in word.signs}) == 1
        if kind in (4, 5, 6, 7, 10) and not one_line:
            kind = 9
        way = {4: "near", 8: "point"}.get(kind, "words")
        made.append(Meant(str(_mark(marking, word, kind).NM), word, way))
    return made


def _mark(marking, word, kind):  # noqa: C901 one arm a kind
    match kind:
        case 0 | 1 | 2 | 3:
            return marking.over(word, KINDS[kind], ("z", "around")[kind % 2])
        case 4:
            return marking.note(word)
        case 5:
            return marking.ink(word)
        case 6:
            return marking.boxed(word, "Square")
        case 7:
            return marking.boxed(word, "Stamp")
        case 8:
            return marking.caret(word, "very")
        case 9:
            return marking.over(word, "Highlight", Contents="look")
        case 10:
            return marking.boxed(word, "FreeText", Contents="words on the page")
        case _:
            return marking.over(word, "StrikeOut", Contents="other words")


@dataclass
class Score:
    """How well places were found."""

    exact: int = 0
    unsure: int = 0
    wrong_line: list = None
    silently_wrong: list = None  # sure, and not the words that were meant


def score(rows, meant):
    """Hold corrections against what was meant; `rows` know marks by their names."""
    from publisher.proof.corrections import origin

    by_name = {name: each for each in rows for name in each.origins}
    result = Score(wrong_line=[], silently_wrong=[])
    for one in meant:
        found = next(
            by_name[name]
            for kind in SUBTYPES
            if (name := origin("name", one.name, kind)) in by_name
        )
        told = one.word.said, one.word.path, one.word.line, found.place, found.doubt
        place = found.place
        if not place or (place.path, place.line) != (one.word.path, one.word.line):
            result.wrong_line.append(told)
        if _is_exact(found, one):
            result.exact += 1
        elif found.certainty == "sure":
            result.silently_wrong.append((*told, found.quote, found.printed))
        result.unsure += found.certainty != "sure"
    return result


SUBTYPES = (*KINDS, "Text", "Ink", "Square", "Stamp", "Caret", "FreeText")


def _is_exact(found, one):
    if found.place is None:
        return False
    word, source, place = one.word, one.word.strip.source, found.place
    begin = source.at(word.strip.offset(word.first))
    end = source.at(word.strip.end(word.last - 1))
    got = (place.line, place.column), (place.end_line, place.end_column)
    match one.way:
        case "point":
            between = source.text[
                source.offset(Span(source.path, *got[0])) : word.strip.offset(
                    word.first
                )
            ]
            return got[0] == begin or (between and not between.strip(" \n*_"))
        case "near":
            return begin <= got[0] and got[1] <= end
        case _:
            return got == (begin, end)


def edit(home, chance, count):  # noqa: C901 one arm a kind
    """Edit texts by chance, as an author would: words, sentences, paragraphs."""
    files = sorted(home.glob("*.md"))
    for number in range(count):
        file = chance.choice(files)
        paragraphs = file.read_text("utf-8").split("\n\n")
        plain = [n for n, each in enumerate(paragraphs) if _is_plain(each)]
        if not plain:
            continue
        at = chance.choice(plain)
        words = paragraphs[at].split(" ")
        place = chance.randrange(1, len(words))
        match number % 6:
            case 0:
                words[place:place] = ["quite", "another", "thing"]
            case 1:
                del words[place : place + 2]
            case 2:
                words[place] = "altered"
            case 3:
                paragraphs[at:at] = [f"A new paragraph {number} stands here, unmarked."]
                at += 1
            case 4:
                words[place] = "\n\n" + words[place]
            case 5:
                other = chance.choice(plain)
                paragraphs[other], words = " ".join(words), paragraphs[other].split(" ")
        paragraphs[at] = " ".join(words)
        file.write_text("\n\n".join(paragraphs), "utf-8")


def _is_plain(paragraph):
    return len(paragraph) > 200 and paragraph[0].isalpha() and "[" not in paragraph


_MARKUP = re.compile(r"\{[^}]*\}|\[\^[^\]]*\]|\]\([^)]*\)|<!--.*?-->", re.DOTALL)


def score_edited(rows, meant, home):
    """Hold corrections against a text that was edited since.

    Nobody knows where each word is now; but its letters, with those around it, are still
    somewhere, once, or they are not: then nothing may be sure.
    """
    from publisher.proof.corrections import origin

    texts = {file.name: file.read_text("utf-8") for file in home.glob("*.md")}
    by_name = {name: each for each in rows for name in each.origins}
    result = Score(wrong_line=[], silently_wrong=[])
    for one in meant:
        found = next(
            by_name[name]
            for kind in SUBTYPES
            if (name := origin("name", one.name, kind)) in by_name
        )
        result.unsure += found.certainty != "sure"
        place = found.place
        told = one.word.said, one.word.path, one.word.line, place, found.doubt
        if place is None or not place.end_line:
            continue
        lines = texts[place.path].split("\n")
        offset = sum(len(each) + 1 for each in lines[: place.line - 1])
        begin = offset + place.column - 1
        word = one.word
        a, b = word.strip.letter(word.first), word.strip.letter(word.last)
        ahead = letters(_MARKUP.sub("", texts[place.path][begin : begin + 400]))
        behind = letters(
            _MARKUP.sub("", texts[place.path][max(0, begin - 400) : begin])
        )
        said = word.strip.folded[a:b]
        before, after = (
            word.strip.folded[max(0, a - 6) : a],
            word.strip.folded[b : b + 6],
        )
        right = said in ahead[: len(said)] if one.way == "words" else True
        beside = behind.endswith(before) or ahead.startswith(said + after)
        if one.way == "near":
            beside = beside or said in behind[-40:] + ahead[:40]
        if right and beside:
            result.exact += 1
        elif found.certainty == "sure":
            result.silently_wrong.append(
                (*told, found.quote, found.before, found.after)
            )
    return result
