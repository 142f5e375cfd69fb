"""The proof of a finished book: silent when all is right, loud when it is not."""

from dataclasses import replace

import pytest

from proofs import agreement, faults
from publisher import pipeline
from publisher.means import hired

LONG = "The river goes on, past the ferry and the gauge, and does not end. "
TEXT = (
    f"# One {{#ch-one}}\n\nSee @ch-two.[^a]\n\n{LONG * 90}[^b]\n\n{LONG * 30}\n\n"
    f"[^a]: A note. {LONG * 3}\n\n[^b]: Another.\n"
)
OTHER = (
    "# Two {#ch-two}\n\nA gauge.\n\n![Fast](gauge.svg){#fig-gauge}\n\nFrom here on it is fast.\n\n"
    f"1. First.\n2. Second.\n\n{LONG * 40}\n\nSee @ch-one.\n"
)
GAUGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
    '<path d="M0 30 L45 2 L90 30 Z"/></svg>'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a book with notes, a list, references and contents."""
    home = tmp_path_factory.mktemp("proved") / "manuscript"
    home.mkdir()
    (home / "one.md").write_text(TEXT, "utf-8")
    (home / "two.md").write_text(OTHER, "utf-8")
    (home / "gauge.svg").write_text(GAUGE, "utf-8")
    (home / "book.yaml").write_text(
        "title: Rivers\nlang: en\nfront-matter: [title-page, contents]\n"
        "book: {chapters: [one.md, two.md]}\n",
        "utf-8",
    )
    order = pipeline.Order(frozenset({pipeline.PDF}), judged=False)
    with hired(keep=False, jobs=1) as means:
        outcome = pipeline.build(home, home.parent / "dist", means, order)
    assert not outcome.failed(strict=False), outcome.found
    return outcome


def test_a_right_book_has_no_faults(built):
    """Every letter, number, running head and note is where the map says."""
    assert faults(built) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(
            lambda pages: replace(pages, anchors=pages.anchors | {"ch-two": 4}),
            'has "ch-two"',
            id="a chapter is said to begin elsewhere",
        ),
        pytest.param(
            lambda pages: replace(
                pages, notes=(replace(pages.notes[0], call=6), *pages.notes[1:])
            ),
            "note n-ch-01-1",
            id="a note is said to be called elsewhere",
        ),
        pytest.param(
            lambda pages: replace(
                pages,
                pages=(*pages.pages[:-1], replace(pages.pages[-1], label="99")),
            ),
            "margins",
            id="a page is called otherwise",
        ),
        pytest.param(
            lambda pages: replace(
                pages,
                pages=tuple(replace(row, offset=row.offset + 1) for row in pages.pages),
            ),
            "letters into",
            id="a page begins a letter later",
        ),
    ],
)
def test_a_wrong_map_is_seen(built, spoil, said):
    """Each of these would be a wrong number in a printed run."""
    changed = replace(built, pages=spoil(built.pages))

    assert any(said in each for each in faults(changed))


@pytest.mark.parametrize(
    ("one", "other", "count"), [("abc", "abd", 2), ("", "a", 0), ("abc", "abcd", 3)]
)
def test_agreement_counts_letters_in_common(one, other, count):
    """From a place in each on."""
    assert agreement(one, 0, other, 0) == count
    assert agreement("x" + one, 1, "yy" + other, 2) == count
