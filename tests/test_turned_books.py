"""Books that run from right to left, with words in them that do not."""

import pytest

from publisher import pipeline
from publisher.means import hired
from publisher.orders import Order
from small_books import codes, written

HEBREW = "עברית היא שפה יפה מאוד ומעניינת, כמו שאמר החכם. " * 3
ENGLISH = (
    "This *is* English text, with **bold** words; it goes on for a line or more. " * 2
)
NOTES = "[^a]: See *The Title* (Oxford, 1999), pp. 3–4.\n[^b]: הערה.\n"
CHAPTERS = (
    f"# שלום\n\n{HEBREW}[^a]\n\n{ENGLISH}[^b]\n\n{NOTES}",
    f"# English summary\n\n{ENGLISH}[^a]\n\n- *An* item.\n\n{ENGLISH}[^b]\n\n{NOTES}",
)


def built(folder, css=b""):
    """Make the PDF for the screen."""
    home = written(
        folder / "book", *CHAPTERS, lang="he", files={"styles/print.css": css}
    )
    with hired(jobs=1, keep=False) as means:
        order = Order(frozenset({"pdf"}), purpose="screen")
        return pipeline.build(home, folder / "dist", means, order)


def test_latin_words_are_no_fault_wherever_they_stand(tmp_path):
    """A note in English below Hebrew, and a whole chapter of it."""
    outcome = built(tmp_path)

    assert [] == codes(outcome, "F")
    assert outcome.made


@pytest.mark.parametrize(
    "css", [b"em { display: none }", b".note em { display: none }"]
)
def test_words_that_are_lost_are_found(tmp_path, css):
    """Letters are counted, whatever their order."""
    outcome = built(tmp_path, css)

    assert "F001" in {each.partition(":")[0] for each in codes(outcome, "F")}
    assert not outcome.made


def test_a_table_of_a_modern_book_stays_on_its_page(tmp_path):
    """Its caption is as wide as the text, and begins where the table does."""
    text = (
        f"# שלום\n\n{HEBREW}\n\n| א | ב |\n|---|---|\n| ג | 12 |\n\n: טבלה {{#tbl-a}}\n"
    )
    home = written(tmp_path / "book", text, lang="he", more="print: {theme: modern}\n")
    with hired(jobs=1, keep=False) as means:
        outcome = pipeline.build(
            home, tmp_path / "dist", means, Order(frozenset({"pdf"}))
        )

    assert [] == codes(outcome, "Y")
    assert outcome.made
