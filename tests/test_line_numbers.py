"""Lines numbered in the margin, and notes that go by these numbers."""

import pickle
import re
from contextlib import closing
from xml.etree.ElementTree import fromstring

import pytest

from books_by_hand import info
from print_sample import (
    ASSETS,
    SMALL,
    fonts,
    noted,
    printed,
    resolved,
    small_book,
    text,
    unit,
)
from publisher.bookinfo import PrintSettings
from publisher.check.zones import zones
from publisher.layout import lay_out
from publisher.layout.inside.linenumbers import counted
from publisher.layout.oneunit import render
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works
from publisher.layout.workshop import open_workshop
from publisher.package.pdf import package_pdf
from publisher.proof.printed import Impression
from publisher.render.print import render_print

COUNTING = SMALL + """
@page :left { @left-top { content: "5\\A 10\\A 15\\A 20\\A 25"; white-space: pre;
  font: 7pt/12pt "EB Garamond"; vertical-align: top } }
@page :right { @right-top { content: "5\\A 10\\A 15\\A 20\\A 25"; white-space: pre;
  font: 7pt/12pt "EB Garamond"; vertical-align: top } }
h2 { margin: 6pt 0; font-size: 10pt; line-height: 12pt }
.by-line { font-variant-numeric: lining-nums tabular-nums }
"""  # fmt: skip
ROOM = re.compile(r'(id="n-([\w-]+)" .*?)<span class="gen mark">1</span>')


def by_line(markup):
    """Have the notes of some markup go by their lines, as `render` writes it."""
    return ROOM.sub(
        r'\1<span class="gen mark by-line" data-line-of="c-\2">'
        r'<a href="#c-\2">00</a></span>',
        markup,
    )


def pages(words=""):
    """Make a unit of text, notes and a title, on pages of twenty lines."""
    body = "".join(
        text(n % 4 + 3, 10 + n, f" {words if n == 5 else ''} end" + noted("A.", f"n{n}", 90 + n))
        + ('<h2 data-at="a.md:70:1">A title</h2>' if n == 3 else "")
        for n in range(10)
    )  # fmt: skip
    return unit(by_line(body))


@pytest.fixture(scope="module")
def files():
    """Give the fonts of the test pages."""
    return {name: each for name, each in fonts().items() if "EBGaramond" in name}


@pytest.fixture(scope="module")
def works(files):
    """Open a workshop that counts lines."""
    return open_works(small_book(css=COUNTING), ASSETS, files)


def test_numbers_stand_beside_the_lines_they_count(files):
    """Baseline by baseline; titles and notes do not count."""
    shop = open_workshop(small_book(css=COUNTING), ASSETS, files)
    document = render(fromstring(pages().html), Entry("recto", 1), shop)
    found = []
    for page in document.pages:
        sides = (
            each for each in page._page_box.children if hasattr(each, "at_keyword")
        )
        margin = next(e for e in sides if e.at_keyword in {"@left-top", "@right-top"})
        lines = counted(page)
        tags = {line.element.tag for line in lines}
        assert tags == {"p"}
        for line in margin.children:
            number = int(
                "".join(
                    each.text for each in line.descendants() if hasattr(each, "text")
                )
            )
            own = (line.position_y + line.baseline) * 0.75
            found.append((number, own, lines[number - 1].baseline))
        assert len(margin.children) == len(lines) // 5

    assert len(found) > 6
    assert all(abs(own - of_line) < 0.01 for _, own, of_line in found)


def test_a_note_goes_by_the_line_of_its_call(works):
    """Counted on its page, whatever stands there."""
    made = works.perform(Job(pages(), Entry("recto", 1)))
    said = re.findall(
        r'data-line-of="c-(n\d)"><a [^>]*>\s*(\d+)</a>', made.setting.html
    )
    calls = {row.key: row.call for row in made.setting.map.notes}

    assert len(said) == 10
    numbers = {key: int(number) for key, number in said}
    assert numbers["n0"] == 3
    assert numbers["n1"] == 7
    assert all(1 <= each <= 20 for each in numbers.values())
    assert [numbers[k] for k in calls if calls[k] == 2] == sorted(
        numbers[k] for k in calls if calls[k] == 2
    )


def test_after_an_edit_they_are_as_if_set_at_once(files, works):
    """Pages that are taken over bring the numbers of their lines."""
    last = works.perform(Job(pages(), Entry("recto", 100)))
    for words in ("sea", "river " * 20, ""):
        job = Job(pages(words), Entry("recto", 100))

        last = works.perform(job, pickle.loads(pickle.dumps(last.plates)))

        alone = open_works(small_book(css=COUNTING), ASSETS, files).perform(job)
        assert last.setting == alone.setting
        assert last.pages == alone.pages


def test_numbers_in_the_margin_are_no_words_of_the_book(files, tmp_path):
    """The completeness gate sets them aside; proofs, differences and errata read none."""
    laid, _ = lay_out(small_book(pages(), css=COUNTING), ASSETS, files)
    found = zones(laid.map, PrintSettings(trim=(70, 105), margins=(7, 7, 14, 7)))
    numbers = [(row.index, box) for row in laid.map.pages for box in row.beside]

    assert len(numbers) > 6
    for page, box in numbers:
        middle = box.x + box.width / 2, box.y + box.height / 2
        assert found[page].of(*middle) == ""

    made, _ = package_pdf(laid.placed(), laid.map, files, info(), tmp_path)
    with closing(Impression(made[0].path, laid.map, (20.0, 20.0))) as impression:
        read = [word for row in laid.map.pages for word in impression.words(row.index)]

    assert [] == [each for each in read if each.text in {"5", "10", "15", "20"}]
    assert len(read) > 100


NOTED = "# One\n\nA word.[^a]\n\n[^a]: Its note.\n"


def test_notes_at_the_foot_alone_go_by_lines():
    """Those at an end stand far from any line; they keep their numbers."""
    at_line = PrintSettings(by_line=True)
    foot = printed(NOTED, print=at_line).units[0].html
    end = render_print(resolved(NOTED, print=at_line, notes_place="book")).units[0].html

    assert ">°</a>" in foot
    assert "data-line-of=" in foot
    assert "data-line-of=" not in end
    assert ">1</a>" in end
