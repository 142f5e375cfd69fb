"""Pages have the styles that WeasyPrint finds for each of them, shared or not."""

import pytest

from publisher.layout.inside import savings
from publisher.layout.inside.private import boxes
from publisher.layout.inside.savings import page_kinds
from publisher.layout.weasy import CSS, HTML

BODY = """
<h1>Title</h1><p>One<span class="note">A note.</span></p>
<section class="new"><p>Two</p></section><section class="right"><p>Three</p></section>
<section class="plate"><p>Plate</p></section><section class="new"><p>Five</p></section>
<section class="new"><p>Six<span class="note">Another.</span></p></section>
<section class="new"><p>Seven</p></section><section class="right"><p>Eight</p></section>
"""
RULES = """
@page { size: 200px 150px; margin: 20px 10vw; counter-increment: page 2 sheets;
  @top-left { content: string(title) " " counter(page) "/" counter(pages) }
  @bottom-center { content: counter(page, lower-roman); color: red; letter-spacing: 0.1em }
  @footnote { border-top: 1px solid } }
@page :first { margin-top: 40px; @top-left { content: none } }
@page :left { margin-left: 30px; @bottom-center { content: "left " counter(sheets) } }
@page :blank { @top-left { content: "blank" } @right-top { content: "here" } }
@page plate { margin: 0; @bottom-center { content: none } @left-middle { content: "p" } }
h1 { string-set: title content() } .new { break-before: page }
.right { break-before: right } .plate { page: plate } .note { float: footnote }
"""
NUMBERED = [
    "@page :nth(2n) { margin-left: 40px }",
    "@page plate:nth(1) { margin: 1px }",
]
LED = ["@page { @top-right { content: 'a' leader('.') 'b'; width: 60px } }"]


def pages_of(rules):
    """Tell all that stands on every page of a document, and of what style."""
    document = HTML(string=BODY).render(stylesheets=[CSS(string=rules)])
    return document, [
        [
            (
                repr(box),
                getattr(box, "text", ""),
                (box.position_x, box.position_y, box.width, box.height),
                [
                    repr(box.style[name])
                    for name in ("counter_increment", "color", "content")
                ],
            )
            for box in page._page_box.descendants()
        ]
        for page in document.pages
    ]


pytestmark = pytest.mark.usefixtures("savings_as_before")


@pytest.mark.parametrize("more", ["", *NUMBERED, *LED])
def test_every_page_is_as_weasyprint_makes_it(more):
    """Left and right, blank and first, with names, by numbers, with leaders beside."""
    with savings.removed():
        alone = pages_of(RULES + more)[1]
    savings.install()

    assert pages_of(RULES + more)[1] == alone
    assert len(alone) > 8


def test_pages_of_a_kind_share_their_styles():
    """But the first, which is worked out before the size of a page is known."""
    savings.install()
    document, _ = pages_of(RULES)
    styles = [page._page_box.style for page in document.pages]
    kinds = {
        (box.page_type.side, box.page_type.blank, box.page_type.name)
        for box in (page._page_box for page in document.pages[1:])
    }

    assert len({id(style) for style in styles[1:]}) == len(kinds) < len(styles) - 1
    assert all(style is not styles[0] for style in styles[1:])


@pytest.mark.parametrize("more", NUMBERED + LED)
def test_pages_that_may_differ_by_number_share_none(more):
    """Each has its own, as in WeasyPrint."""
    savings.install(page_kinds.SAVING.name)
    document, _ = pages_of(RULES + more)
    boxes_of = [page._page_box for page in document.pages]

    assert all(isinstance(box, boxes.PageBox) for box in boxes_of)
    assert len({id(box.style) for box in boxes_of}) == len(boxes_of)
