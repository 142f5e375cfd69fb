"""Markup for paper: what is written, and what page numbers make of it."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books_by_hand import chapter_piece, generated, part_piece
from golden_cases import golden_cases
from print_sample import printed, resolved
from publisher import pipeline
from publisher.bookinfo import (
    Identifier,
    Person,
    PrintSettings,
    Role,
    SourceEdition,
)
from publisher.layout.numbers import filled
from publisher.means import Means
from publisher.orders import PDF, Order
from publisher.render.markup import Markup
from publisher.render.print import render_print
from publisher.render.print.geometry import geometry, lines
from publisher.render.print.heads import head, longest_head
from publisher.render.print.lists import Line, wide
from publisher.render.print.smallness import on_small_pages
from publisher.render.print.titles import title_page
from small_books import found, written


def text_of(unit):
    """Give what stands in a unit below its title."""
    inner = unit.html.split('<div class="text">\n', 1)[1]
    return inner.rsplit("\n</div>\n</section>", 1)[0] + "\n"


@pytest.mark.parametrize("case", golden_cases("print.md"))
def test_golden_print(case):
    """Each case reads as its title says."""
    case.check(text_of(printed(case.source).units[0]))


@given(st.text(alphabet="ab *_`[]^:|#>-\n{}()@!<&\"'1.—", max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_well_formed_markup_with_ids_of_its_own(text):
    """Whatever an author writes, every unit can be parsed and no id stands twice."""
    units = printed(f"# One\n\n{text}", f"# Two\n\n{text}").units
    roots = [ElementTree.fromstring(unit.html) for unit in units]
    ids = [each.get("id") for root in roots for each in root.iter() if each.get("id")]

    assert sorted(set(ids)) == sorted(ids)


def test_pages_of_several_editions_stand_in_brackets_of_their_own():
    """In the order in which book.yaml has the editions; of one that it lacks, as of the first."""
    editions = {key: SourceEdition(key) for key in ("a", "b", "c")}
    marks = "".join(f'x[]{{.pb n="7" ed="{key}"}}' for key in "abcd")
    text = text_of(printed(f"# One\n\n{marks}\n", source_editions=editions).units[0])

    assert ["[7]", "{7}", "‹7›", "[7]"] == re.findall('gen">([^<]+)', text)


NUMBER = '<span class="pg" data-page-of="{}">000</span>'
"""Where layout will put the number of an anchor's page."""

SEE = "# One {#one}\n\nSee @map-x.\n"
MAP = '# Two {#two}\n\n![River](images/a.svg){#map-x alt="A"}\n'


def reference_anchor(book):
    """Find the id of the one reference of a book."""
    return re.search(r'id="(x-[^"]+)"', render_print(book).units[0].html)[1]


@pytest.mark.parametrize(
    ("rule", "said", "marked"),
    [("auto", 1, 1), ("always", 1, 0), ("never", 0, 0)],
    ids=str,
)
def test_a_reference_says_its_page_and_layout_may_leave_it_out(rule, said, marked):
    """`xref: page:` of book.yaml decides; only `auto` lets distance decide."""
    book = resolved(SEE, MAP, page_references=rule)
    html = render_print(book).units[0].html

    assert said == html.count("p.\u00a0" + NUMBER.format("map-x"))
    assert marked == html.count(f'data-from="{reference_anchor(book)}"')


def test_a_bare_page_reference_is_the_number_alone_and_always_there():
    """The author has written "page" before it."""
    book = resolved("# One\n\nOn page [](#two){.page}.\n", "# Two {#two}\n\nB.\n")
    html = render_print(book).units[0].html

    assert f">{NUMBER.format('two')}</a>." in html


def pieces(*inside):
    """Make a book with front matter, a part and what is given."""
    return (
        generated(Role.HALF_TITLE),
        generated(Role.TITLE_PAGE),
        generated(Role.IMPRINT),
        generated(Role.CONTENTS),
        generated(Role.LIST, listing="map"),
        *inside,
    )


def test_first_pages_say_what_book_yaml_says():
    """Title, people, house, rights and numbers are where readers look for them."""
    book = resolved(
        "# One\n\nA.\n",
        pieces=pieces(chapter_piece("one.md")),
        subtitle="A River",
        creators=(Person("Pavel Lugin"),),
        contributors=(Person("Hanna Verrill", "trl"),),
        publisher="Ferry House",
        place="London",
        date="2026-05-01",
        rights="© Hanna Verrill",
        imprint=("First published 1912.",),
        identifiers=(
            Identifier("978-1", "ISBN", "print"),
            Identifier("978-2", "ISBN", "epub"),
        ),
    )
    half, title, imprint = (unit.html for unit in render_print(book).units[:3])

    assert "<p>The Lovna</p>" in half
    for words in ("Pavel Lugin", "A River", "Translated by Hanna Verrill", "2026"):
        assert f">{words}<" in title or f" · {words}<" in title
    for words in ("© Hanna Verrill", "Ferry House, London, 2026", "ISBN 978-1"):
        assert f"<p>{words}</p>" in imprint
    assert "978-2" not in imprint


def test_contents_and_list_lead_to_titles_and_maps_with_their_pages():
    """Each line has number, title and page, and a link."""
    book = resolved(
        "# One\n\n## Ferry {#sec-f}\n\nA.\n",
        MAP,
        pieces=pieces(
            part_piece("The River", chapter_piece("one.md"), chapter_piece("two.md"))
        ),
    )
    pages = {"one": "3", "sec-f": "4", "two": "7", "map-x": "8", "part-1": "1"}
    units = [
        replace(unit, html=filled(unit.html, lambda anchor: pages.get(anchor, "-")))
        for unit in render_print(book).units
    ]
    rows = re.findall(r'<div class="entry.*?</div>', units[3].html, re.S)
    said = [" ".join(re.sub("<.*?>", " ", row).split()) for row in rows]
    maps = " ".join(re.sub("<.*?>", " ", units[4].html).split())

    assert said[-3:] == ["I One 3", "Ferry 4", "II Two 7"]
    assert said[-4].startswith("Part I The River")
    assert maps.endswith("1 River 8")
    assert 'href="#map-x"' in units[4].html


def test_the_lines_of_a_list_are_no_tables():
    """A line of the list of tables has no class that styles mean for a table."""
    text = "# One\n\nSee @tbl-a.\n\n| a |\n|---|\n| b |\n\n: Depths {#tbl-a}\n"
    listed = generated(Role.LIST, listing="tbl")
    book = resolved(text, pieces=(listed, chapter_piece("one.md")))
    (row,) = re.findall(r'<div class="(entry.*?)"', render_print(book).units[0].html)

    assert row == "entry of-tbl depth-1"


def test_running_heads_name_the_part_and_the_chapter():
    """Left the part or the book, right the chapter or its short title."""
    part = part_piece("The Upper River", chapter_piece("one.md"))
    book = resolved(
        "# One\n\nA.\n", "# Two\n\nB.\n", pieces=(part, chapter_piece("two.md"))
    )
    _, one, two = (unit.html for unit in render_print(book).units)

    assert 'data-verso="The Upper River" data-recto="One"' in one
    assert 'data-verso="The Lovna" data-recto="Two"' in two


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The *Beagle* arrived. " + "It was late. " * 20, "T|he| <em>Beagle</em>"),
        ("A *boat*. " + "It was late. " * 20, "A|| <em>boat"),
        ("A short paragraph of ferries." + " It was late." * 5 + "\n\n" + "It was. " * 20,
         "A| short paragraph of| ferries"),
        ("A short paragraph of ferries.\n\n" + "It was late. " * 20,
         "|A short paragraph of| ferries"),
        ("A short paragraph of ferries.\n\n- A list", "|A short paragraph of| ferries"),
        ("*Late*, it was. " + "It was late. " * 20, "||<em>Late"),
        ("So*long*. " + "It was late. " * 20, "||So<em>long"),
        ("“It was late.” " * 20, "||“It was"),
    ],
)  # fmt: skip
def test_a_chapter_begins_with_an_initial_where_it_can(text, begins):
    """Also where the type changes soon, or the paragraph is short and another follows."""
    drop, lead, rest = begins.split("|")
    marked = f'<span class="drop">{drop}</span>' if drop else ""
    marked += f'<span class="lead">{lead}</span>' if lead else ""

    assert f">{marked}{rest}" in printed(f"# One\n\n{text}\n").units[0].html


TABLE = """| Place | Latitude | Observer |
|----|----|----|
| Dublin | 53° 21′ N. | {}the Author |
| Bolivia, lat. 16° to 18° S. | 6 000 | King |
"""


def test_words_of_a_cell_stay_together_where_the_table_has_room():
    """A short cell is not divided, and no "S." has a line; a table without room is as written."""
    roomy = printed(f"# One\n\n{TABLE.format('')}\n").units[0].html
    tight = printed(f"# One\n\n{TABLE.format('x' * 60)}\n").units[0].html

    assert "<td>53°\u00a021′\u00a0N.</td>" in roomy
    assert "<td>Bolivia, lat. 16° to 18°\u00a0S.</td>" in roomy
    assert "<td>53° 21′ N.</td>" in tight


@pytest.mark.parametrize(
    ("letter", "is_deep"), [("J", True), ("Q", True), ("Щ", True), ("I", False)]
)
def test_an_initial_that_goes_below_its_line_is_told_apart(letter, is_deep):
    """At full size its tail would stand on the words of the fourth line."""
    html = (
        printed(f"# One\n\n{letter}a was late. {'It was late. ' * 20}\n").units[0].html
    )

    assert (f'<span class="drop deep">{letter}</span>' in html) == is_deep
    assert (f'<span class="drop">{letter}</span>' in html) != is_deep


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Angles", "Angles"),
        ("In which the survey party, cold, is detained by the ice",
         "In which the survey party, cold"),
        ("In which the survey party is detained, and the ice goes out",
         "In which the survey party is detained"),
        ("The Beagle: being the journal of a voyage round the world", "The Beagle"),
        ("The Voyage Out: being the journal of a voyage", "The Voyage Out"),
        ("St. Jago — Cape de Verd Islands, with all their geology", "St. Jago — Cape de Verd Islands"),
        ("What became of the money of S. Petersburg that was sent there", "What became of the money …"),
        ("What was said of it by Mr. Micawber and by all the others", "What was said of it by Mr. Micawber …"),
        ("Donaudampfschifffahrtsgesellschaftskapitänspatentinhaber", None),
    ],
)  # fmt: skip
def test_a_long_head_ends_at_a_pause_or_a_word(title, said):
    """It never runs into the folio."""
    shortened = head(title, 40)

    assert len(shortened) <= 40
    assert shortened == said or said is None


def test_the_longest_head_follows_the_page():
    small = PrintSettings(trim=(80, 110), margins=(12, 10, 14, 14))

    assert longest_head(PrintSettings()) == 44
    assert longest_head(small) == 20


def test_units_say_on_which_side_they_open():
    """Chapters open on a recto where asked; the first of the body always."""
    both = pieces(chapter_piece("one.md"), chapter_piece("two.md"))
    texts = ("# One\n\nA.\n", "# Two\n\nB.\n")
    any_side = resolved(*texts, pieces=both, print=PrintSettings(opening="any"))
    opens = [unit.opens for unit in render_print(any_side).units]

    assert opens == ["recto", "recto", "verso", "recto", "any", "recto", "any"]


def test_the_page_holds_a_whole_number_of_lines():
    """Nothing is left over at the foot, whatever the margins."""
    sheet = geometry(PrintSettings()).text
    foot = float(re.search(r"margin-bottom: ([\d.]+)mm", sheet)[1])
    height = (228.6 - 20.5 - foot) * 72 / 25.4

    assert lines(PrintSettings()) == 36
    assert height == pytest.approx(36 * 14, abs=0.01)
    assert "bleed: 0mm" in sheet
    assert "bleed: 3mm" in geometry(PrintSettings(bleed=3)).text


def test_rendering_twice_gives_the_same_markup():
    """Nothing depends on when or how often."""
    book = resolved(SEE, MAP)

    assert render_print(book) == render_print(book)


def test_a_picture_hands_on_lengths_and_nothing_else():
    """A width is a length or it is left out: no style can be written through it."""
    good = printed('# One\n\n![A](images/a.svg){#fig-a alt="a" width="40%"}\n')
    bad = printed('# One\n\n![A](images/a.svg){#fig-a alt="a" width="1px;color:red"}\n')

    assert 'style="width: 40%"' in good.units[0].html
    assert "style=" not in bad.units[0].html


def test_a_control_character_does_not_spoil_the_markup():
    """What no XML may hold is replaced by the sign for that."""
    book = resolved("# One\n\nA.\n")
    spoilt = replace(book.info, title="The\x00 River")
    pages = render_print(replace(book, info=spoilt))

    assert "The\ufffd River" in pages.units[0].html


@pytest.mark.parametrize(
    ("lines", "kept"), [(30, ""), (28, ""), (24, ".drop"), (16, "")]
)
def test_small_pages_have_less_white(lines, kept):
    """Large ones are as the styles have them; only on tiny ones an initial goes."""
    said = on_small_pages(lines, 14)

    assert (lines < 28) == (".title-page .title" in said)
    assert (lines < 22) == (".drop" in said)
    assert not kept or kept not in said


def test_a_number_alone_on_a_page_is_no_part_of_its_folio(tmp_path):
    """PDFium takes two figures over each other for one word that stands upright."""
    style = "@page { size: 80mm 110mm } .opener { padding-top: 100pt !important }"
    home = written(
        tmp_path / "manuscript",
        f"# {'The Ferry at Hallow ' * 6}\n\nA.\n",
        more="print: {trim: 80x110mm}\n",
        files={"styles/print.css": style.encode()},
    )
    order = Order(frozenset({PDF}), judged=False)
    outcome = pipeline.build(home, tmp_path / "out", Means(), order)

    assert [] == [each.headline for each in outcome.found if each.severity == "error"]


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'

SEVERAL = """# One

::: {#fig-towers credit="All of us"}
![](a.svg){alt="A" credit="Ada"}

![](a.svg){alt="B" credit="Bob"}

![](a.svg){alt="C" credit="Ada"}

Three towers.
:::
"""


def test_each_picture_of_a_figure_may_have_a_credit_of_its_own(tmp_path):
    """They were called words that nobody wrote."""
    home = written(tmp_path / "manuscript", SEVERAL, files={"a.svg": DRAWING})
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(frozenset({PDF})))

    assert [] == found(outcome, "F")


@pytest.mark.parametrize(
    ("number", "said"),
    [("9", ""), ("XVII", ""), ("XVIII", "wide"), ("XXXVIII", "wide wider")],
)
def test_long_numbers_have_a_wider_column(number, said):
    row = Line("chapter", 1, "a", number, Markup("A"), Markup("1"))
    part = Line("part", 1, "b", "Part XXXVIII", Markup("B"), Markup("1"))

    assert said == wide([row, part])


def test_a_title_page_names_who_made_the_text():
    """Nobody takes a proofreader or the designer of a cover for an author."""
    made = {"A": "cov", "B": "trl", "C": "pht", "D": "pfr", "E": "win", "F": "wfw"}
    people = tuple(Person(name, role) for name, role in made.items())
    book = resolved("# One\n", contributors=people)

    others = ("Translated by B", "C", "Introduction by E", "Foreword by F")
    assert others == title_page(book).others


def test_the_last_short_words_of_a_title_stay_together_on_the_title_page():
    """ "Light" alone would be its last line; a long last word may be a line."""
    ferries = resolved("# One\n", subtitle="A River, Its Ferries and Its Light")
    account = resolved("# One\n", subtitle="A River, Its Ferries and Observations")

    assert title_page(ferries).subtitle == "A River, Its Ferries and Its\u00a0Light"
    assert title_page(account).subtitle == "A River, Its Ferries and Observations"
