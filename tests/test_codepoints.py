"""Letters beyond the basic plane, which PDFium tells in halves."""

from publisher import pipeline
from publisher.codepoints import joined
from publisher.means import Means
from publisher.orders import PDF, Order
from small_books import checked, codes, written


def test_halves_are_put_together_and_lone_ones_are_no_letters():
    points = [ord("a"), 0xD835, 0xDCAF, 0xDCAF, 0xD835, ord("b"), 0xD835]

    assert joined(points) == ["a", "\U0001d4af", "", "\ufffd", "\ufffd", "b", "\ufffd"]


def test_pages_are_read_back_with_such_letters(tmp_path):
    """In running heads, titles and text: no word is missed, none is cut in two."""
    home = written(
        tmp_path / "book", "# On \U0001d4af\n\nA *space* \U0001d4af, closed.\n"
    )
    settings = home / "book.yaml"
    told = settings.read_text("utf-8").replace("A Small Book", "The \U0001d4af Book")
    settings.write_text(told, "utf-8")
    outcome = pipeline.build(
        home, tmp_path / "out", Means(), Order(frozenset({PDF}), judged=False)
    )

    assert [each.headline for each in outcome.found if each.severity == "error"] == []
    assert outcome.made


def test_a_title_that_no_font_can_print_is_said_at_its_place(tmp_path):
    """The text of the chapters is not all that is printed."""
    outcome = checked(tmp_path / "book", "# One\n\nWords.\n", more="creator: [A 𐍈 B]\n")

    assert codes(outcome, "C005") == ["C005:book.yaml:4"]
