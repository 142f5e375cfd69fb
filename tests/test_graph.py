"""The graph of a book: what can be led to, what leads there, and what is wrong with it."""

import pytest

from clean_book import CLEAN
from publisher import pipeline
from publisher.graph import Means, Sort
from small_books import checked, codes

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
FIGURE = '![A lamp](a.svg){#fig-a alt="A lamp."}'


@pytest.fixture(scope="module")
def graph():
    return pipeline.check(CLEAN).graph


def test_the_graph_knows_everything_that_can_be_led_to(graph):
    """One of each sort, in reading order, with its place."""
    shown = [(each.key, each.kind, str(each.span)) for each in graph.of(Sort.DISPLAY)]
    marks = [(each.kind, each.name) for each in graph.of(Sort.PAGE_MARK)]
    notes = [(each.kind, each.name, each.within) for each in graph.of(Sort.NOTE)]

    assert shown == [
        ("map-reach", "map", "one.md:9:1"),
        ("fig-lamp", "fig", "two.md:5:1"),
        ("tbl-oil", "tbl", "tables.md:3:1"),
    ]
    assert marks == [("ru1912", "7"), ("ru1912", "8")]
    assert ("", "3", "n-ch-01-2") in notes  # the note on the wick, inside another
    assert [each.name for each in graph.of(Sort.INDEX_MARK)] == ["Lamp!wick"]
    assert [each.name for each in graph.of(Sort.FILE)] == ["rules.inc.md"]
    assert "image:images/lamp-large.png" in graph.points


def test_the_graph_knows_what_leads_where(graph):
    """References, calls, images and includes, from both ends."""
    reach = graph.incoming["map-reach"]
    include = next(graph.by(Means.INCLUDE))

    assert [str(tie.span) for tie in reach] == [
        "one.md:3:64",
        "two.md:7:142",
        "three.md:3:1",
    ]
    assert len(graph.incoming["n-ch-01-1"]) == 2
    assert (include.origin, include.end) == ("sec-tower", "file:rules.inc.md")
    assert len(list(graph.by(Means.LARGER))) == 1


def test_every_tie_but_a_link_ends_at_a_point(graph):
    """In a sound book nothing leads nowhere."""
    ends = {tie.end for tie in graph.ties if tie.means is not Means.LINK}

    assert ends <= graph.points.keys()


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        pytest.param("en", "See map @fig-a.", ["R017"], id="English"),
        pytest.param("ru", "См. карту @fig-a.", ["R017"], id="Russian, in its case"),
        pytest.param("de", "Siehe Karte [-@fig-a].", ["R017"], id="German, a number"),
        pytest.param("fr", "Voir tabl. @fig-a.", ["R017"], id="French, cut short"),
        pytest.param("en", "See fig. @fig-a.", ["R018"], id="twice"),
        pytest.param("en", "See figure [-@fig-a].", [], id="a number alone"),
        pytest.param("en", "On the map, @fig-a.", [], id="another sentence part"),
        pytest.param("en", "[Map 1](#fig-a) shows it.", ["R017"], id="own words"),
        pytest.param("en", "[Fig. 1](#fig-a) shows it.", [], id="own words, right"),
        pytest.param("en", "[Fig. 2](#fig-a) shows it.", ["R019"], id="wrong number"),
        pytest.param(
            "en", "[Fig. 2](#fig-a), [fig. 3](#fig-a).", [], id="parts of a plate"
        ),
        pytest.param("en", "[a map of old](#fig-a)", [], id="words without a number"),
    ],
)
def test_words_and_reference_speak_of_one_thing(tmp_path, lang, words, expected):
    """The word before a reference, or its own, name the kind that it leads to."""
    text = f"# One\n\n{FIGURE}\n\n{words}\n"
    outcome = checked(tmp_path, text, lang=lang, files={"a.svg": SVG})

    assert [each[:4] for each in codes(outcome, "R01")] == expected


def test_a_kind_of_the_books_own_is_known_by_its_name(tmp_path):
    """A kind declared in book.yaml is called what it is called there."""
    more = 'crossref: {custom: [{key: plan, reference-prefix: "Plan"}]}\n'
    text = f"# One\n\n{FIGURE}\n\nSee plan @fig-a.\n"
    outcome = checked(tmp_path, text, more=more, files={"a.svg": SVG})

    assert codes(outcome, "R01") == ["R017:one.md:5"]


def test_figures_no_text_speaks_of_are_one_finding(tmp_path):
    """A book of plates is not scolded for each of them."""
    plates = "\n\n".join(
        f'![Plate](a.svg){{#fig-{number} alt="A plate."}}' for number in range(9)
    )
    outcome = checked(tmp_path, f"# One\n\n{plates}\n", files={"a.svg": SVG})

    assert codes(outcome, "R") == ["R020:one.md:3"]


def test_pages_of_an_edition_may_be_marked_here_and_there(tmp_path):
    """Where most pages are left out, none of them is missing."""
    marks = " ".join(f'[]{{.pb n="{page}" ed="x"}}word.' for page in (1, 9, 20, 21, 40))
    more = "source-editions: {x: {title: Old}}\n"
    outcome = checked(tmp_path, f"# One\n\nHere {marks}\n", more=more)

    assert codes(outcome, "R02") == []


def test_a_page_that_is_marked_in_a_note_alone_is_said_to_be_so(tmp_path):
    """The list of pages leaves it out, so the text needs a mark too."""
    one, two, three, four, five, six = (
        f'[]{{.pb n="{n}" ed="old"}}' for n in range(1, 7)
    )
    text = f"# One\n\n{one}A {two}b[^n] {four}c {five}d {six}e.\n\n[^n]: Of {three}notes.\n"
    outcome = checked(tmp_path, text, more="source-editions: {old: {title: Old}}\n")
    (hint,) = [each.hint for each in outcome.found if each.code == "R022"]

    assert hint.startswith("page 3 is marked in a note, at one.md:5:")


def test_roman_pages_come_before_arabic_ones(tmp_path):
    """The count begins anew after a preface, and goes on without a hole."""
    pages = ("ix", "x", "xi", "1", "2", "[3]", "4a", "5")
    marks = " ".join(f'[]{{.pb n="{page}" ed="x"}}word.' for page in pages)
    more = "source-editions: {x: {title: Old}}\n"
    outcome = checked(tmp_path, f"# One\n\nHere {marks}\n", more=more)

    assert codes(outcome, "R02") == []


def test_a_range_may_be_opened_again_once_it_is_closed(tmp_path):
    """Each opening has its own closing; another inside is a fault."""
    mark = '[]{{.index entry="rope" range={}}}'.format
    text = (
        f"# One\n\nA{mark('open')} b{mark('close')} c{mark('open')} d{mark('close')}.\n"
    )
    twice = f"# One\n\nA{mark('open')}\n\nb{mark('open')} c{mark('close')}.\n"

    assert codes(checked(tmp_path / "a", text), "R02") == []
    assert codes(checked(tmp_path / "b", twice), "R02") == ["R024:one.md:3"]


def test_a_link_to_a_note_is_told_how_notes_are_called(tmp_path):
    """Whoever writes a link where a call belongs is shown the call."""
    text = "# One\n\nSee [the note](#fn-x).[^x]\n\n[^x]: Words.\n"
    outcome = checked(tmp_path, text)
    hints = [each.hint for each in outcome.found if each.code == "R001"]

    assert hints == ['it is a note: call it with "[^x]" in its own file']


def test_an_empty_inline_note_is_found(tmp_path):
    """A mark that leads to nothing would be printed."""
    assert codes(checked(tmp_path, "# One\n\nWords.^[]\n"), "C011") == ["C011:one.md:3"]


def test_a_note_of_code_alone_is_not_empty(tmp_path):
    """Code is text too."""
    text = "# One\n\nWords.[^1]\n\n[^1]:\n\n        code\n"

    assert codes(checked(tmp_path, text), "C0") == []


def test_an_image_kept_under_an_underscore_is_left_alone(tmp_path):
    """What the author keeps aside is no finding; a link to an image uses it."""
    files = {"_old/a.svg": SVG, "_b.svg": SVG, "c.svg": SVG}
    outcome = checked(tmp_path, "# One\n\nWords.\n", files=files)

    assert codes(outcome, "C0") == ["C010:c.svg:1"]


def test_images_of_the_cover_are_in_the_book(tmp_path):
    """What book.yaml shows on the cover is used, though no text shows it."""
    more = 'cover: {picture: a.svg, portrait: b.svg}\ncover-alt: "A lamp."\n'
    files = {"a.svg": SVG, "b.svg": SVG, "c.svg": SVG}
    outcome = checked(tmp_path, "# One\n\nWords.\n", more=more, files=files)

    assert codes(outcome, "C010") == ["C010:c.svg:1"]
