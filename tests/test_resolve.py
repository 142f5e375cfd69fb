"""From chapters to a book: pieces, numbers, names, contents."""

from dataclasses import replace
from pathlib import PurePosixPath
from zlib import crc32

import pytest

from books_by_hand import (
    KINDS,
    at,
    book_of,
    call,
    chapter,
    chapter_piece,
    cite,
    div,
    em,
    figure,
    generated,
    h,
    info,
    note,
    p,
    part_piece,
    phrase,
    quotation,
    ref,
    remark,
    t,
    table,
)
from publisher.bookinfo import Edition, Matter, Role, Series, SourceEdition, Voice
from publisher.model import (
    BulletList,
    Condition,
    Conditional,
    IndexMark,
    InlineConditional,
    ListItem,
    PageMark,
    Reference,
    Variable,
)
from publisher.resolve import resolve
from publisher.resolve.anchors import Anchors, ascii_id
from publisher.resolve.numerals import letters, roman, symbols
from publisher.resolve.terms import ENGLISH, TERMS
from publisher.resolve.units import has_own_number
from publisher.resolve.walk import blocks_and_inlines
from publisher.tree import plain


def resolved(*chapters, **facts):
    """Resolve a book of chapters in which nothing is wrong."""
    book, found = resolve(*book_of(*chapters, **facts))
    assert found == []
    return book


def findings(*chapters, edition="", **facts):
    """Resolve a book of chapters and list what is wrong with it."""
    _, found = resolve(*book_of(*chapters, **facts), edition)
    return [each.headline for each in found]


def said(entries, book):
    """Write the contents as nested lists of names."""
    return [
        (book.targets[each.target].plain, said(each.children, book)) if each.children
        else book.targets[each.target].plain
        for each in entries
    ]  # fmt: skip


WHOLE = (
    generated(Role.TITLE_PAGE),
    generated(Role.CONTENTS),
    generated(Role.LIST, listing="map"),
    chapter_piece("foreword.md", Role.FRONT_PIECE, Matter.FRONT),
    chapter_piece("dedication.md", Role.FRONT_PIECE, Matter.FRONT),
    part_piece("Up", chapter_piece("a.md"), chapter_piece("b.md"), path="part.md"),
    part_piece("Volume II", chapter_piece("c.md")),
    chapter_piece("tables.md", Role.APPENDIX, Matter.BACK),
    chapter_piece("notes/Послесловие.md", Role.BACK_PIECE, Matter.BACK),
)


def whole_book(**facts):
    """Make a book with every sort of piece."""
    chapters = (
        chapter(h(1, "Foreword", classes=("unnumbered",)), p("F."), path="foreword.md"),
        chapter(p("For my mother"), path="dedication.md"),
        chapter(h(1, "The Upper River", id="part-up"), p("Motto."), path="part.md"),
        chapter(
            h(1, "One", id="one"),
            h(2, "First"),
            h(3, "Deep"),
            h(2, "Second"),
            path="a.md",
        ),
        chapter(h(1, "Between", classes=("unnumbered",)), p("B."), path="b.md"),
        chapter(h(1, "Two"), figure("map-a", "A map"), p("x"), path="c.md"),
        chapter(h(1, "Tables", id="app-t"), p("x"), path="tables.md"),
        chapter(h(1, "After"), p("x"), path="notes/Послесловие.md"),
    )
    return info(*WHOLE, **facts), {each.path: each for each in chapters}


def test_every_piece_has_an_id_a_part_and_a_number():
    """Units come in the order of the book; ids are ASCII and tell what a piece is."""
    book, found = resolve(*whole_book())

    assert found == []
    assert [
        ("title-page", "", "", "Title Page"),
        ("contents", "", "", "Contents"),
        ("list-map", "", "", "List of Maps"),
        ("foreword", "", "", "Foreword"),
        ("dedication", "", "", "For my mother"),
        ("part-1", "", "Part I", "The Upper River"),
        ("ch-01", "part-1", "Chapter I", "One"),
        ("b", "part-1", "", "Between"),
        ("part-2", "", "", "Volume II"),
        ("ch-02", "part-2", "Chapter II", "Two"),
        ("app-a", "", "Appendix A", "Tables"),
        ("posleslovie", "", "", "After"),
    ] == [
        (unit.id, unit.part, target.name if target.number else "", target.plain)
        for unit in book.units
        for target in [book.targets[unit.target]]
    ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("a", ["Concordance of Pages"]),
        (
            "ab",
            ["Concordance of Pages (the edition of 1871)", "Concordance of Pages (b)"],
        ),
    ],
)
def test_several_concordances_say_whose_pages_they_list(keys, expected):
    """One alone needs not."""
    editions = {
        "a": SourceEdition("a", "the edition of 1871"),
        "b": SourceEdition("b"),
    }
    pieces = [generated(Role.CONCORDANCE, listing=key) for key in keys]
    facts = info(chapter_piece("one.md"), *pieces, source_editions=editions)
    one = chapter(h(1, "One"), p("x"))
    book, _ = resolve(facts, {one.path: one})

    assert expected == [book.targets[unit.target].plain for unit in book.units[1:]]


def test_words_of_paragraphs_stay_apart_where_they_name_a_piece():
    """A motto and whose it is are two."""
    motto = chapter(div(p("Quod scripsi."), p("Pilate")), path="motto.md")
    facts = info(chapter_piece("motto.md", Role.FRONT_PIECE, Matter.FRONT))
    book, _ = resolve(facts, {motto.path: motto})

    assert book.targets[book.units[0].target].plain == "Quod scripsi. Pilate"


def test_generated_pieces_have_no_source_and_no_opener():
    """What the publisher makes has nothing of the author's in it."""
    book, _ = resolve(*whole_book())

    made = [
        unit.id for unit in book.units if unit.source is None and unit.opener is None
    ]
    assert made == ["title-page", "contents", "list-map"]


def test_contents_nest_parts_chapters_and_sections():
    """Untitled and generated pieces are not in the contents, lists are."""
    book, _ = resolve(*whole_book())

    assert said(book.contents, book) == [
        "List of Maps",
        "Foreword",
        ("The Upper River", [("One", ["First", "Second"]), "Between"]),
        ("Volume II", ["Two"]),
        "Tables",
        "After",
    ]
    assert said(book.lists["map"], book) == ["A map"]


@pytest.mark.parametrize(
    ("depth", "wanted"),
    [
        pytest.param(1, ["A", "Again"], id="chapters"),
        pytest.param(2, ["A", ("Again", ["S"])], id="sections"),
        pytest.param(3, [("A", []), ("Again", [("S", ["D"])])], id="subsections"),
    ],
)
def test_a_second_title_in_a_file_is_listed_below_the_first(depth, wanted):
    """Nothing with a title of level 1 is missing from the contents."""
    book = resolved(
        chapter(h(1, "A"), h(1, "Again"), h(2, "S"), h(3, "D"), p("x")),
        contents_depth=depth,
    )

    ((first, below),) = said(book.contents, book)
    assert [first, *below] == [
        each if not isinstance(each, tuple) or each[1] else each[0] for each in wanted
    ]


def test_unlisted_headings_stay_out_of_the_contents_with_what_is_under_them():
    """`.unlisted` hides a section or a whole file."""
    book = resolved(
        chapter(
            h(1, "A"),
            h(2, "Hidden", classes=("unlisted",)),
            h(3, "Under"),
            h(2, "Seen"),
            p("x"),
        ),
        chapter(h(1, "B", classes=("unlisted",)), h(2, "In b"), p("x"), path="b.md"),
        contents_depth=3,
    )

    assert said(book.contents, book) == [("A", ["Seen"])]


def test_headings_in_quotations_are_not_sections_of_the_book():
    """A quoted letter may have a heading of its own."""
    book = resolved(
        chapter(h(1, "A"), quotation(h(2, "Quoted"), p("x")), div(h(2, "Ours")), p("x"))
    )

    assert said(book.contents, book) == [("A", ["Ours"])]


@pytest.mark.parametrize(
    ("style", "lang", "names"),
    [
        pytest.param("roman", "en", ["Part I", "Chapter I"], id="roman"),
        pytest.param("decimal", "en", ["Part I", "Chapter 1"], id="decimal"),
        pytest.param("words", "en", ["Part One", "Chapter One"], id="words"),
        pytest.param("words", "ru", ["Часть первая", "Глава первая"], id="Russian words"),
        pytest.param("words", "fr", ["Première partie", "Chapitre premier"], id="French words"),
        pytest.param("words", "de", ["Erster Teil", "Erstes Kapitel"], id="German words"),
        pytest.param("none", "en", ["Up", "A"], id="none"),
    ],
)  # fmt: skip
def test_chapter_numbers_are_written_as_the_book_wants(style, lang, names):
    """Parts are roman unless numbers are in words, or there are none."""
    facts = info(
        part_piece("Up", chapter_piece("one.md")), chapter_numbers=style, lang=lang
    )
    book, _ = resolve(facts, {PurePosixPath("one.md"): chapter(h(1, "A"), p("x"))})

    assert [book.targets[unit.target].name for unit in book.units] == names


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Volume I", True),
        ("Part I: This World", True),
        ("Часть первая", True),
        ("III", True),
        ("3. Ice", True),
        ("Book of Hours", False),
        ("Book Club", False),
        ("1907", False),
        ("I Go to Sea", False),
        ("V. Orlov", False),
        ("The Gates", False),
    ],
)
def test_a_title_that_says_its_number_gets_no_second_one(title, own):
    """An author's "Volume I" is not made "Part I: Volume I"."""
    assert has_own_number(title, 3) is own


def test_sections_are_numbered_only_if_the_book_wants_it():
    """Unnumbered pieces and sections are passed over."""
    chapters = (
        chapter(
            h(1, "A"),
            h(2, "B"),
            h(3, "C"),
            h(2, "D", classes=("unnumbered",)),
            h(2, "E"),
            p("x"),
        ),
        chapter(h(1, "F", classes=("unnumbered",)), h(2, "G"), p("x"), path="f.md"),
    )

    book = resolved(*chapters, number_sections=True)
    assert {
        row.plain: row.name for row in book.targets.values() if row.kind == "section"
    } == {
        "B": "Section 1.1",
        "C": "Section 1.1.1",
        "D": "D",
        "E": "Section 1.2",
        "G": "G",
    }
    assert not any(
        row.number
        for row in resolved(*chapters).targets.values()
        if row.kind == "section"
    )


def test_figures_are_counted_by_kind_through_the_book_or_by_chapter():
    """A figure without a label has no number."""
    kinds = KINDS | {"map": replace(KINDS["map"], numbering="chapter")}
    chapters = (
        chapter(
            h(1, "A"),
            figure("fig-a"),
            figure(""),
            figure("map-a"),
            figure("map-b"),
            p("x"),
        ),
        chapter(
            h(1, "B"),
            figure("fig-b"),
            figure("map-c"),
            table(("x",), id="tbl-a"),
            p("x"),
            path="b.md",
        ),
    )

    book = resolved(*chapters, kinds=kinds)
    assert {
        key: row.name
        for key, row in book.targets.items()
        if row.number and row.kind in kinds
    } == {
        "fig-a": "Figure 1",
        "fig-b": "Figure 2",
        "map-a": "Map 1.1",
        "map-b": "Map 1.2",
        "map-c": "Map 2.1",
        "tbl-a": "Table 1",
    }
    assert [entry.target for entry in book.lists["map"]] == ["map-a", "map-b", "map-c"]


@pytest.mark.parametrize(
    ("lang", "full", "lower"),
    [
        ("en-GB", "Map 1", "map 1"),
        ("ru", "Карта 1", "карта 1"),
        ("de", "Karte 1", "Karte 1"),
    ],
)
def test_names_are_in_the_language_of_the_book(lang, full, lower):
    """Inside a sentence a name begins small, but for German nouns."""
    book = resolved(chapter(h(1, "A"), figure("map-a"), p("x")), lang=lang)

    assert (book.targets["map-a"].name, book.targets["map-a"].lower) == (full, lower)
    assert book.info.kinds["map"].name == full.split()[0]


def test_the_author_may_choose_other_words():
    """`words` in book.yaml goes before the publisher's."""
    book = resolved(
        chapter(h(1, "A"), figure("map-a"), p("x")),
        words={"map": "Chart", "chapter": "Canto"},
    )

    assert [row.name for row in book.targets.values()] == ["Canto I", "Chart 1"]


@pytest.mark.parametrize("lang", sorted(set(TERMS) - {"en-us", "pt-pt"}))
def test_a_language_has_all_words_or_none(lang):
    """One that lacked a few would mix in English ones."""
    assert [*ENGLISH] == [*TERMS[lang]]


@pytest.mark.parametrize(
    ("lang", "title", "named"),
    [
        ("pl", "Rozdział I", ["", "Rozdział II"]),
        ("cs", "Kapitola 1", ["", "Kapitola II"]),
        ("pt-PT", "Capítulo I", ["", "Capítulo II"]),
        ("el", "Κεφάλαιο 1", ["", "Κεφάλαιο II"]),
    ],
)
def test_titles_that_say_their_number_get_no_second(lang, title, named):
    """In any language whose words the publisher has."""
    book = resolved(
        chapter(h(1, title), p("x")),
        chapter(h(1, "B"), p("x"), path="two.md"),
        lang=lang,
    )

    assert named == [row.name if row.number else "" for row in book.targets.values()]


def test_a_language_without_words_is_said_once():
    """English words are taken, and the author is told how to give others."""
    assert findings(chapter(h(1, "A"), p("x")), lang="fi") == [
        'book.yaml:1:1: note[R015]: the publisher has no words in "fi" for "Contents", '
        '"Chapter" and the like, and takes English ones'
    ]
    assert (
        findings(chapter(h(1, "A"), p("x")), lang="fi", words={"chapter": "Luku"}) == []
    )


def test_titles_said_again_have_no_calls_ids_or_links():
    """A contents line can be a link: what it says holds none."""
    book = resolved(
        chapter(
            h(
                1,
                "The ",
                phrase("Lovna", id="river", lang="ru"),
                call("n"),
                " after ",
                ref("map-a"),
                id="a",
            ),
            figure(
                "map-a", "Plan, see ", ref("a", "here"), PageMark("9", "", span=at(1))
            ),
            notes=[note("n", "N.")],
        )
    )

    assert book.targets["a"].plain == "The Lovna after map 1"
    assert book.targets["map-a"].plain == "Plan, see here"
    assert not [
        node
        for row in book.targets.values()
        for node in row.title
        if isinstance(node, Reference)
        or (hasattr(node, "attributes") and node.attributes.id)
    ]


def test_marked_words_go_by_the_section_they_stand_in():
    """What has an id and no title borrows one."""
    book = resolved(
        chapter(h(1, "A"), h(2, "Ice"), p(phrase("here", id="spot")), p("y", id="par"))
    )

    assert (book.targets["spot"].name, book.targets["par"].plain) == ("Ice", "Ice")


def test_a_file_without_a_title_is_called_by_its_first_words():
    """Something usable stands in the contents."""
    book = resolved(
        chapter(h(2, "Down"), p("x")),
        chapter(p("It was a dark and stormy night at sea."), path="b.md"),
        chapter(quotation(p("Nothing fades."), p("The Tempest")), path="c.md"),
    )

    names = [book.targets[unit.target].plain for unit in book.units]
    assert names == [
        "Down",
        "It was a dark and stormy night at …",
        "Nothing fades. The Tempest",
    ]
    assert {unit.opener for unit in book.units} == {None}


def test_titles_are_set_like_the_text():
    """Facts of book.yaml that are printed have real quotation marks."""
    book = resolved(
        chapter(h(1, 'Golub\'s "Ferry"'), p("x")), title="A Surveyor's Account"
    )

    titles = (book.info.title, book.targets[book.units[0].target].plain)
    assert titles == ("A Surveyor’s Account", "Golub’s “Ferry”")


# ---------------------------------------------------------------- editions


SAMPLE = {
    "sample": Edition("sample", pieces=1),
    "plain": Edition("plain", remarks=False, series=("",)),
}


def passages(**facts):
    """Make a chapter with passages for editions."""
    only = Conditional(Condition(editions=("sample",)), (p("Only here."),), span=at(2))
    never = Conditional(
        Condition(not_editions=("sample",), formats=("epub",)),
        (p("Not here."),),
        span=at(3),
    )
    inline = InlineConditional(
        Condition(editions=("plain",)), (t("plain"),), span=at(4)
    )
    return book_of(
        chapter(h(1, "A"), only, never, p("x", inline, call("tr-1"), call("own")), remark("tr", p("R.")),
                notes=[note("tr-1", "T."), note("own", "O.")]),
        editions=SAMPLE, voices={"tr": Voice("tr", "T")},
        series={"": Series(""), "tr": Series("tr")}, **facts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("edition", "text", "notes"),
    [
        pytest.param("", "Not here. x R.", 2, id="no edition"),
        pytest.param("sample", "Only here. x R.", 2, id="a sample"),
        pytest.param("plain", "Not here. xplain", 1, id="without remarks and series"),
    ],
)
def test_an_edition_shows_its_own_passages(edition, text, notes):
    """What an edition leaves out is gone, and nothing is said of it."""
    book, found = resolve(*passages(), edition)

    assert found == []
    assert (
        " ".join(filter(None, (plain((block,)) for block in book.units[0].blocks)))
        == text
    )
    assert (len(book.notes), book.edition) == (notes, edition)


def test_what_only_hidden_notes_call_is_hidden_too():
    """It is not reported as never called."""
    facts, files = book_of(
        chapter(
            h(1, "A"),
            p("x", call("tr-1")),
            notes=[
                note("tr-1", p("T", call("in"))),
                note("in", p("I", call("deep"))),
                note("deep", "D"),
            ],
        ),
        editions=SAMPLE,
        series={"": Series(""), "tr": Series("tr")},
    )
    book, found = resolve(facts, files, "plain")

    assert (found, book.notes) == ([], {})


def test_passages_for_formats_stay_for_the_renderers():
    """Only the condition on editions is settled."""
    book, _ = resolve(*passages())

    (kept,) = [
        block for block in book.units[0].blocks if isinstance(block, Conditional)
    ]
    assert kept.condition == Condition(formats=("epub",))


def test_an_unknown_edition_is_reported():
    """Asked for or named in the text."""
    only = Conditional(Condition(editions=("sampel",)), (p("x"),), span=at(2))
    _, found = resolve(
        *book_of(chapter(h(1, "A"), only, p("x")), editions=SAMPLE), "smaple"
    )

    assert [(each.headline, each.hint) for each in found] == [
        (
            'book.yaml:1:1: error[R014]: no edition is called "smaple"',
            'did you mean "sample"?',
        ),
        (
            'one.md:2:1: error[R014]: no edition is called "sampel"',
            'did you mean "sample"?',
        ),
    ]


def test_a_sample_keeps_the_numbers_of_the_whole_book():
    """References to what is left out stay as words."""
    facts, files = book_of(
        chapter(h(1, "A"), p(cite("map-b"), " in ", ref("two", "the next"), call("n"), ref("a")),
                notes=[note("n", p(cite("map-b")))]),
        chapter(h(1, "Two", id="two"), figure("map-a"), figure("map-b"), p("x", call("n")), path="two.md",
                notes=[note("n", "N")]),
        editions=SAMPLE,
    )  # fmt: skip
    book, found = resolve(facts, files, "sample")

    assert found == []
    assert [unit.id for unit in book.units] == ["ch-01", "ending"]
    assert plain(book.units[0].blocks) == "map 2 in the next"
    assert list(book.targets) == ["a", "ending"]
    assert book.left_out == ("II. Two",)
    assert [plain(row.note.blocks) for row in book.notes.values()] == ["map 2"]
    assert book.lists["map"] == ()


def test_a_label_in_a_passage_left_out_is_told_from_one_that_never_was():
    """The hint says where it is."""
    only = Conditional(Condition(editions=("sample",)), (figure("map-a"),), span=at(2))
    _, found = resolve(
        *book_of(
            chapter(h(1, "A"), only, p(cite("map-a", span=at(5)))), editions=SAMPLE
        )
    )

    assert [(each.headline, each.hint) for each in found] == [
        (
            'one.md:5:1: error[R001]: nothing in the book is labelled "map-a"',
            "it is at one.md:1:1, in a passage this edition leaves out",
        )
    ]


def test_variables_say_what_book_yaml_says():
    """An unknown one is an error with the nearest right name."""
    facts, files = book_of(
        chapter(
            h(1, "A"),
            p(
                Variable("title", span=at(2)),
                ", ",
                Variable("ferry", span=at(2)),
                Variable("titel", span=at(3)),
            ),
        ),
        meta={"ferry": "Pesok"},
    )
    book, found = resolve(facts, files)

    assert plain(book.units[0].blocks) == "The Lovna, Pesok"
    assert [(each.headline, each.hint) for each in found] == [
        (
            'one.md:3:1: error[R008]: book.yaml says nothing about "titel"',
            'did you mean "title"?',
        )
    ]


# ---------------------------------------------------------------- findings made once


def test_unknown_voices_are_reported_once_each():
    """However often someone speaks."""
    assert findings(
        chapter(
            h(1, "A"),
            remark("ed", p("x"), span=at(3)),
            remark("ed", p("y"), span=at(4)),
        ),
        voices={"edt": Voice("edt", "E")},
    ) == [
        'one.md:3:1: warning[R007]: a remark is by "ed", whom book.yaml does not name (2 places)'
    ]


def test_page_marks_of_unknown_editions_are_reported_only_if_some_are_known():
    """A book that declares none may mark the pages of one edition."""
    marks = p(
        PageMark("5", "ru1912", span=at(2)), PageMark("6", "ru1912", span=at(3)), "x"
    )
    book = resolved(chapter(h(1, "A"), marks))

    anchors = [
        node.anchor
        for node in blocks_and_inlines(book.units[0].blocks)
        if isinstance(node, PageMark)
    ]
    assert anchors == ["pb-ru1912-5", "pb-ru1912-6"]
    assert findings(chapter(h(1, "A"), marks), source_editions={"ru2018": None}) == [
        'one.md:2:1: warning[R009]: a page mark names the edition "ru1912", which book.yaml does not (2 places)'
    ]


def test_what_is_not_yet_set_is_said_once():
    """The first place stands for all."""
    marks = p(
        IndexMark("ice", span=at(2)),
        cite("smith", span=at(3)),
        cite("jones", span=at(3)),
    )

    assert findings(chapter(h(1, "A"), marks)) == [
        "one.md:2:1: note[R010]: 1 index mark and 2 citations kept, not yet set in type"
    ]


# ---------------------------------------------------------------- numerals and ids


@pytest.mark.parametrize(
    ("number", "wanted"), [(1, "I"), (4, "IV"), (39, "XXXIX"), (1907, "MCMVII")]
)
def test_roman_numerals(number, wanted):
    """As on title pages."""
    assert roman(number) == wanted


def test_letters_and_symbols_go_on_after_the_last():
    """Z is followed by AA; the pilcrow by two asterisks."""
    assert [letters(n) for n in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "AZ", "BA"]
    assert [symbols(n) for n in (1, 2, 6, 7, 12, 13)] == [
        "*",
        "†",
        "¶",
        "**",
        "¶¶",
        "***",
    ]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("map-gates", "map-gates"),
        ("1-one", "id-1-one"),
        ("b/c:d", "b-c-d"),
        ("Ловна", "Lovna"),
        ("café", "cafe"),
        ("Ὀδύσσεια", "Odysseia"),
        ("Straße é", "Strasse-e"),
        ("孫子", f"id-{crc32(chr(0x5B6B).encode() + chr(0x5B50).encode()):08x}"),
    ],
)
def test_ids_become_legal_and_stay_readable(written, wanted):
    """Letters are transliterated; what has none becomes a number of its own."""
    assert ascii_id(written) == wanted


def test_no_anchor_is_given_twice():
    """The second choice comes before numbers."""
    anchors = Anchors()

    assert [anchors.take("a", "ch-01-a") for _ in range(4)] == [
        "a",
        "ch-01-a",
        "ch-01-a-2",
        "ch-01-a-3",
    ]


def test_deep_nesting_is_no_trouble():
    """As deep as parse reads: sixty blocks and forty inlines inside one another."""
    words, block = em("x"), None
    for _ in range(40):
        words = em(words)
    block = p(words)
    for _ in range(60):
        block = BulletList((ListItem((block,), span=at(1)),), tight=True, span=at(1))

    assert plain(resolved(chapter(h(1, "A"), block)).units[0].blocks) == "x"
