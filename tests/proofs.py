"""A finished book held against what poppler reads in its PDF, page by page.

The build has a gate of its own, which reads with PDFium and knows where everything should
be. Here another program reads the file for the press, and knows nothing. Its letters are
followed through the markup of the book, and what the page map says must come out: what
each page is called, what stands over it, where every block begins, goes on and ends, where
every note is called and stands; and each page number in contents, lists and references
must be the folio that is printed on the page where its target begins.

Texts are compared by their letters and figures alone, in their plainest form.
"""

import subprocess
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise, zip_longest
from xml.etree.ElementTree import fromstring

from publisher.layout.letters import countable, own_words
from publisher.layout.sight import among, without
from publisher.printers import padded
from publisher.render.print import render_print

MM = 72 / 25.4  # pt
AIR = 2.0  # pt between the text area and what stands in the margins, at least
STEP_BACK = 40  # letters that a note may have in common with the text that goes on
SURE = 12  # letters that must agree behind what is passed over
INITIAL, PICTURE = 4, 4000  # letters passed over for one, at most
AT, NOTE, PAGE_OF = "data-at", "data-note", "data-page-of"


def letters(words):
    """Leave only letters and figures, in their plainest form."""
    folded = unicodedata.normalize("NFKD", words or "").casefold()
    plain = unicodedata.normalize("NFKD", folded)
    return "".join(each for each in plain if unicodedata.category(each)[0] in "LN")


def faults(outcome):
    """List, in words, all that is not as the page map and the markup say."""
    press = next(path for path in outcome.made if path.name.endswith("-print.pdf"))
    info, pages = outcome.manuscript.info, outcome.pages
    read = sheets(press, pages, info.print)
    count = len(pages.pages)
    added = read[count:]  # blank, for the printer
    if len(read) != padded(info.print.press, count) or any(
        each.head or each.text or each.foot for each in added
    ):
        return [f"{len(read)} pages, the map has {count}"]
    units = {unit.id: unit.html for unit in render_print(outcome.book).units}
    proof = Proof(pages, read)
    for name, rows in groupby(pages.pages, key=lambda row: row.unit):
        own = [row for row in rows if proof.is_printed(row)]
        if own:
            near = among(units[name], pages.anchors)  # these do not say their page
            proof.unit(fromstring(without(units[name], near)), own)
    proof.whole()
    return proof.found


# ---------------------------------------------------------------- what poppler reads


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page, by its letters."""

    head: str  # above the text area
    text: str  # in it, in the order in which it is drawn: notes come last
    foot: str  # below it


def sheets(path, pages, settings):
    """Read every page of the file for the press."""
    top, _, bottom, _ = (margin * MM for margin in settings.margins)
    edges = (0, top - AIR, pages.height - bottom + AIR, pages.height)
    bleed = settings.bleed * MM
    zones = [
        _read(path, bleed, bleed + a, pages.width, b - a) for a, b in pairwise(edges)
    ]
    return [Sheet(*map(letters, each)) for each in zip_longest(*zones, fillvalue="")]


def _read(path, x, y, width, height):
    area = {"-x": x, "-y": y, "-W": width, "-H": height}
    options = [word for name in area for word in (name, str(round(area[name])))]
    command = ("pdftotext", "-r", "72", "-raw", *options, str(path), "-")
    said = subprocess.run(command, capture_output=True, check=True).stdout
    return said.decode("utf-8").split("\f")[:-1]


# ---------------------------------------------------------------- what was set


@dataclass(slots=True)
class Strand:
    """Words that are read one after the other: the text of a unit, a note, a figure."""

    parts: list = field(default_factory=list)
    size: int = 0
    own: bytearray = field(default_factory=bytearray)  # of each letter: the author's?
    blocks: list = field(default_factory=list)  # data-at, first letter, end, element
    anchors: dict = field(default_factory=dict)  # id → letters before it
    numbers: list = field(default_factory=list)  # anchor, letters before it
    calls: dict = field(default_factory=dict)  # id of a note → letters before its call
    done: int = 0  # letters that were found on pages
    pages: list = field(default_factory=list)  # index of each page it stands on …
    starts: list = field(default_factory=list)  # … and the letters before that
    text: str = ""

    def add(self, words, *, own):
        """Add words."""
        some = letters(words)
        self.parts.append(some)
        self.size += len(some)
        self.own += bytes([own]) * len(some)

    def take(self, page, count):
        """Note that so many more letters stand on a page."""
        if count and self.pages[-1:] != [page]:
            self.pages.append(page)
            self.starts.append(self.done)
        self.done += count

    def page(self, place):
        """Tell on which page a letter stands; 0 if it was not found."""
        if place >= self.done and place:
            place = self.done - 1
        at = bisect_right(self.starts, place) - 1
        return self.pages[at] if at >= 0 else 0

    def over(self, start, end):
        """Give the pages that hold the letters from `start` up to `end`."""
        inside = zip(self.pages, self.starts, strict=True)
        more = {page for page, begins in inside if start <= begins < end}
        return more | {self.page(start), self.page(end - 1)}


@dataclass(slots=True)
class Strands:
    """The strands of one unit."""

    text: Strand = field(default_factory=Strand)
    notes: dict = field(default_factory=lambda: defaultdict(Strand))  # by key
    figures: dict = field(default_factory=dict)  # by data-at
    note_ids: dict = field(default_factory=dict)  # id → key
    lists: bool = False  # there are numbered ones


def strands(root, label):
    """Read the markup of a unit; `label` tells what the page of an anchor is called."""
    made = Strands()
    _walk(root, made.text, made, label, own=True)
    for each in (made.text, *made.notes.values(), *made.figures.values()):
        each.text = "".join(each.parts)
    return made


def _walk(element, strand, made, label, *, own):
    classes = element.get("class", "").split()
    own = own and "gen" not in classes
    if NOTE in element.attrib:
        strand = made.notes[element.get(NOTE)]
        made.note_ids[element.get("id")] = element.get(NOTE)
    elif element.tag == "figure":
        strand = made.figures[element.get(AT)] = Strand()
    start = strand.size
    if "id" in element.attrib:
        strand.anchors.setdefault(element.get("id"), start)
    if "call" in classes:  # a mark may be no letter: then it is where the one before is
        place = start if letters("".join(element.itertext())) else max(0, start - 1)
        strand.calls.setdefault(element[0].get("href").removeprefix("#"), place)
    if "drop" in classes:
        return  # a large letter: it is drawn apart
    if PAGE_OF in element.attrib:
        strand.numbers.append((element.get(PAGE_OF), start))
        strand.add(label(element.get(PAGE_OF)), own=own)
    else:
        _inside(element, strand, made, label, own=own)
    if AT in element.attrib:
        strand.blocks.append((element.get(AT), start, strand.size, element))


def _inside(element, strand, made, label, *, own):
    strand.add(element.text, own=own)
    made.lists |= element.tag == "ol"
    for child in element:
        _walk(child, strand, made, label, own=own)
        strand.add(child.tail, own=own)


# ---------------------------------------------------------------- one against the other


@dataclass(slots=True)
class Proof:
    """What was found about a book so far."""

    map: object
    sheets: list
    found: list = field(default_factory=list)
    anchors: dict = field(default_factory=dict)  # id → page, as poppler has it
    numbers: list = field(default_factory=list)  # anchor, the page that tells it
    heights: dict = field(default_factory=lambda: defaultdict(set))  # block → pages
    called: dict = field(default_factory=dict)  # key of a note → page
    stood: dict = field(default_factory=dict)  # key of a note → pages

    def say(self, row, words):
        """Report something about a page."""
        self.found.append(f"page {row.index} ({row.label}): {words}")

    def is_printed(self, row):
        """Tell whether a page has text; one that should be blank must be."""
        sheet = self.sheets[row.index - 1]
        if row.blank and sheet != Sheet("", "", ""):
            self.say(row, "should be blank")
        return not row.blank

    def unit(self, root, rows):
        """Follow the words of a unit over its pages."""
        made = strands(root, self._label)
        self._margins(root, rows)
        for row in rows:
            if not self._page(row, made):
                return
        self._ended(rows[-1], made)
        self._learn(made)
        self._beginnings(rows, made)

    def _label(self, anchor):
        page = self.map.anchors.get(anchor)
        return self.map.pages[page - 1].label if page else "000"

    def _margins(self, root, rows):
        """Look at running heads and folios; the first page of a unit has only a folio."""
        sides = {
            "verso": root.get("data-verso", ""),
            "recto": root.get("data-recto", ""),
        }
        bare = not {"half-title", "title-page", "imprint", "part"}.isdisjoint(
            root.get("class", "").split()
        )
        for number, row in enumerate(rows):
            sheet = self.sheets[row.index - 1]
            words, name = letters(sides[row.side.value]), letters(row.label)
            head = f"{name}{words}" if row.side.value == "verso" else f"{words}{name}"
            wanted = ("", "") if bare else ("", name) if number == 0 else (head, "")
            if (sheet.head, sheet.foot) != wanted:
                self.say(row, f"margins {(sheet.head, sheet.foot)}, not {wanted}")
            if row.folio == bare:
                self.say(row, "the map is wrong about its folio")

    def _page(self, row, made):
        """Find whose the letters of a page are, one after the other."""
        said = self.sheets[row.index - 1].text
        here = [
            made.notes[note.key]
            for note in self.map.notes
            if row.index in note.pages and note.key in made.notes
        ]
        at = 0
        while at < len(said):
            same = agreement(made.text.text, made.text.done, said, at)
            ends = [at + same - back for back in range(min(same, STEP_BACK) + 1)]
            nothing_apart = ((end, end) for end in ends)
            apart = (
                (end, each) for end in ends for each in _apart(row, made, said, end)
            )
            went = next(
                (
                    each
                    for end, behind in chain(nothing_apart, apart)
                    if (each := self._on(row, made, here, at, end, behind))
                ),
                None,
            )
            if went is None:
                lost = said[at + same : at + same + 40]
                wanted = made.text.text[made.text.done + same :][:40]
                self.say(row, f'"{lost}" where "{wanted}" should follow')
                return False
            at = went
        return True

    def _on(self, row, made, notes, at, end, behind):
        """Go on behind text that ends, and what stands apart behind it; None if it may not."""
        said = self.sheets[row.index - 1].text
        if behind == len(said) or self._all_notes(row, notes, said, behind):
            made.text.take(row.index, end - at)
            return len(said)
        for figure in made.figures.values():
            if not figure.done and figure.text and said.startswith(figure.text, behind):
                made.text.take(row.index, end - at)
                figure.take(row.index, figure.size)
                return behind + figure.size
        follows = made.text.text[made.text.done + end - at :][:SURE]
        if behind > end and follows and said.startswith(follows, behind):
            made.text.take(row.index, end - at)
            return behind
        return None

    def _all_notes(self, row, notes, said, at):
        """Take in the notes at the foot of a page, if they are all that stands there."""
        parts = []
        for note in notes:
            rest = note.text[note.done :]
            whole = said.startswith(rest, at)
            if not whole and not rest.startswith(said[at:]):
                return False
            parts.append(len(rest) if whole else len(said) - at)
            at += parts[-1]
        if at != len(said):
            return False
        for note, count in zip(notes, parts, strict=True):
            note.take(row.index, count)
        return True

    def _ended(self, row, made):
        """See that all words were found: none is left, for none was taken twice."""
        every = {"the text": made.text, **made.notes, **made.figures}
        for name, strand in every.items():
            if strand.done != strand.size:
                lost = strand.text[strand.done : strand.done + 40]
                self.say(row, f'{name} has ended before "{lost}"')

    def _learn(self, made):
        """Remember where things are."""
        for strand in (made.text, *made.notes.values(), *made.figures.values()):
            for note, place in strand.calls.items():
                self.called.setdefault(made.note_ids.get(note), strand.page(place))
            for anchor, place in strand.anchors.items():
                self.anchors[anchor] = strand.page(place)
            self.numbers += [(each, strand.page(at)) for each, at in strand.numbers]
            for at, start, end, _ in strand.blocks:
                if start < end:
                    self.heights[at] |= strand.over(start, end)
        self.stood |= {key: tuple(note.pages) for key, note in made.notes.items()}

    def _beginnings(self, rows, made):
        """See with which block, and with which words of it, each page begins."""
        text = made.text
        blocks = {at: (start, end, e) for at, start, end, e in text.blocks}
        starts = dict(zip(text.pages, text.starts, strict=True))
        for row in rows:
            if row.index not in starts:
                continue
            begins = starts[row.index]
            words = letters(row.words)
            if row.initials or row.figures:  # these stand apart from the text
                words = letters(row.words.partition(" ")[0])
            own = self._own(text, begins).startswith(words)
            if not own and words not in self.sheets[row.index - 1].text:
                self.say(row, f'does not begin with "{row.words}"')
            place = f"{row.first}" if row.first else ""
            if place in blocks and row.offset:
                start, _, element = blocks[place]
                passed = countable("".join(own_words(element)))[: row.offset]
                initials = (e for e in element.iter() if "drop" in e.get("class", ""))
                apart = sum(len(letters("".join(e.itertext()))) for e in initials)
                before = sum(text.own[start:begins]) + apart
                if before != len(letters(passed)):
                    self.say(row, f"begins {before} letters into {place}")

    @staticmethod
    def _own(strand, begins):
        """Give the author's letters from a place on."""
        some = range(begins, min(strand.size, begins + 400))
        return "".join(strand.text[place] for place in some if strand.own[place])

    def whole(self):
        """Hold the map of the book against where poppler has found things."""
        self._numbers()
        self._notes()
        mapped = defaultdict(set)
        for block in self.map.blocks:
            mapped[f"{block.span}"] |= {box.page for box in block.boxes}
        for at, pages in self.heights.items():
            if not pages <= mapped[at]:
                self.found.append(f"{at}: on {pages}, not {mapped[at]}")

    def _numbers(self):
        """Look up every target: the map has it where it is, so its number is right."""
        rows = self.map.pages
        for anchor, page in self.anchors.items():
            if page and self.map.anchors.get(anchor) != page:
                self.say(rows[page - 1], f'has "{anchor}"')
        for anchor, page in self.numbers:
            if anchor not in self.anchors:
                self.say(rows[page - 1], f'tells the page of "{anchor}", which is lost')

    def _notes(self):
        for note in self.map.notes:
            called, stood = self.called.get(note.key), self.stood.get(note.key)
            if (called, stood) != (note.call, note.pages):
                said = f"called on {called}, stands on {stood}, not {note.call}"
                self.found.append(f"note {note.key}: {said}, {note.pages}")


def _apart(row, made, said, at):
    """Yield the ends of what may stand apart from the words: in pictures, before lists."""
    reach = PICTURE if row.pictures else INITIAL if row.initials else 0
    if made.lists:
        digits = len(said) - at - len(said[at:].lstrip("0123456789"))
        reach = max(reach, digits)
    yield from range(at + 1, min(len(said), at + reach) + 1)


def agreement(one, here, other, there):
    """Count the letters that two texts have in common, each from a place on."""
    low, high = 0, min(len(one) - here, len(other) - there)
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[there + low : there + middle], here + low):
            low = middle
        else:
            high = middle - 1
    return low
