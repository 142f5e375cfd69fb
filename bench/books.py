"""Slices of Gibbon as manuscripts full of references to pages, and edits of them.

The history itself has hardly a reference to its own pages. So every slice is given some
by rule, the same each time: every eighth paragraph begins a passage with a title, every
other paragraph is marked; every third sentence, the end of every paragraph and every
sixth note refer to a mark or to a passage, far or near: between two and three references
to a page. The contents list the passages; every chapter has a plate, in a list.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from corpus import convert

LETTERS_A_PAGE = 2_400  # of the manuscript, notes and markup included
STRIDE = 0.6180339887  # of the book: steps of it lead near and far, and nowhere twice
EVERY = 8  # paragraphs to a passage
SENTENCES = 3  # from one reference within a paragraph to the next
NOTES = 6  # from one reference in a note to the next

_PLATE = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150">
<path d="M0 150 L75 20 L150 90 L210 40 L300 150 Z" fill="none" stroke="black"/></svg>
"""
_SENTENCE_ENDS = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z][a-z])")
_APPARATUS = re.compile(r" \(See [^)]*\)?\.?\)|\[\^[^\]]*\]|\[Mark \d+\.\]\{[^}]*\} ")
_NO_PARAGRAPH = re.compile(r"[#:>|!\[\-*+`{<\s]|\d+[.)]")


@dataclass(frozen=True, slots=True)
class BenchBook:
    """A manuscript, and what was written into it."""

    home: Path  # the folder of book.yaml
    name: str
    pages: int | None  # about so many when printed; None: the whole of Gibbon
    references: tuple[str, ...]  # targets in order of writing: "mark 12", "Passage 3"
    passages: int
    plates: int
    chapters: tuple[str, ...]  # files


def write_book(pages, folder):
    """Write the first chapters of Gibbon as a manuscript, about so many printed pages.

    With `pages` None it is the whole of it.
    """
    home = convert("gibbon", folder)
    chapters = _chosen(home, pages)
    texts = {file: (home / file).read_text("utf-8").split("\n\n") for file in chapters}
    places = [(file, at) for file in chapters for at in _paragraphs(texts[file])]
    references = _marked(texts, places)
    for number, file in enumerate(chapters, 1):
        texts[file].insert(2, f"![Plate {number}](plate.svg){{#fig-{number} alt=''}}")
        (home / file).write_text("\n\n".join(texts[file]), "utf-8")
    (home / "plate.svg").write_text(_PLATE, "utf-8")
    _trim(home, set(chapters))
    name = f"Gibbon, about {pages:,} pages" if pages else "Gibbon, whole"
    passages = -(-len(places) // EVERY)
    return BenchBook(
        home, name, pages, references, passages, len(chapters), tuple(chapters)
    )


def _chosen(home, pages):
    """Take chapters in order until they make so many pages."""
    info = json.loads((home / "book.yaml").read_text("utf-8"))
    files = [file for part in info["book"]["chapters"] for file in part["chapters"]]
    if pages is None:
        return files
    chosen, letters = [], 0
    while letters < pages * LETTERS_A_PAGE:
        chosen.append(files[len(chosen)])
        letters += len((home / chosen[-1]).read_text("utf-8"))
    return chosen


def _paragraphs(blocks):
    """List the blocks of a text that are plain paragraphs and can take more words."""
    return [
        at
        for at, block in enumerate(blocks)
        if len(block) > 200 and not _NO_PARAGRAPH.match(block)
    ]


def _marked(texts, places):
    """Write marks, passages and references into the paragraphs; list the references."""
    cited = _Citing(marks=-(-len(places) // 2), passages=-(-len(places) // EVERY))
    for count, (file, at) in enumerate(places):
        block = cited.in_paragraph(texts[file][at])
        if count % 2 == 0:
            mark = count // 2 + 1
            block = f"[Mark {mark}.]{{#mark-{mark}}} {block}"
        if count % EVERY == 0:
            passage = count // EVERY + 1
            block = f"## Passage {passage} {{#sec-{passage}}}\n\n{block}"
        texts[file][at] = block
    for blocks in texts.values():
        notes = [at for at, block in enumerate(blocks) if _is_open_note(block)]
        for at in notes[::NOTES]:
            blocks[at] += cited.again()
    return tuple(cited.targets)


@dataclass(slots=True)
class _Citing:
    """Writes references, each to another place than the one before."""

    marks: int
    passages: int
    targets: list[str] = field(default_factory=list)

    def again(self):
        """Write the next reference: " (See mark 12.)"."""
        share = (len(self.targets) + 0.5) * STRIDE % 1  # of the book before the target
        if len(self.targets) % 3 == 2:
            number = int(share * self.passages) + 1
            self.targets.append(f"Passage {number}")
            return f" (See @sec-{number}.)"
        number = int(share * self.marks) + 1
        self.targets.append(f"mark {number}")
        return f" (See [mark\\ {number}](#mark-{number}).)"

    def in_paragraph(self, block):
        """Let a paragraph refer to other places after some sentences and at its end."""
        parts = []
        for count, sentence in enumerate(_SENTENCE_ENDS.split(block), 1):
            parts.append(sentence)
            if count % SENTENCES == 0 and _is_closed(" ".join(parts)):
                parts[-1] += self.again()
        text = " ".join(parts)
        return text if text.endswith(".)") else text + self.again()


def _is_open_note(block):
    """Tell a note that can take more words: one that does not end with a division."""
    return block.startswith("[^") and not block.endswith(":::")


def _is_closed(text):
    """Tell whether no bracket and no emphasis is open at the end of a text."""
    return text.count("[") == text.count("]") and text.count("*") % 2 == 0


def _trim(home, chapters):
    """Leave out of book.yaml what was not chosen; ask for contents and a list."""
    info = json.loads((home / "book.yaml").read_text("utf-8"))
    parts = info["book"]["chapters"]
    for part in parts:
        for file in set(part["chapters"]) - chapters:
            (home / file).unlink()
        part["chapters"] = [file for file in part["chapters"] if file in chapters]
    info["book"]["chapters"] = [part for part in parts if part["chapters"]]
    info["front-matter"].append({"list": "fig"})
    info["contents"] = {"depth": 2}
    for file in info.pop("back-matter", []):
        (home / file).unlink()
    (home / "book.yaml").write_text(json.dumps(info, indent=1), "utf-8")


def replace_word(book, word):
    """Put another word in the place of one in the middle of the book."""
    path, blocks, at = _middle(book)
    words = blocks[at].split(" ")
    middle = next(
        place
        for place in range(len(words) // 2, len(words))
        if words[place].isalpha() and words[place].islower()
    )
    words[middle] = word
    blocks[at] = " ".join(words)
    path.write_text("\n\n".join(blocks), "utf-8")


def insert_pages(book):
    """Insert about two printed pages in the middle of the book, without notes."""
    path, blocks, at = _middle(book)
    plain = _APPARATUS.sub("", blocks[at])
    more, letters = [], 0
    while letters < 2 * LETTERS_A_PAGE:
        more.append(f"To say it once more, with other words: {plain}")
        letters += len(more[-1])
    path.write_text("\n\n".join([*blocks[: at + 1], *more, *blocks[at + 1 :]]), "utf-8")


def _middle(book):
    """Open the middle chapter at its middle paragraph."""
    path = book.home / book.chapters[len(book.chapters) // 2]
    blocks = path.read_text("utf-8").split("\n\n")
    paragraphs = _paragraphs(blocks)
    return path, blocks, paragraphs[len(paragraphs) // 2]
