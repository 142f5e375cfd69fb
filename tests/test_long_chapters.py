"""A chapter with very many notes is several documents, each with its own notes."""

import zipfile

import pytest
from lxml import etree

from page_proof import XHTML
from publisher import pipeline
from publisher.means import hired

MANY = 1_100
BOOK = (
    "title: Long\nslug: long\nlang: en\ncreator: A. Writer\nbook: {chapters: [a.md]}\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a chapter of more than a thousand notes; one is called again far below."""
    home = tmp_path_factory.mktemp("long") / "manuscript"
    home.mkdir()
    texts = [f"Paragraph {n} is short.[^{n}]\n" for n in range(MANY)]
    texts[480] = "## Half {#half}\n\n" + texts[480]
    notes = [f"[^{n}]: Note {n}.\n" for n in range(MANY)]
    last = "See [](#half) and note one again.[^1]\n"
    (home / "a.md").write_text("\n".join(["# Long", "", *texts, last, *notes]), "utf-8")
    (home / "book.yaml").write_text(BOOK, "utf-8")
    order = pipeline.Order(frozenset({pipeline.EPUB}), judged=False)
    with hired(keep=False) as means:
        outcome = pipeline.build(home, home.parent / "dist", means, order)
    assert outcome.made, [each.headline for each in outcome.found]
    with zipfile.ZipFile(outcome.made[0]) as archive:
        names = [n for n in archive.namelist() if "/ch-01" in n]
        return {n: etree.fromstring(archive.read(n)) for n in sorted(names)}


def test_no_document_has_more_than_500_notes(built):
    """The chapter is divided, at a heading where one is near; every note is there."""
    counts = [len(root.findall(f".//{XHTML}aside")) for root in built.values()]
    first, second, third = (each.rpartition("/")[2] for each in built)

    assert (first, second, third) == (
        "ch-01-part-2.xhtml",
        "ch-01-part-3.xhtml",
        "ch-01.xhtml",
    )
    assert max(counts) <= 500
    assert sum(counts) == MANY
    part = built["EPUB/text/ch-01-part-2.xhtml"]
    assert part.find(f".//{XHTML}section")[0].get("id") == "half"
    assert part.find(f".//{XHTML}section").get("aria-label") == "I. Long"


def test_a_note_stands_where_it_is_first_called_and_links_to_every_call(built):
    """The second call of a note is in another document, and both ways lead there."""
    here, there = (
        built["EPUB/text/ch-01.xhtml"],
        built["EPUB/text/ch-01-part-3.xhtml"],
    )
    calls = [a for a in there.iter(f"{XHTML}a") if a.get("role") == "doc-noteref"]
    again = next(a for a in calls if a.get("href").startswith("ch-01.xhtml#"))
    note = here.find(f".//{XHTML}aside[@id='{again.get('href').partition('#')[2]}']")
    back = [a.get("href") for a in note.iter(f"{XHTML}a")]

    assert back[1] == f"ch-01-part-3.xhtml#{again.get('id')}"
    assert back[0].startswith("#")
