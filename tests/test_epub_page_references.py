"""A bare page reference names its target: there are no pages of paper here."""

import pytest
from lxml import etree

from epub_reading import XHTML, one
from epub_sample import (
    ASSETS,
    BOOK,
    FONTS,
    STYLES,
    chapter_of,
    p,
    ref,
)
from publisher.model import (
    Form,
)
from publisher.render.epub import render_epub


@pytest.fixture(scope="module")
def pages():
    return render_epub(BOOK, ASSETS, STYLES, FONTS)


def page_ref(anchor, label="map-river"):
    """Make a bare page reference."""
    return ref(label, Form.PAGE, anchor=anchor)


@pytest.mark.parametrize(
    ("parts", "seen"),
    [
        pytest.param(
            ["Look at p. ", page_ref("x")],
            "Look at map 1",
            id="the word for page is hidden",
        ),
        pytest.param(
            ["(стр.\u00a0", page_ref("x"), ")"],
            "(map 1)",
            id="in Russian, with a space kept whole",
        ),
        *(
            pytest.param([f"({word} ", page_ref("x"), ")"], "(map 1)", id=word)
            for word in ("pág.", "s.", "stronie", "blz.", "σ.", "עמ׳", "ص")
        ),
        pytest.param(
            ["See ", ref("map-river", anchor="x"), ", p. ", page_ref("y"), "."],
            "See map 1.",
            id="a name just said is not said again",
        ),
        pytest.param(
            ["See ", ref("map-river", anchor="x"), " (p. ", page_ref("y"), ") now"],
            "See map 1 now",
            id="brackets go with what was in them",
        ),
        pytest.param(
            ["See ", ref("sec-two", anchor="x"), ", p. ", page_ref("y"), "."],
            "See Two & a half, map 1.",
            id="another name is said",
        ),
        pytest.param(
            ["a ship. ", page_ref("x")],
            "a ship. map 1",
            id="a word that ends in p stays",
        ),
        pytest.param([page_ref("x"), " and on"], "map 1 and on", id="at the beginning"),
    ],
)
def test_a_bare_page_reference_names_its_target(parts, seen):
    """There are no pages of paper here; what the author wrote is hidden, never dropped."""
    root = etree.fromstring(one(chapter_of(p(*parts))).encode())
    paragraph = root.find(f".//{XHTML}p")
    written = [part for part in parts if isinstance(part, str)]
    shown = etree.fromstring(etree.tostring(paragraph))
    for hidden in list(shown.iterfind(".//*[@class='paper-only']")):
        hidden.tail, tail = "", hidden.tail or ""
        before = hidden.getprevious()
        parent = hidden.getparent()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        parent.remove(hidden)

    assert "".join(shown.itertext()).replace("\u00a0", " ") == seen
    assert "".join(authored(paragraph)) == "".join(written)


def authored(root):
    """Give the words that are not the publisher's."""
    if "gen" not in root.get("class", "").split():
        yield root.text or ""
        for child in root:
            yield from authored(child)
            yield child.tail or ""
