"""Edits of a book whose workers and pages are kept, as `preview` keeps them.

    python kept.py BOOK.json OUT

Makes the PDFs once to begin with, then again after each edit, in one process. A line of
JSON says what each took, from the saved edit to the finished files in their place: what
it was, seconds of CPU and wall, and where a copy of the PDF for the screen is. `preview`
itself waits a moment for more edits first, and makes the EPUB too.
"""

import json
import shutil
import sys
import time
from pathlib import Path

from measuring import spent

from books import BenchBook, insert_pages, replace_word

WORDS = ("perhaps", "indeed", "likewise")


def edits(book):
    """Make one edit after the other; give the name of each when it is saved."""
    yield "begun"
    yield "unchanged"
    for word in WORDS:
        replace_word(book, word)
        yield "word"
    insert_pages(book)
    yield "insertion"


def main(book, out):
    """Make all edits, one after the other, on the same workers."""
    from publisher import pipeline
    from publisher.means import hired

    order = pipeline.Order(frozenset({"pdf"}), judged=False)  # as `preview` asks
    with hired(lasting=True) as means:
        for number, name in enumerate(edits(book)):
            cpu, wall = spent(), time.perf_counter()
            made = pipeline.build(book.home, out, means, order).made
            wall, cpu = time.perf_counter() - wall, spent() - cpu
            screen = next(path for path in made if path.name.endswith("-screen.pdf"))
            copy = out.with_name(f"kept-{number}.pdf")
            shutil.copyfile(screen, copy)
            print(
                json.dumps({"edit": name, "cpu": cpu, "wall": wall, "pdf": str(copy)})
            )


if __name__ == "__main__":
    facts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    main(BenchBook(**facts | {"home": Path(facts["home"])}), Path(sys.argv[2]))
