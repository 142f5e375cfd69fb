"""References: where they lead, what they say, and what is said when they do not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books_by_hand import (
    at,
    book_of,
    chapter,
    chapter_piece,
    cite,
    em,
    figure,
    h,
    info,
    p,
    phrase,
    ref,
    t,
    table,
)
from publisher.model import Cite, CiteKey, Form, Node, Reference
from publisher.resolve import resolve
from publisher.resolve.walk import blocks_and_inlines


def findings(*chapters):
    """List what is wrong with a book, with the hints."""
    _, found = resolve(*book_of(*chapters))
    return [(each.headline, each.hint) for each in found]


def led(*parts, also=(), **facts):
    """Resolve a paragraph beside a map and give what became of it."""
    one = chapter(h(1, "A", id="a"), figure("map-gates", "The Gates"), p(*parts))
    book, found = resolve(*book_of(one, *also, **facts))
    assert [each for each in found if each.code != "R010"] == []
    return book.units[0].blocks[-1].children


def key(name, prefix="", suffix="", **more):
    """Make a key with words around it."""
    around = {
        "prefix": (t(prefix),) if prefix else (),
        "suffix": (t(suffix),) if suffix else (),
    }
    return CiteKey(name, span=at(1), **around, **more)


def test_a_key_that_is_a_label_becomes_a_reference():
    """`@map-gates` says the map's name."""
    (node,) = led(cite("map-gates"))

    assert Reference("map-gates", Form.FULL, anchor="x-ch-01-1", span=at(1)) == node


def test_a_group_becomes_references_with_the_words_around_them():
    """`[see @map-gates and on; -@map-gates]`."""
    nodes = led(
        cite(key("map-gates", "see", " and on"), key("map-gates", number_only=True))
    )

    assert (
        t("see"), t(" "), Reference("map-gates", Form.FULL, anchor="x-ch-01-1", span=at(1)),
        t(" and on"), t("; "),
        Reference("map-gates", Form.NUMBER, anchor="x-ch-01-2", span=at(1)),
    ) == nodes  # fmt: skip


def test_references_and_citations_may_stand_in_one_bracket():
    """What cites a book stays for the bibliography."""
    nodes = led(cite(key("map-gates"), key("smith", "and", ", p. 5"), key("jones")))

    assert [type(node).__name__ for node in nodes] == ["Reference", "Text", "Cite"]
    assert nodes[2].source == "[and @smith, p. 5; @jones]"
    assert led(cite("smith")) == (cite("smith"),)


@pytest.mark.parametrize(
    ("node", "form"),
    [
        pytest.param(ref("map-gates"), Form.FULL, id="no words"),
        pytest.param(ref("map-gates", form=Form.PAGE), Form.PAGE, id="a page"),
        pytest.param(ref("map-gates", em("it")), Form.WORDS, id="words"),
        pytest.param(ref("map:gates"), Form.FULL, id="a colon"),
        pytest.param(cite("map:gates"), Form.FULL, id="a key with a colon"),
        pytest.param(
            cite(key("map-gates", number_only=True)), Form.NUMBER, id="a number"
        ),
        pytest.param(
            cite(key("a", number_only=True)), Form.NUMBER, id="a chapter's number"
        ),
        pytest.param(
            cite(key("b", number_only=True)), Form.FULL, id="of what has none"
        ),
        pytest.param(ref("", file="b.md"), Form.FULL, id="a whole file"),
        pytest.param(ref("b", "x", file="b.md"), Form.WORDS, id="a place in a file"),
    ],
)
def test_all_ways_to_refer(node, form):
    """Each leads to a key of the book and keeps no file."""
    other = chapter(h(1, "B", id="b", classes=("unnumbered",)), p("x"), path="b.md")
    (found,) = led(node, also=[other])

    assert (found.form, found.file, found.label in {"map-gates", "a", "b"}) == (
        form,
        "",
        True,
    )


def test_a_label_with_a_capital_is_found():
    """`@Map-x` begins a sentence, `{#Fig-X}` begins with a capital."""
    one = chapter(
        h(1, "A"),
        figure("fig-a"),
        p(phrase("x", id="Rope")),
        p(cite(key("fig-a", capital=True)), cite("rope")),
    )
    book, found = resolve(*book_of(one))

    assert found == []
    assert [(n.label, n.capital) for n in book.units[0].blocks[-1].children] == [
        ("fig-a", True),
        ("Rope", False),
    ]


def test_a_citation_is_not_taken_for_a_heading_of_that_name():
    """`@ice` means the heading "Ice" only if the author gave it that id."""
    book, found = resolve(*book_of(chapter(h(1, "A"), h(2, "Ice"), p(cite("ice")))))

    assert [each.code for each in found] == ["R010"]
    assert book.units[0].blocks[-1] == p(cite("ice"))


def test_unknown_labels_are_reported_where_they_stand():
    """With the nearest right one; a citation is no slip."""
    assert findings(
        chapter(
            h(1, "A"), figure("fig-harbour"),
            p(cite("fig-harbor", span=at(3)), ref("fig:harbor", span=at(4)), cite("sec-x", span=at(5)),
              cite("harbour", span=at(6)), ref("nowhere", "there", span=at(7))),
        )
    ) == [
        ('one.md:3:1: error[R001]: nothing in the book is labelled "fig-harbor"', 'did you mean "fig-harbour"?'),
        ('one.md:4:1: error[R001]: nothing in the book is labelled "fig:harbor"', 'did you mean "fig-harbour"?'),
        ('one.md:5:1: error[R001]: nothing in the book is labelled "sec-x"', 'write "{#sec-x}" behind what it should lead to'),
        ("one.md:6:1: note[R010]: 1 citation kept, not yet set in type",
         "nothing is lost: a later version of the publisher sets them"),
        ('one.md:7:1: error[R001]: nothing in the book is labelled "nowhere"', 'write "{#nowhere}" behind what it should lead to'),
    ]  # fmt: skip


def test_a_label_of_another_file_is_said_to_be_there():
    """`[x](one.md#y)` where y is in b.md."""
    files = (
        chapter(h(1, "A"), p(ref("y", file="one.md", span=at(3)))),
        chapter(h(1, "B"), h(2, "Y", id="y", span=at(5, "b.md")), p("x"), path="b.md"),
    )

    assert findings(*files) == [
        (
            'one.md:3:1: error[R001]: nothing in the book is labelled "y"',
            "it is in another file, at b.md:5:1",
        )
    ]


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("Chapter.md", 'it is written "chapter.md", with other capitals'),
        ("chaptr.md", 'did you mean "chapter.md"?'),
        ("x", "list the file in book.yaml, or mend the link"),
    ],
)
def test_unknown_files_are_reported(file, hint):
    """A difference of capitals is said to be one."""
    files = (
        chapter(h(1, "A"), p(ref("y", "x", file=file, span=at(3)))),
        chapter(h(1, "B"), p("x"), path="chapter.md"),
    )

    assert findings(*files) == [
        (f'one.md:3:1: error[R005]: no file of the book is called "{file}"', hint)
    ]


def test_an_id_in_several_files_means_the_one_in_the_same_file():
    """From a third file it could mean either."""
    files = [
        chapter(h(1, "A"), h(2, "Summary", span=at(3)), p(ref("summary"))),
        chapter(
            h(1, "B"),
            h(2, "Summary", span=at(4, "b.md")),
            p(ref("summary")),
            path="b.md",
        ),
    ]
    book, found = resolve(*book_of(*files))
    assert found == []
    assert [unit.blocks[-1].children[0].label for unit in book.units] == [
        "summary",
        "ch-02-summary",
    ]

    files.append(chapter(h(1, "C"), p(ref("summary", span=at(9, "c.md"))), path="c.md"))
    assert findings(*files) == [
        ('c.md:9:1: error[R012]: "summary" could lead to 2 places',
         'they are at one.md:3:1 and b.md:4:1; name the file, as in "[](file.md#summary)"')
    ]  # fmt: skip


def test_the_authors_id_goes_before_one_made_from_words():
    """`{#ice}` in another file is meant, not the heading "Ice"."""
    files = (
        chapter(h(1, "A"), h(2, "Ice"), p("x")),
        chapter(h(1, "B"), h(2, "Winter", id="ice"), p("x"), path="b.md"),
        chapter(h(1, "C"), p(ref("ice")), path="c.md"),
    )
    book, found = resolve(*book_of(*files))

    assert found == []
    assert book.targets[book.units[2].blocks[0].children[0].label].plain == "Winter"


def test_labels_defined_twice_are_reported():
    """Numbered things anywhere, other ids in one file; a heading in two files is suspect."""
    files = (
        chapter(
            h(1, "A"),
            h(2, "B", id="x", span=at(3)),
            h(2, "C", id="x", span=at(5)),
            figure("map-a", span=at(7)),
            p("x"),
        ),
        chapter(
            h(1, "D"),
            h(2, "E", id="x", span=at(3, "b.md")),
            figure("map:a", span=at(6, "b.md")),
            p(cite("map-a")),
            path="b.md",
        ),
    )

    assert findings(*files) == [
        ('b.md:3:1: warning[R011]: "x" is the id of something in another file too',
         "first used at one.md:3:1; references to it from a third file must name the file"),
        ('b.md:6:1: error[R002]: "map:a" is a label already',
         "first used at one.md:7:1; give one of them another"),
        ('one.md:5:1: error[R002]: "x" is a label already',
         "first used at one.md:3:1; give one of them another"),
    ]  # fmt: skip


def test_a_label_of_no_known_kind_is_reported():
    """Such a figure has no number."""
    assert findings(chapter(h(1, "A"), figure("mpa-x", span=at(3)), figure("harbour"), p("x"))) == [
        ('one.md:3:1: warning[R013]: "mpa" is no kind of thing that is numbered',
         'did you mean "map-"? begin the label with "fig-", or declare "mpa" under crossref in book.yaml')
    ]  # fmt: skip


def test_nothing_is_missed_that_may_be_in_a_file_that_could_not_be_read():
    """One cause, one finding: the missing file has been reported."""
    one = chapter(h(1, "A"), p(cite("map-x"), ref("y", "there", file="gone.md")))
    book, found = resolve(
        info(chapter_piece("one.md"), chapter_piece("gone.md")), {one.path: one}
    )

    assert found == []
    assert [unit.id for unit in book.units] == ["ch-01"]


LABELS = ["fig-a", "map:b", "sec-c", "d", "Ловна", "1", "map-a"]


def some_block():
    """Invent a block with a label or a reference."""
    label, where = st.sampled_from(LABELS), st.sampled_from(["", "0.md", "1.md"])
    return st.one_of(
        label.map(lambda x: figure(x, "cap", cite(x.lower()))),
        label.map(lambda x: h(2, "H", id=x)),
        st.just(h(2, "H")),
        label.map(lambda x: p(phrase("w", id=x))),
        label.map(lambda x: p(cite(x))),
        st.tuples(label, where).map(lambda x: p(ref(x[0], file=x[1]))),
        label.map(lambda x: table(("a",), id=x)),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(some_block(), max_size=6), min_size=1, max_size=3))
def test_without_errors_every_reference_lands_and_ids_are_unique(texts):
    """Ids in the markup are legal in XML and there is one of each."""
    files = [
        chapter(h(1, "A"), *blocks, path=f"{n}.md") for n, blocks in enumerate(texts)
    ]
    book, found = resolve(*book_of(*files))

    nodes = [
        n
        for unit in book.units
        for n in blocks_and_inlines((unit.opener, *unit.blocks))
    ]
    assert all(n.label in book.targets for n in nodes if isinstance(n, Reference))
    assert all(
        isinstance(n, Node)
        and not (isinstance(n, Cite) and n.keys[0].key in book.targets)
        for n in nodes
    )
    if not any(each.code == "R002" for each in found):
        ids = [
            n.attributes.id
            for n in nodes
            if hasattr(n, "attributes") and n.attributes.id
        ]
        ids += [n.anchor for n in nodes if isinstance(n, Reference)]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch("[A-Za-z_][A-Za-z0-9_.-]*", each) for each in ids)
        assert set(book.targets) <= set(ids)
