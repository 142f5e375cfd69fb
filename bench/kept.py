"""Edits of a book whose workers and pages are kept, as `preview` keeps them.

    python kept.py BOOK.json OUT

Makes drafts as `preview` does, the first to begin with, then one after each edit, in one
process. A line of JSON says what each edit was, and seconds of CPU and wall from the saved
edit to the finished PDF for the screen (`pages`), and until both PDFs are read back, and
the EPUB is made and checked (`all`); and where the PDF is. `preview` itself waits a moment
for more edits first.
"""

import json
import sys
import time
from pathlib import Path

from measuring import spent

from books import BenchBook, insert_pages, replace_word

WORDS = ("perhaps", "indeed", "likewise")


def edits(book):
    """Make one edit after the other; give the name of each when it is saved."""
    yield "begun"
    for word in WORDS:
        replace_word(book, word)
        yield "word"
    insert_pages(book)
    yield "insertion"


def main(book, out):
    """Make all edits, one after the other, on the same workers."""
    from publisher.drafting import Drafts
    from publisher.means import hired
    from publisher.orders import Order

    with hired(lasting=True) as means:
        drafts = Drafts(book.home, means, Order())
        for number, name in enumerate(edits(book)):
            cpu, wall = spent(), time.perf_counter()
            took = []
            for outcome in drafts(out / str(number), lambda _: None):
                took.append((spent() - cpu, time.perf_counter() - wall))
                made = outcome.made
            screen = next(path for path in made if path.name.endswith("-screen.pdf"))
            line = {"edit": name, "pages": took[0], "all": took[-1], "pdf": str(screen)}
            print(json.dumps(line))


if __name__ == "__main__":
    facts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    main(BenchBook(**facts | {"home": Path(facts["home"])}), Path(sys.argv[2]))
