"""Pages on which styles let words float, move or shine through."""

from publisher import pipeline
from publisher.means import hired
from publisher.orders import Order
from small_books import codes, written

TEXT = """# One

The first paragraph stands [where it moved]{.moved} to, and goes on a little more.

::: {.aside}
Words that float beside the text, in a narrow column of their own.
:::

Another paragraph runs around them, long enough for more than a line or two of it.

- A list of one.

![A drawing](images/a.svg){alt="A drawing"}

The last paragraph has [pale words]{.pale}[^a] in it.

[^a]: A note of [its own]{.pale}.
"""
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">'
    b'<rect width="50" height="40" opacity="0.5"/></svg>'
)
STYLE = (
    b".aside { float: right; width: 35% } .moved { position: relative; top: 1pt }"
    b".pale { opacity: 0.5; background: linear-gradient(red, blue) }"
)
FILES = {"images/a.svg": DRAWING, "styles/print.css": STYLE}


def built(home, out, printer):
    """Make the PDFs of the book for a printer."""
    more = f"print: {{printer: {printer}, trim: 6x9in}}\n"
    book = written(home, TEXT, more=more, files=FILES)
    with hired(jobs=1, keep=False) as means:
        return pipeline.build(
            book, out, means, Order(frozenset({"pdf"}), purpose="press")
        )


def test_words_painted_out_of_their_order_are_not_lost(tmp_path):
    outcome = built(tmp_path / "book", tmp_path / "dist", "press")

    assert [] == codes(outcome, "F")
    assert (tmp_path / "dist" / "a-small-book-print.pdf").exists()


def test_words_behind_faint_ones_are_not_faint(tmp_path):
    """What is said of opacity holds until it is said otherwise."""
    text = "# One\n\n[Faint words]{.faint} and others.\n\nMore words.\n\n> And more.\n"
    book = written(
        tmp_path / "book", text, more="print: {printer: ingramspark, trim: 6x9in}\n",
        files={"styles/print.css": b".faint { color: rgba(0, 0, 0, 0.5) }"},
    )  # fmt: skip
    with hired(jobs=1, keep=False) as means:
        order = Order(frozenset({"pdf"}), purpose="press")
        outcome = pipeline.build(book, tmp_path / "dist", means, order)

    assert ["D005:one.md:3"] == codes(outcome, "D005")


def test_what_shines_through_is_refused_at_its_own_place(tmp_path):
    outcome = built(tmp_path / "book", tmp_path / "dist", "ingramspark")

    assert ["D005:one.md:13", "D005:one.md:15", "D005:one.md:17"] == codes(
        outcome, "D005"
    )
    assert not (tmp_path / "dist" / "a-small-book-print.pdf").exists()


COLUMNS = (
    "# One\n\n"
    + "".join(
        f"Paragraph {n} stands in one of two columns, and may go on in the other.[^{n}]\n\n"
        f"- An item of a list, {n}.\n\n"
        for n in range(30)
    )
    + "".join(f"[^{n}]: Note {n}.\n" for n in range(30))
)


def test_words_in_columns_are_read_where_they_stand(tmp_path):
    """What stands left of a block in the second column is in the first."""
    files = {"styles/print.css": b".text { columns: 2; column-gap: 14pt }"}
    home = written(tmp_path / "book", COLUMNS, files=files)
    with hired(jobs=1, keep=False) as means:
        outcome = pipeline.build(
            home, tmp_path / "dist", means, Order(frozenset({"pdf"}), purpose="screen")
        )

    assert [] == codes(outcome, "F")
    assert outcome.made


LISTS = """# One

Words.[^a]

1. Of a list in small type the numbers stand close to their words.
2. Two.

- A bullet.

[^a]: A note.

    1. One, as above.
    2. Two.
"""


def test_numbers_of_lists_in_small_type_are_set_aside(tmp_path):
    """However close they stand to the words, they are nobody's."""
    css = b":root { --size: 8pt; --note-size: 7pt; --note-line: 9pt }"
    home = written(tmp_path / "book", LISTS, files={"styles/print.css": css})
    with hired(jobs=1, keep=False) as means:
        outcome = pipeline.build(
            home, tmp_path / "dist", means, Order(frozenset({"pdf"}), purpose="screen")
        )

    assert [] == codes(outcome, "F")
    assert outcome.made
